"""A failed page is asked for again after a pause for its whole host, as long as the server asks for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares import retry
from newscrawl.downloadermiddlewares.retry import BackoffRetryMiddleware
from tests.conftest import QUICK, Loopback, html, run_crawl, story

PAGE = Request("https://news.example/a")
NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)


class Clock:
    """Time that stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(retry, "sleep", made.sleep)
    monkeypatch.setattr(retry, "uniform", lambda low, high: 1.0)
    return made


@pytest.fixture
def middleware(clock: Clock) -> BackoffRetryMiddleware:
    crawler = get_crawler(Spider, {"RETRY_TIMES": 3})
    crawler.spider = crawler._create_spider("article")
    crawler.stats = SimpleNamespace(inc_value=lambda name: None)
    made = BackoffRetryMiddleware.from_crawler(crawler)
    made._now = clock
    crawler.crawling = True
    return made


def answer(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(PAGE.url, status=status, headers=named)


def wait(middleware: BackoffRetryMiddleware, clock: Clock, url: str = PAGE.url) -> float:
    """Give the seconds for which a request is held."""
    start = clock.now
    asyncio.run(middleware.process_request(Request(url)))
    return clock.now - start


def test_each_try_is_after_twice_the_pause(middleware: BackoffRetryMiddleware, clock: Clock) -> None:
    request, pauses = PAGE, []
    for _ in range(3):
        retried = middleware.process_response(request, answer(503))
        assert isinstance(retried, Request)
        pauses.append(wait(middleware, clock))
        request = retried
    assert pauses == [2.0, 4.0, 8.0]
    assert isinstance(middleware.process_response(request, answer(503)), Response)


@pytest.mark.parametrize(
    ("headers", "pause"), [({}, 2.0), ({"Retry_After": "7"}, 7.0), ({"Retry_After": "rubbish"}, 2.0)]
)
def test_all_pages_of_the_host_wait_and_no_others(
    middleware: BackoffRetryMiddleware, clock: Clock, headers: dict[str, str], pause: float
) -> None:
    middleware.process_response(PAGE, answer(429, **headers))
    assert wait(middleware, clock, "https://other.example/a") == 0
    assert wait(middleware, clock, "https://news.example/another") == pause
    assert wait(middleware, clock) == 0


def test_exception_is_retried_after_a_pause_too(middleware: BackoffRetryMiddleware, clock: Clock) -> None:
    assert isinstance(middleware.process_exception(PAGE, DownloadTimeoutError()), Request)
    assert wait(middleware, clock) == 2.0


def test_server_that_asks_for_too_long_a_pause_is_not_asked_again(
    middleware: BackoffRetryMiddleware, clock: Clock
) -> None:
    assert isinstance(middleware.process_response(PAGE, answer(503, Retry_After="3600")), Response)
    assert wait(middleware, clock) == middleware.max_delay == 60


@pytest.mark.parametrize("status", [200, 301, 404])
def test_other_answers_go_through_without_a_pause(
    middleware: BackoffRetryMiddleware, clock: Clock, status: int
) -> None:
    response = answer(status)
    assert middleware.process_response(PAGE, response) is response
    assert middleware.process_exception(PAGE, ValueError()) is None
    assert wait(middleware, clock) == 0


def test_page_that_is_not_to_be_retried_makes_no_pause(
    middleware: BackoffRetryMiddleware, clock: Clock
) -> None:
    request = Request(PAGE.url, meta={"dont_retry": True})
    middleware.process_response(request, answer(503))
    assert wait(middleware, clock) == 0


def test_end_of_the_crawl_lets_go_of_held_requests(middleware: BackoffRetryMiddleware, clock: Clock) -> None:
    middleware.process_response(PAGE, answer(503))
    middleware.crawler.crawling = False
    assert wait(middleware, clock) == 0


def test_crawl_gets_the_page_in_the_end(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve(
        {
            "/busy": [html(b"", 503, retry_after="1"), html(story("At last"))],
            "/down": html(b"<h1>Down</h1>", 502),
        }
    )
    urls = f"{loopback.url('/busy')},{loopback.url('/down')}"
    crawled = run_crawl(tmp_path, "article", urls=urls, settings={**QUICK, "RETRY_TIMES": "1"})
    assert crawled.code == 0, crawled.stderr
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["At last"]
    assert crawled.reasons() == {loopback.url("/down"): "http_error"}
    busy = [seen.at for seen in loopback.seen if seen.path == "/busy"]
    assert [later - earlier >= 1.0 for earlier, later in pairwise(busy)] == [True]
    assert loopback.paths().count("/down") == 2
