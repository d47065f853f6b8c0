"""Blocks of no kind of their own have that of the box they stand in."""

from __future__ import annotations

import pytest

from newscrawl.blocks import BlockType, Cut, CutKind, Keep
from newscrawl.extraction.company import name_by_company

from .conftest import See

VAGUE = frozenset({"classifier"})
UNKNOWN = Cut(CutKind.other, "classifier", "3% likely")
RELATED = Cut(CutKind.related_links, "linked-headline", "a link")
MENU = Cut(CutKind.navigation, "menu-area", "a menu")
TIME = Cut(CutKind.timestamp, "time-line", "a time")
KEPT = Keep(BlockType.paragraph)
CARD = "<div><p>x</p><p>y</p></div>"
LONG = "<div><p>" + "word " * 20 + "</p><p>y</p></div>"


@pytest.mark.parametrize(
    ("html", "verdicts", "kind"),
    [
        (CARD, [UNKNOWN, RELATED], CutKind.related_links),
        (f"<section>{CARD}{CARD}</section>", [UNKNOWN, TIME, RELATED, TIME], CutKind.related_links),
        (CARD, [UNKNOWN, TIME], CutKind.other),
        (CARD, [UNKNOWN, UNKNOWN], CutKind.other),
        (CARD, [UNKNOWN, KEPT], CutKind.other),
        (f"<section>{CARD}<p>z</p></section>", [UNKNOWN, RELATED, KEPT], CutKind.related_links),
        (f"<section>{CARD}<p>z</p></section>", [UNKNOWN, TIME, KEPT], CutKind.other),
        (CARD, [UNKNOWN, MENU], CutKind.navigation),
        (LONG, [UNKNOWN, MENU], CutKind.other),
        (LONG, [UNKNOWN, RELATED], CutKind.related_links),
        (f"<div><p>x</p><p>y</p>{'<p>z</p>' * 100}</div>", [UNKNOWN, *[RELATED] * 101], CutKind.other),
    ],
    ids=[
        "with a link", "among teasers", "lines stand anywhere", "nothing known", "with the story", "box in the column",
        "not beyond the story", "label", "text in a menu", "text among teasers", "half a page",
    ],
)  # fmt: skip
def test_company(see: See, html: str, verdicts: list[Keep | Cut], kind: CutKind) -> None:
    found = name_by_company(see(html), verdicts, VAGUE)
    assert isinstance(found[0], Cut)
    assert found[0].kind == kind
    assert found[1:] == verdicts[1:] or UNKNOWN in verdicts[1:]


def test_the_reason_tells_what_box_it_is(see: See) -> None:
    found = name_by_company(see(CARD), [UNKNOWN, RELATED], VAGUE)
    assert found[0] == Cut(CutKind.related_links, "company", "stands in one box with links to other stories")
