"""What is known of a page's blocks before any is judged."""

from __future__ import annotations

import pytest

from .conftest import See

LONG = "The council of the port voted on Tuesday to widen the northern lock before the winter begins."


@pytest.mark.parametrize(
    ("html", "is_likely"),
    [
        (f"<p>{LONG}</p>", True),
        ("<p>Too short to show anything.</p>", False),
        (f"<p><a href=/a>{LONG}</a></p>", False),
        (f"<p hidden>{LONG}</p>", False),
        (f"<div class=comments><p>{LONG}</p></div><p>{LONG}</p><p>{LONG}</p>", False),
        (f"<div class=comments><p>{LONG}</p></div>", True),
        (f"<table><tr><td>{LONG}<td>1</tr><tr><td>x<td>2</tr></table>", False),
        ("<p>市议会周二投票决定将内港疏浚工程推迟到春季，官员们说，因为那里的淤泥中含有更多的铜。</p>", True),
    ],
    ids=["text", "short", "link", "hidden", "comments", "comments and nothing else", "table", "no spaces"],
)
def test_likely_story_text(see: See, html: str, is_likely: bool) -> None:
    view = see(html)
    assert bool(view.story_characters[0]) is is_likely
    assert view.story_total == sum(view.story_characters)


@pytest.mark.parametrize(
    ("html", "likely"),
    [
        (f"<p>{LONG}</p><div class=comments>{7 * f'<p>{LONG}</p>'}</div>", [0]),
        (f"<div class=related><p>{LONG}</p></div><div class=comments>{7 * f'<p>{LONG}</p>'}</div>", [0]),
        (f"<div class=related>{9 * f'<p>{LONG}</p>'}</div><p>{LONG}</p>", list(range(10))),
        (f"<p>{LONG}</p><div class=comments>{60 * f'<p>{LONG}</p>'}</div>", list(range(61))),
        (
            f"{11 * f'<p>{LONG}</p>'}<div class=comments>{600 * f'<div class=comment><p>{LONG}</p></div>'}</div>",
            list(range(11)),
        ),
    ],
    ids=[
        "more comments than story", "comments and a box named wrongly", "a column named wrongly", "nearly no story",
        "hundreds of comments",
    ],
)
def test_readers_comments_are_no_story_however_long(see: See, html: str, likely: list[int]) -> None:
    view = see(html)
    assert [index for index, characters in enumerate(view.story_characters) if characters] == likely


def test_all_sequences_run_along_the_blocks(see: See) -> None:
    html = f"<h1>A headline</h1><p>{LONG}</p><nav><a href=/>Home</a></nav><p>Read more: Pilots back</p>"
    view = see(html, title="A headline")
    columns = (
        view.words, view.texts, view.link_density, view.ends, view.line_cuts, view.areas, view.inline_rules,
        view.story_characters,
    )  # fmt: skip
    assert {len(column) for column in columns} == {len(view.blocks)}
    assert view.title_words == {"a", "headline"}
    assert [cut and cut.rule for cut in view.line_cuts] == [None, None, "skip-link", "read-more-line"]
    assert [area.innermost and area.innermost.name for area in view.areas] == [None, None, "menu-area", None]
    assert view.ends == [False, True, False, False]


def test_a_page_without_blocks_has_a_view(see: See) -> None:
    view = see("")
    assert (list(view.blocks), view.story_total, view.column.root) == ([], 0, None)
