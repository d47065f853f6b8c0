"""What is explained is what `scrapy clean` decides, block for block."""

from __future__ import annotations

import pytest

from newscrawl.explanation.case import link_paragraphs, study_page
from newscrawl.input_kind import InputKind
from newscrawl.page import RawPage
from newscrawl.single_input import clean_page, read_input
from tests.conftest import ROOT

INPUTS = [
    *(f"fixtures/{name}/page.html" for name in ("json-ld", "data-table", "chinese-gb18030", "bot-wall", "liveblog")),
    "docs/scraped.txt",
]


@pytest.mark.parametrize("name", INPUTS)
def test_case_has_the_decisions_of_clean_with_score_and_signs(name: str) -> None:
    page = read_input(str(ROOT / name))
    case, cleaned = study_page(page), clean_page(page)
    assert (case.extraction, case.rejection) == (cleaned.extraction, cleaned.rejection)
    assert case.pieces
    assert all(case.find_score(piece) is not None and case.find_signs(piece) for piece in case.pieces)


@pytest.mark.parametrize("name", INPUTS)
def test_paragraphs_are_linked_to_the_pieces_that_make_them(name: str) -> None:
    extraction = clean_page(read_input(str(ROOT / name))).extraction
    assert extraction is not None
    pieces = [piece for piece in extraction.pieces if piece.text]
    linked = link_paragraphs(extraction)
    assert [block for block, _ in linked] == list(extraction.blocks)
    for block, made in linked:
        assert "".join("".join(pieces[at].text for at in made).split()) == "".join(block.text.split())


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (RawPage(url="https://news.example/", requested_url="https://news.example/", failure="timeout"), None),
        (RawPage(url="file:///x", requested_url="file:///x", body=b""), None),
        (RawPage(url="file:///x", requested_url="file:///x", body=b"%PDF-1.7 x"), None),
        (RawPage(url="file:///x", requested_url="file:///x", body=b"<p"), InputKind.html),
        (RawPage(url="file:///x", requested_url="file:///x", body=b" \n"), InputKind.text),
    ],
    ids=["not fetched", "empty", "pdf", "no markup", "blank text"],
)
def test_input_without_text_is_a_case_too(page: RawPage, kind: InputKind | None) -> None:
    case = study_page(page, kind=kind)
    assert case.pieces == ()
    assert case.rejection is not None
