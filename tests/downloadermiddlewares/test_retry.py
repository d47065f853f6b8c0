"""A failed page is asked for again after a pause for its whole host, as long as the server asks for."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from scrapy import Spider
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares import retry
from newscrawl.downloadermiddlewares.retry import BackoffRetryMiddleware
from tests.conftest import QUICK, Answer, Loopback, html, run_crawl, story

PAGE = Request("https://news.example/a")


class Clock:
    """Time that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(retry, "uniform", lambda low, high: 1.0)
    return Clock()


@pytest.fixture
def middleware(clock: Clock) -> BackoffRetryMiddleware:
    crawler = get_crawler(Spider, {"RETRY_TIMES": 3})
    crawler.spider = crawler._create_spider("article")
    crawler.stats = SimpleNamespace(inc_value=lambda name: None)
    made = BackoffRetryMiddleware.from_crawler(crawler)
    made.pauses.now = clock
    return made


def answer(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(PAGE.url, status=status, headers=named)


def wait(middleware: BackoffRetryMiddleware, clock: Clock, url: str = PAGE.url) -> float:
    """Give the seconds for which the host is left alone, and let them pass."""
    rest = middleware.pauses.read_rest(urlsplit(url).netloc)
    clock.now += rest
    return rest


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


@pytest.mark.parametrize(("asked", "is_deferred"), [("3600", False), ("3601", True), ("999999999999", True)])
def test_server_that_asks_for_more_than_an_hour_is_not_asked_again_in_this_run(
    middleware: BackoffRetryMiddleware, clock: Clock, asked: str, is_deferred: bool
) -> None:
    result = middleware.process_response(PAGE, answer(503, Retry_After=asked))
    assert isinstance(result, Response) is is_deferred
    assert middleware.pauses.is_deferred("news.example") is is_deferred
    assert middleware.pauses.read_rest("news.example") >= 3600


def test_retry_after_as_a_date_is_kept(middleware: BackoffRetryMiddleware, clock: Clock) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    middleware.process_response(PAGE, answer(429, Retry_After=at))
    assert 28 <= wait(middleware, clock) <= 30


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


def test_page_that_is_not_to_be_retried_still_hands_on_what_the_host_asks_for(
    middleware: BackoffRetryMiddleware, clock: Clock
) -> None:
    request = Request(PAGE.url, meta={"dont_retry": True})
    middleware.process_response(request, answer(503, Retry_After="7"))
    assert wait(middleware, clock) == 7


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


def test_no_request_of_the_host_comes_early_not_even_one_that_was_queued(
    loopback: Loopback, tmp_path: Path
) -> None:
    loopback.seen.clear()
    pages: dict[str, bytes | Answer | list[Answer]] = {f"/n{number}": story(f"N {number}") for number in range(8)}
    pages["/n2"] = [html(b"", 429, retry_after="2"), html(story("N 2"))]
    loopback.serve(pages)
    urls = ",".join(loopback.url(f"/n{number}") for number in range(8))
    settings = {**QUICK, "DOWNLOAD_DELAY": "0.1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    crawled = run_crawl(tmp_path, "article", urls=urls, settings=settings)
    assert len(crawled.lines("article.jsonl")) == 8
    times = [seen.at for seen in loopback.seen if seen.path != "/robots.txt"]
    refused = next(seen.at for seen in loopback.seen if seen.path == "/n2")
    assert [at for at in times if refused < at < refused + 2.0] == []


def test_host_that_asks_for_hours_is_left_to_a_later_run(tmp_path: Path) -> None:
    busy = Loopback()
    busy.serve({"/a": html(b"", 503, retry_after="7200")} | {f"/{n}": story(f"N {n}") for n in range(5)})
    urls = ",".join(busy.url(path) for path in ["/a", *(f"/{n}" for n in range(5))])
    crawled = run_crawl(tmp_path, "article", urls=urls, settings={**QUICK, "CONCURRENT_REQUESTS_PER_DOMAIN": "1"})
    busy.stop()
    assert busy.paths() == ["/a"]
    reasons = crawled.reasons()
    assert reasons.pop(busy.url("/a")) == "http_error"
    assert set(reasons.values()) == {"deferred"}
    assert "not asked again in this run" in crawled.stderr


def test_next_run_does_not_come_early_either(tmp_path: Path) -> None:
    busy = Loopback()
    busy.serve({"/a": html(b"", 503, retry_after="7200"), "/b": story("B")})
    memory = {**QUICK, "NEWSCRAWL_MEMORY": "out/memory.sqlite"}
    run_crawl(tmp_path, "article", urls=busy.url("/a"), settings=memory)
    asked = len(busy.seen)
    again = run_crawl(tmp_path, "article", urls=busy.url("/b"), settings=memory)
    busy.stop()
    assert len(busy.seen) == asked
    (line,) = [line for line in again.lines("rejects.jsonl") if line["requested_url"] == busy.url("/b")]
    assert line["reason"] == "deferred"
    wait = datetime.fromisoformat(line["retry_after"]) - datetime.fromisoformat(line["fetched"])
    assert timedelta(hours=1.9) < wait < timedelta(hours=2.1)


def test_pause_does_not_outlast_the_time_of_the_run(tmp_path: Path) -> None:
    busy = Loopback()
    busy.serve({"/a": html(b"", 503, retry_after="600")})
    start = time.monotonic()
    crawled = run_crawl(tmp_path, "article", urls=busy.url("/a"), settings={**QUICK, "CLOSESPIDER_TIMEOUT": "2"})
    busy.stop()
    assert time.monotonic() - start < 60
    assert busy.paths() == ["/a"]
    assert crawled.reasons() == {busy.url("/a"): "deferred"}
