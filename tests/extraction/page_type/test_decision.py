"""The type of whole pages: every fixture of the demo site, and real article pages where they are at hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import newscrawl
from newscrawl.dom import decode_body
from newscrawl.fixture import Fixture, load_fixtures
from newscrawl.outcomes import ARTICLE_TYPES, PageType

Judge = Callable[[str, str | None], tuple[PageType, str]]
ROOT = Path(newscrawl.__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench"
FIXTURES = [f for f in load_fixtures(ROOT / "fixtures") if f.reason != "not_html"]
SAMPLE = 12
"""Every so manieth page of the development sets is looked at; the whole sets by `scrapy evaluate`."""


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


@pytest.mark.parametrize("name", ["news_dev", "pages_dev"])
def test_real_article_pages_are_articles(judge: Judge, name: str) -> None:
    folder = BENCH / name
    if not folder.is_dir():
        pytest.skip("../shared/bench is not there")
    pages = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    sample = sorted(pages)[::SAMPLE]
    refused = []
    for key in sample:
        html = decode_body(gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())).text
        page_type, evidence = judge(html, pages[key]["url"])
        if page_type not in ARTICLE_TYPES:
            refused.append(f"{key}: {page_type}: {evidence}")
    assert len(refused) <= 0.03 * len(sample), refused
