"""A crawl counts what publisher files did and logs the first miss of each key; other items pass."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from newscrawl.extraction.engine import make_empty_extraction
from newscrawl.outcomes import PageType
from newscrawl.page import RawPage
from newscrawl.pipelines.extraction import ExtractedPage, ExtractionPipeline
from newscrawl.pipelines.publisher_rules import PublisherRulesPipeline
from newscrawl.publishers import PublisherTrace
from newscrawl.publishers.file import PublisherFileError
from tests.conftest import Loopback, html, run_crawl, story
from tests.publishers.conftest import write_page, write_story

PAGE = RawPage(url="https://paper.example/a", requested_url="https://paper.example/a")


def make_item(trace: PublisherTrace | None) -> ExtractedPage:
    return ExtractedPage(page=PAGE, extraction=replace(make_empty_extraction(PageType.empty, "", ""), publisher=trace))


def test_pages_and_misses_are_counted_and_first_misses_logged(
    crawler: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    pipeline = PublisherRulesPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    used = PublisherTrace(file="paper.toml", layout="new", fields=("title",))
    missed = PublisherTrace(file="paper.toml", layout="new", missed=("authors", "drop[0]", "body"))
    unfit = PublisherTrace(file="paper.toml", layout=None)
    for item in (make_item(used), make_item(missed), make_item(missed), make_item(unfit), make_item(None), PAGE):
        assert pipeline.process_item(item) is item
    counted = {key: value for key, value in crawler.stats.get_stats().items() if "publishers" in key}
    assert counted == {
        "newscrawl/publishers/pages": 3,
        "newscrawl/publishers/no_layout": 1,
        "newscrawl/publishers/missed/paper.toml/authors": 2,
        "newscrawl/publishers/missed/paper.toml/drop[0]": 2,
        "newscrawl/publishers/missed/paper.toml/body": 2,
    }
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", "paper.toml, layout new: authors found nothing on https://paper.example/a; the engine decided"),
        ("WARNING", "paper.toml, layout new: body found nothing on https://paper.example/a; the engine decided"),
    ]


def test_file_that_is_unfit_ends_the_run_before_it_begins(crawler: SimpleNamespace, tmp_path: Path) -> None:
    crawler.settings.set("NEWSCRAWL_PUBLISHERS", f"{tmp_path}/none")
    with pytest.raises(PublisherFileError, match="no such folder"):
        ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def test_crawl_uses_the_files_of_the_setting(loopback: Loopback, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "here.toml").write_text('domains = ["127.0.0.1"]\n[[layout]]\nbody = "div.text"\ndrop = [".poll"]\n')
    poll = '<div class="poll"><p>Our readers may vote on the dredging until Friday, in the harbour office.</p></div>'
    page = write_page(f'<div class="text">{write_story()}{poll}</div>')
    loopback.serve({"/ruled": html(page.encode()), "/plain": story("Ferry")})
    crawled = run_crawl(
        folder.parent,
        "article",
        "-s", f"NEWSCRAWL_PUBLISHERS={folder}",
        urls=f"{loopback.url('/ruled')},{loopback.url('/plain')}",
    )  # fmt: skip
    assert crawled.code == 0, crawled.stderr
    ruled, plain = sorted(crawled.lines("article.jsonl"), key=lambda line: line["url"], reverse=True)
    assert (ruled["extractor"]["strategy"], ruled["extractor"]["publisher"]) == ("publisher", "here.toml#1")
    assert "Our readers" not in ruled["text"]
    assert plain["warnings"] == ["publisher_rule_missed:body"]
    assert "body found nothing on" in crawled.stderr


def test_crawl_with_a_broken_file_ends_with_4_and_names_the_line(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "bad.toml").write_text('domains = ["paper.example"]\n[[layout]]\nbodi = "p"\n')
    crawled = run_crawl(folder, "article", "-s", f"NEWSCRAWL_PUBLISHERS={folder}", urls="http://127.0.0.1:1/")
    assert crawled.code == 4
    assert f"{folder}/bad.toml:3: bodi: unknown key; did you mean body?" in crawled.stderr
    assert "Traceback" not in crawled.stderr
