"""The body column is the innermost element with most of the story."""

from __future__ import annotations

import pytest

from .conftest import See

PARAGRAPH = "<p>The council of the port voted on Tuesday to widen the northern lock before winter.</p>"


@pytest.mark.parametrize(
    ("html", "root"),
    [
        (f"<main><article>{PARAGRAPH * 4}</article></main><div>{PARAGRAPH}</div>", "article"),
        (f"<main><section>{PARAGRAPH * 2}</section><section>{PARAGRAPH * 2}</section></main>", "main"),
        (f"<article>{PARAGRAPH * 4}</article><div class=comments>{PARAGRAPH * 6}</div>", "article"),
        (PARAGRAPH, "p"),
    ],
    ids=["one element", "sections", "more comments than story", "one paragraph"],
)
def test_column_root(see: See, html: str, root: str) -> None:
    column = see(html).column
    assert column.root is not None
    assert column.root.tag == root
    assert column.depths[column.root.index] == 0
    assert column.root.index in column.wide


def test_depths_count_from_the_column_root(see: See) -> None:
    view = see(f"<article><div>{PARAGRAPH * 3}</div><div>{PARAGRAPH * 3}</div></article><p>Elsewhere</p>")
    depths = [view.column.depths.get(block.context.index) for block in view.blocks]
    assert depths == [2, 2, 2, 2, 2, 2, None]


def test_a_page_without_running_text_has_no_column(see: See) -> None:
    column = see("<nav><a href=/>Home</a></nav>").column
    assert (column.root, column.wide, dict(column.depths)) == (None, frozenset(), {})
