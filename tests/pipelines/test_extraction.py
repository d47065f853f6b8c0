"""A raw page goes to the core, here or in a worker; a fault of the core becomes evidence, and the crawl goes on."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals
from scrapy.settings import Settings

from newscrawl import api
from newscrawl.errors import InputError
from newscrawl.options import Options
from newscrawl.outcomes import PageType, Reason
from newscrawl.page import RawPage
from newscrawl.pipelines import extraction
from newscrawl.pipelines.extraction import ExtractedPage, ExtractionPipeline
from newscrawl.workers.faults import Fault
from newscrawl.workers.limits import Limits
from tests.conftest import story
from tests.samples import EXTRACTION, PAGE
from tests.workers.made_faults import obey


@pytest.fixture
def pipeline(crawler: SimpleNamespace) -> ExtractionPipeline:
    crawler.settings.set("NEWSCRAWL_WORKERS", 0)
    return ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def process(pipeline: ExtractionPipeline, *items: object) -> list[Any]:
    async def run() -> list[Any]:
        try:
            return [await pipeline.process_item(item) for item in items]
        finally:
            await pipeline.close_spider()

    return asyncio.run(run())


def test_page_is_extracted_and_counted(pipeline: ExtractionPipeline, crawler: SimpleNamespace) -> None:
    page = RawPage(url=PAGE.url, requested_url=PAGE.url, status=200, body=b"%PDF-1.7")
    (item,) = process(pipeline, page)
    assert isinstance(item, ExtractedPage)
    assert item.extraction is not None
    assert item.extraction.page_type is PageType.not_html
    assert (item.page, item.fault) == (page, None)
    stats = crawler.stats.get_stats()
    assert (stats["newscrawl/urls"], stats["newscrawl/pages"]) == (1, 1)
    assert stats["newscrawl/extraction_seconds"] > 0


def test_failed_fetch_is_no_page_and_is_not_extracted(
    pipeline: ExtractionPipeline, crawler: SimpleNamespace
) -> None:
    page = RawPage(url=PAGE.url, requested_url=PAGE.url, failure="timeout")
    assert process(pipeline, page) == [ExtractedPage(page=page)]
    assert crawler.stats.get_stats() == {"newscrawl/urls": 1, "newscrawl/workers": 0}


def test_fault_of_the_core_is_located_and_logged(
    pipeline: ExtractionPipeline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(body: bytes, **_: object) -> None:
        raise ZeroDivisionError("on this page\nonly")

    monkeypatch.setattr(api, "extract", fail)
    with caplog.at_level(logging.ERROR):
        (item,) = process(pipeline, PAGE)
    assert isinstance(item, ExtractedPage)
    assert item.extraction is None
    assert item.fault is not None
    assert item.fault.reason is Reason.extraction_error
    assert item.fault.evidence.startswith("ZeroDivisionError at test_extraction.py:")
    assert item.fault.evidence.endswith(" in fail: on this page only")
    assert "Traceback (most recent call last)" in caplog.text


def test_options_of_the_setting_reach_the_core(
    crawler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Options] = []
    monkeypatch.setattr(api, "extract", lambda body, options, **_: given.append(options) or EXTRACTION)
    crawler.settings.setdict({"NEWSCRAWL_OPTIONS": '{"captions": true}', "NEWSCRAWL_WORKERS": 0})
    process(ExtractionPipeline.from_crawler(crawler), PAGE)  # type: ignore[arg-type]
    assert given == [Options(captions=True)]


@pytest.mark.parametrize("options", [{"colour": "red"}, {"max_bytes": "many"}, "{no JSON", "[1]"])
def test_options_that_the_core_does_not_have_are_refused(crawler: SimpleNamespace, options: object) -> None:
    crawler.settings.set("NEWSCRAWL_OPTIONS", options)
    with pytest.raises(InputError, match=r"^setting NEWSCRAWL_OPTIONS: "):
        ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def test_item_of_another_class_passes(pipeline: ExtractionPipeline, crawler: SimpleNamespace) -> None:
    item = {"name": "mine"}
    assert process(pipeline, item)[0] is item
    assert crawler.stats.get_stats() == {"newscrawl/workers": 0}


def test_worker_gives_what_this_process_gives(pipeline: ExtractionPipeline, crawler: SimpleNamespace) -> None:
    pages = [replace(PAGE, body=body) for body in (story("Vote delayed"), b"%PDF-1.7", b"")]
    crawler.settings.set("NEWSCRAWL_WORKERS", 1)
    with_worker = ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    assert process(with_worker, *pages) == process(pipeline, *pages)
    assert crawler.stats.get_stats()["newscrawl/workers"] == 1


def test_death_of_a_worker_becomes_a_fault_and_is_counted(crawler: SimpleNamespace) -> None:
    crawler.settings.set("NEWSCRAWL_WORKERS", 1)
    pipeline = ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    assert pipeline.pool is not None
    pipeline.pool.extract_in_worker = obey
    (item,) = process(pipeline, replace(PAGE, body=b"kill"))
    assert item == ExtractedPage(
        page=item.page, fault=Fault(Reason.extraction_crash, "the worker was ended by SIGKILL")
    )
    assert crawler.stats.get_stats()["newscrawl/workers/deaths"] == 1


@pytest.mark.parametrize(
    ("wish", "cores", "requests", "size"),
    [(None, 8, 16, 8), (None, 8, 4, 4), ("", 1, 16, 1), ("3", 8, 16, 3), (0, 8, 16, 0)],
)
def test_number_of_workers_follows_the_cores_unless_it_is_said(
    wish: object, cores: int, requests: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "count_cores", lambda: cores)
    settings = Settings({"NEWSCRAWL_WORKERS": wish, "CONCURRENT_REQUESTS": requests})
    assert extraction.read_size(settings) == size


def test_limits_of_a_worker_can_be_set() -> None:
    settings = Settings({"NEWSCRAWL_WORKER_TIMEOUT": "2.5", "NEWSCRAWL_WORKER_MEMORY": "512"})
    assert extraction.read_limits(settings) == Limits(seconds=2.5, memory=512)
    assert extraction.read_limits(Settings()) == Limits(seconds=10, memory=1536)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSCRAWL_WORKERS", "many"),
        ("NEWSCRAWL_WORKERS", -1),
        ("NEWSCRAWL_WORKER_TIMEOUT", 0),
        ("NEWSCRAWL_WORKER_TIMEOUT", "nan"),
        ("NEWSCRAWL_WORKER_MEMORY", 10),
    ],
)
def test_settings_of_workers_that_are_none_are_refused(crawler: SimpleNamespace, name: str, value: object) -> None:
    crawler.settings.set(name, value)
    with pytest.raises(InputError, match=rf"^setting {name}={value}: must be a number, "):
        ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]


def test_workers_start_with_the_first_response(crawler: SimpleNamespace) -> None:
    crawler.settings.set("NEWSCRAWL_WORKERS", 1)
    pipeline = ExtractionPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    starts: list[bool] = []

    async def respond() -> None:
        assert pipeline.pool is not None
        for _ in range(2):
            crawler.signals.send_catch_log(signals.response_received)
            starts.append(pipeline._start is not None)
        assert pipeline._start is not None
        assert (await pipeline._start).active
        await pipeline.close_spider()

    asyncio.run(respond())
    assert starts == [True, True]
