"""Real pages as publishers sent them, served on loopback: a record or a typed rejection for each."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newscrawl.outcomes import Reason
from newscrawl.schema import LINE_TYPES, read_schema
from tests.conftest import ROOT, Answer, Crawled, Loopback, run_crawl

PAGES = sorted((ROOT.parent / "shared" / "bench" / "news_dev" / "html").glob("*.html.gz"))
LEAST_ARTICLES = 0.9
"""Share of the pages that must give a record: all of them are called articles by their set."""

pytestmark = pytest.mark.skipif(not PAGES, reason="../shared/bench/news_dev is not there")


def name_path(page: Path) -> str:
    return "/" + page.name.removesuffix(".html.gz")


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    headers = {"Content-Type": "text/html"}
    loopback.serve(
        {name_path(page): Answer(gzip.decompress(page.read_bytes()), headers=headers) for page in PAGES}
    )
    urls = "\n".join(loopback.url(name_path(page)) for page in PAGES)
    return run_crawl(tmp_path_factory.mktemp("saved"), "article", file="-", stdin=urls.encode())


def test_crawl_ends_well_and_without_a_traceback(crawled: Crawled) -> None:
    assert crawled.code == 0, crawled.stderr
    assert "Traceback" not in crawled.stderr
    assert crawled.run["counts"]["errors"] == 0
    assert crawled.run["failure"] is None


def test_every_page_has_one_outcome(crawled: Crawled, loopback: Loopback) -> None:
    lines = [*crawled.lines("article.jsonl"), *crawled.lines("rejects.jsonl")]
    assert sorted(line["requested_url"] for line in lines) == sorted(
        loopback.url(name_path(p)) for p in PAGES
    )
    assert {line["reason"] for line in crawled.lines("rejects.jsonl")} <= set(Reason)
    assert "extraction_error" not in crawled.run["counts"]["rejected"]


def test_most_pages_of_a_set_of_articles_are_articles(crawled: Crawled) -> None:
    assert len(crawled.lines("article.jsonl")) >= LEAST_ARTICLES * len(PAGES)


def test_every_line_obeys_its_schema(crawled: Crawled) -> None:
    validators = {
        name: Draft202012Validator(read_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
        for name in LINE_TYPES
    }
    lines = [*crawled.lines("article.jsonl"), *crawled.lines("rejects.jsonl")]
    faults = [
        (line["url"], error.json_path, error.message[:200])
        for line in lines
        for error in validators[line["schema"]].iter_errors(line)
    ]
    assert faults == []
