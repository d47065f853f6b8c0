"""The choice of a page's blocks follows the body and the drops of a guide, and stays the engine's where they fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.blocks import CutKind
from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.guided_selection import find_mark, guide_selection, is_dropped
from newscrawl.extraction.selection import Selection
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata
from newscrawl.publishers.guide import Guide
from newscrawl.publishers.rules import DropRule, PublisherTrace
from newscrawl.publishers.selectors import compile_selector

HTML = """<body><p id="out">Before the story stand some words that belong to the page.</p>
<div id="body"><p>The council voted to delay the dredging of the inner basin until spring.</p>
<p id="drop">Readers may vote on it, too, until Friday at noon in the harbour office.</p>
<p style="display:none">Nobody sees these words, which the page hides from its readers.</p></div></body>"""
TRACE = PublisherTrace(file="x.toml", layout="1")
DROPS = (DropRule(compile_selector("#drop"), CutKind.newsletter),)


def guide_page(*names: str, body: str | None = "#body") -> tuple[PageView, Selection, PublisherTrace]:
    """Guide a choice of all four blocks. names: the elements that have marks, `body` and `drop`."""
    tree = parse_html(HTML)
    assert tree is not None
    marks = {tree.get_element_by_id(name): ("body", "drop").index(name) for name in names}
    view = view_page(segment_page(tree, marks), Metadata())
    own = Selection([0.9, 0.9, 0.9, 0.1], (0, 1, 2), "forest")
    guide = Guide(trace=TRACE, metadata=Metadata(), marks=marks, body=body, drops=DROPS)
    return view, *guide_selection(view, own, guide)


def test_body_and_drops_choose() -> None:
    _, selection, trace = guide_page("body", "drop")
    assert (selection.kept, selection.strategy, trace) == ((1,), "publisher", TRACE)
    assert {index: (cut.kind, cut.rule) for index, cut in selection.excluded.items()} == {
        0: (CutKind.other, "publisher-body"),
        2: (CutKind.newsletter, "publisher-drop"),
    }
    assert [index for index in (None, 0, 1, 2) if is_dropped(selection, index)] == [2]


def test_drops_alone_leave_the_choice_to_the_engine() -> None:
    _, selection, trace = guide_page("drop", body=None)
    assert (selection.kept, selection.strategy, trace.missed) == ((0, 1), "forest", ())


def test_body_that_holds_no_block_is_missed() -> None:
    _, selection, trace = guide_page()
    assert (selection.kept, selection.strategy, trace) == ((0, 1, 2), "forest", replace(TRACE, missed=("body",)))


@pytest.mark.parametrize(("names", "marks"), [((), [None] * 4), (("body", "drop"), [None, 0, 1, 0])])
def test_mark_is_that_of_the_nearest_element(names: tuple[str, ...], marks: list[int | None]) -> None:
    view, *_ = guide_page(*names)
    assert [find_mark(block) for block in view.blocks] == marks
