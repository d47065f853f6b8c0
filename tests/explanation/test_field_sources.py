"""Each field of the metadata is told with the places of the page that state it."""

from __future__ import annotations

import pytest

from newscrawl.explanation.case import Case, study_page
from newscrawl.explanation.field_sources import NOT_STATED
from newscrawl.single_input import read_input
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def case() -> Case:
    return study_page(read_input(str(ROOT / "fixtures" / "json-ld" / "page.html")))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("title", "<h1>"),
        ("title", "JSON-LD NewsArticle.headline"),
        ("subtitle", "shown on the page, in <p>"),
        ("language", "<html lang>"),
        ("authors", "JSON-LD NewsArticle.author.name"),
        ("section", "<meta article:section>"),
        ("published", "<time datetime>"),
        ("modified", "JSON-LD NewsArticle.dateModified"),
        ("is_free", "JSON-LD NewsArticle.isAccessibleForFree"),
        ("dateline", NOT_STATED),
    ],
)
def test_places(case: Case, name: str, place: str) -> None:
    (field,) = [field for field in case.fields if field.name == name]
    assert place in field.places


def test_fields_of_a_text_come_from_the_text() -> None:
    fields = {field.name: field for field in study_page(read_input(str(ROOT / "docs" / "scraped.txt"))).fields}
    title = fields["title"]
    assert (title.value, title.places) == ("Harbour dredging is put off until spring", ("the text",))
    assert fields["published"].places == (NOT_STATED,)
