"""A raw page goes to the core; a fault of the core becomes evidence, and the crawl goes on."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest

from newscrawl.errors import InputError
from newscrawl.options import Options
from newscrawl.outcomes import PageType
from newscrawl.page import RawPage
from newscrawl.pipelines import extraction
from newscrawl.pipelines.extraction import ExtractedPage, ExtractionPipeline, locate_fault
from tests.samples import EXTRACTION, PAGE


@pytest.fixture
def pipeline(crawler: SimpleNamespace) -> ExtractionPipeline:
    return ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def test_page_is_extracted_and_counted(pipeline: ExtractionPipeline, crawler: SimpleNamespace) -> None:
    page = RawPage(url=PAGE.url, requested_url=PAGE.url, status=200, body=b"%PDF-1.7")
    item = pipeline.process_item(page)
    assert isinstance(item, ExtractedPage)
    assert item.extraction is not None
    assert item.extraction.page_type is PageType.not_html
    assert (item.page, item.fault) == (page, "")
    stats = crawler.stats.get_stats()
    assert (stats["newscrawl/urls"], stats["newscrawl/pages"]) == (1, 1)
    assert stats["newscrawl/extraction_seconds"] > 0


def test_failed_fetch_is_no_page_and_is_not_extracted(
    pipeline: ExtractionPipeline, crawler: SimpleNamespace
) -> None:
    page = RawPage(url=PAGE.url, requested_url=PAGE.url, failure="timeout")
    assert pipeline.process_item(page) == ExtractedPage(page=page)
    assert crawler.stats.get_stats() == {"newscrawl/urls": 1}


def test_fault_of_the_core_is_located_and_logged(
    pipeline: ExtractionPipeline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(page: RawPage, options: Options) -> None:
        raise ZeroDivisionError("on this page\nonly")

    monkeypatch.setattr(extraction, "extract_page", fail)
    with caplog.at_level(logging.ERROR):
        item = pipeline.process_item(PAGE)
    assert isinstance(item, ExtractedPage)
    assert item.extraction is None
    assert item.fault.startswith("ZeroDivisionError at test_extraction.py:")
    assert item.fault.endswith(" in fail: on this page only")
    assert caplog.records[0].exc_info is not None


def test_options_of_the_setting_reach_the_core(
    crawler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Options] = []
    monkeypatch.setattr(extraction, "extract_page", lambda page, options: given.append(options) or EXTRACTION)
    crawler.settings.set("NEWSCRAWL_OPTIONS", '{"captions": true}')
    ExtractionPipeline.from_crawler(crawler).process_item(PAGE)  # type: ignore[arg-type]
    assert given == [Options(captions=True)]


@pytest.mark.parametrize("options", [{"colour": "red"}, {"max_bytes": "many"}, "{no JSON", "[1]"])
def test_options_that_the_core_does_not_have_are_refused(crawler: SimpleNamespace, options: object) -> None:
    crawler.settings.set("NEWSCRAWL_OPTIONS", options)
    with pytest.raises(InputError, match=r"^setting NEWSCRAWL_OPTIONS: "):
        ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def test_item_of_another_class_passes(pipeline: ExtractionPipeline, crawler: SimpleNamespace) -> None:
    item = {"name": "mine"}
    assert pipeline.process_item(item) is item
    assert crawler.stats.get_stats() == {}


def test_fault_without_frames_or_text_is_its_name() -> None:
    assert locate_fault(ValueError()) == "ValueError"
