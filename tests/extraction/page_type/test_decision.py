"""Every fixture of the demo site has its type, with one line of evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import newscrawl
from newscrawl.dom import decode_body
from newscrawl.fixture import Fixture, load_fixtures
from newscrawl.outcomes import ARTICLE_TYPES, PageType

Judge = Callable[[str, str | None], tuple[PageType, str]]
ROOT = Path(newscrawl.__file__).parents[1]
FIXTURES = [f for f in load_fixtures(ROOT / "fixtures") if f.reason != "not_html"]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_every_fixture_has_its_type_and_evidence(judge: Judge, fixture: Fixture) -> None:
    html = decode_body(fixture.page.body, fixture.page.headers.get("content-type")).text
    page_type, evidence = judge(html, fixture.page.url)
    if fixture.reason is None:
        assert page_type in ARTICLE_TYPES, evidence
    else:
        assert page_type.value == fixture.reason.value, evidence
    assert evidence
    assert "\n" not in evidence


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_without_its_address_no_fixture_is_mistaken(judge: Judge, fixture: Fixture) -> None:
    html = decode_body(fixture.page.body, fixture.page.headers.get("content-type")).text
    page_type, evidence = judge(html, None)
    assert (page_type in ARTICLE_TYPES) == (fixture.reason is None), evidence
