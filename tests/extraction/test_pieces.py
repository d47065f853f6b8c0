"""Pieces give back the page's text to the letter; promos glued to a sentence are cut at the span."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl.blocks import BlockType, Cut, CutKind, Keep, rebuild_source
from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.pieces import make_pieces

from .conftest import See

SENTENCE = "The council voted on Tuesday to widen the lock."
GLUED = f"{SENTENCE} READ MORE: Pilots go back to work"
PARAGRAPH = Keep(BlockType.paragraph)
NAVIGATION = Cut(CutKind.navigation, "menu", "a menu")


@pytest.mark.parametrize(
    ("verdict", "parts"),
    [
        (PARAGRAPH, [(SENTENCE, True), ("READ MORE: Pilots go back to work", False)]),
        (Keep(BlockType.quote), [(SENTENCE, True), ("READ MORE: Pilots go back to work", False)]),
        (Keep(BlockType.table), [(GLUED, True)]),
        (Keep(BlockType.preformatted), [(GLUED, True)]),
        (NAVIGATION, [(GLUED, False)]),
    ],
    ids=["paragraph", "quote", "table row", "code", "removed"],
)
def test_a_glued_promo_is_cut(see: See, verdict: Keep | Cut, parts: list[tuple[str, bool]]) -> None:
    pieces = make_pieces(see(f"<p>{GLUED}</p>"), [verdict])
    assert [(piece.text, isinstance(piece.verdict, Keep)) for piece in pieces] == parts
    assert rebuild_source(pieces) == GLUED


def test_a_byline_ahead_of_the_first_sentence_is_cut_there_and_nowhere_else(see: See) -> None:
    text = f"By Ada Morel {SENTENCE}"
    view = see(f"<p>{text}</p><p>{text}</p>", authors=("Ada Morel",))
    pieces = make_pieces(view, [PARAGRAPH, PARAGRAPH])
    parts = [(p.before, p.text, p.verdict.kind if isinstance(p.verdict, Cut) else None) for p in pieces]
    assert parts == [
        ("", "By Ada Morel", CutKind.byline),
        (" ", SENTENCE, None),
        ("\n\n", text, None),
    ]
    assert rebuild_source(pieces) == f"{text}\n\n{text}"


def test_blocks_are_parted_by_blank_lines(see: See) -> None:
    pieces = make_pieces(see(f"<nav>Home</nav><p>{GLUED}</p><p>End.</p>"), [NAVIGATION, PARAGRAPH, PARAGRAPH])
    assert rebuild_source(pieces) == f"Home\n\n{GLUED}\n\nEnd."
    assert [piece.block for piece in pieces] == [0, 1, 1, 2]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&"), max_size=60)
PROMOS = st.sampled_from(["", " Read more: Pilots back", " Photos: The lock", "！相关阅读：新闻", " \u00ad\u200b"])


@given(st.lists(st.tuples(st.sampled_from(["p", "li", "h2", "td", "pre", "div"]), TEXT, PROMOS), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_is_rebuilt_from_its_pieces(parts: list[tuple[str, str, str]]) -> None:
    html = "<html><body>" + "".join(f"<{tag}>{text} {SENTENCE}{promo}</{tag}>" for tag, text, promo in parts)
    tree = parse_html(html)
    assert tree is not None
    found = newscrawl.extract(html)
    assert rebuild_source(found.pieces) == "\n\n".join(block.text for block in segment_page(tree))
    for piece in found.pieces:
        if isinstance(piece.verdict, Cut):
            assert piece.verdict.rule
            assert piece.verdict.reason
