"""robots.txt is obeyed by every request; where it cannot be had, no page of the host is asked for."""

from __future__ import annotations

import asyncio
import os
import traceback
import zlib
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares.robots import (
    FAILED_SECONDS,
    KEPT_SECONDS,
    RobotsMiddleware,
    read_robots_body,
)
from newscrawl.exit_codes import ExitCode
from newscrawl.network.refusals import RefusedRequest
from tests.conftest import Answer, Loopback, run_crawl, story

HOST = "https://news.example"


def test_all_requests_that_wait_for_one_robots_txt_obey_it(loopback: Loopback, tmp_path: Path) -> None:
    """Scrapy 2.19 gives the file to the first of them only."""
    forbidden = {f"/private/{number}": story(f"Secret {number}") for number in range(8)}
    loopback.serve(forbidden)
    robots = b"User-agent: *\nDisallow: /private/\n"
    loopback.serve({"/robots.txt": Answer(robots, delay=0.5), "/open": story("Open")})
    urls = ",".join(map(loopback.url, ["/private/0", "/open", *list(forbidden)[1:]]))
    crawled = run_crawl(tmp_path, "article", urls=urls)
    assert loopback.paths() == ["/open"]
    assert set(crawled.reasons().values()) == {"robots_denied"}
    assert len(crawled.reasons()) == len(forbidden)


@pytest.mark.parametrize("status", [503])  # others: tests/network/test_faults.py
def test_host_whose_robots_txt_fails_is_left_alone(loopback: Loopback, tmp_path: Path, status: int) -> None:
    loopback.seen.clear()
    loopback.serve({"/robots.txt": Answer(status=status), "/a": story("Vote"), "/b": story("B")})
    urls = f"{loopback.url('/a')},{loopback.url('/b')}"
    crawled = run_crawl(tmp_path, "article", urls=urls)
    assert loopback.paths() == []
    assert set(crawled.reasons().values()) == {"robots_denied"}
    assert f"HTTP status {status}" in crawled.evidence(loopback.url("/a"))
    assert crawled.code == ExitCode.sites_failed
    assert "Traceback" not in crawled.stderr
    assert crawled.stderr.count("No page of ") == 1


@pytest.mark.parametrize("status", [410])
def test_host_without_robots_txt_allows_all(loopback: Loopback, tmp_path: Path, status: int) -> None:
    loopback.serve({"/robots.txt": Answer(status=status), "/a": story("Vote")})
    crawled = run_crawl(tmp_path, "article", urls=loopback.url("/a"))
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["Vote"]


def test_pages_of_a_host_that_does_not_answer_are_unreachable_not_denied(tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "article", urls="http://127.0.0.1:9/a,http://127.0.0.1:9/b")
    assert set(crawled.reasons().values()) == {"unreachable"}
    assert "Traceback" not in crawled.stderr


def test_five_redirects_of_robots_txt_are_followed(loopback: Loopback, tmp_path: Path) -> None:
    steps = ["/robots.txt", *(f"/step/{number}" for number in range(5))]
    for step, following in pairwise(steps):
        loopback.serve({step: Answer(status=302, headers={"Location": following})})
    loopback.serve({steps[-1]: Answer(b"User-agent: *\nDisallow: /private\n"), "/a": story("Vote"), "/private": b""})
    crawled = run_crawl(tmp_path, "article", urls=f"{loopback.url('/a')},{loopback.url('/private')}")
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["Vote"]
    assert crawled.reasons() == {loopback.url("/private"): "robots_denied"}


def test_of_a_long_robots_txt_the_beginning_counts_and_the_rest_is_not_downloaded(
    loopback: Loopback, tmp_path: Path
) -> None:
    sent = 0
    line = b"# " + os.urandom(32_000).hex().encode() + b"\n"
    pack = zlib.compressobj(wbits=31)

    def send() -> Iterator[bytes]:
        nonlocal sent
        for piece in [b"User-agent: *\nDisallow: /private\n", *[line] * 1000, b"Disallow: /\n"]:
            packed = pack.compress(piece) + pack.flush(zlib.Z_SYNC_FLUSH)
            yield packed
            sent += len(packed)

    headers = {"Content-Encoding": "gzip"}
    loopback.serve({"/robots.txt": Answer(send, headers=headers), "/a": story("Vote"), "/private": story("P")})
    crawled = run_crawl(tmp_path, "article", urls=f"{loopback.url('/a')},{loopback.url('/private')}")
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["Vote"]
    assert crawled.reasons() == {loopback.url("/private"): "robots_denied"}
    assert sent < 10_000_000


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"Disallow"), (404, b""), (403, b""), (410, b""), (500, None), (429, None), (301, None)]
)
def test_status_says_whether_there_is_a_robots_txt(status: int, body: bytes | None) -> None:
    response = Response(f"{HOST}/robots.txt", status=status, body=b"Disallow")
    if body is None:
        with pytest.raises(RefusedRequest, match=f"HTTP status {status}"):
            read_robots_body(response)
    else:
        assert read_robots_body(response) == body


class Engine:
    """Answers each request for a robots.txt with the next of `answers`."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url)
        await asyncio.sleep(0)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def build(*answers: Response | Exception) -> tuple[RobotsMiddleware, Engine]:
    settings = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "newscrawl"}
    crawler = get_crawler(settings_dict=settings)
    crawler.spider = crawler._create_spider("article")
    engine = Engine(*answers)
    crawler._engine = engine  # type: ignore[assignment]
    return RobotsMiddleware.from_crawler(crawler), engine


def ask(middleware: RobotsMiddleware, *urls: str) -> list[Exception | None]:
    """Give what kept each request back, all asked at once."""

    async def all_at_once() -> list[Exception | None]:
        asked = [middleware.process_request(Request(url)) for url in urls]
        return await asyncio.gather(*asked, return_exceptions=True)  # type: ignore[arg-type, return-value]

    return asyncio.run(all_at_once())


def test_robots_txt_is_asked_for_once_and_stands_for_a_day() -> None:
    now = 0.0
    ok = Response(f"{HOST}/robots.txt", body=b"User-agent: *\nDisallow: /b\n")
    middleware, engine = build(ok, ok)
    middleware._now = lambda: now
    verdicts = ask(middleware, f"{HOST}/a", f"{HOST}/b", f"{HOST}/a")
    assert [isinstance(verdict, IgnoreRequest) for verdict in verdicts] == [False, True, False]
    now = KEPT_SECONDS - 1.0
    ask(middleware, f"{HOST}/a")
    assert engine.asked == [f"{HOST}/robots.txt"]
    now = KEPT_SECONDS + 1.0
    ask(middleware, f"{HOST}/a")
    assert len(engine.asked) == 2


def test_file_of_an_earlier_run_stands_for_the_rest_of_its_day() -> None:
    now = 0.0
    middleware, engine = build(Response(f"{HOST}/robots.txt", body=b"User-agent: *\nDisallow: /a\n"))
    middleware._now = lambda: now
    middleware.recall = lambda host: (b"User-agent: *\nDisallow: /b\n", timedelta(hours=20)) if now == 0.0 else None
    verdicts = ask(middleware, f"{HOST}/a", f"{HOST}/b")
    assert [isinstance(verdict, IgnoreRequest) for verdict in verdicts] == [False, True]
    assert engine.asked == []
    now = 5 * 60 * 60.0
    assert isinstance(ask(middleware, f"{HOST}/a")[0], IgnoreRequest)
    assert engine.asked == [f"{HOST}/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (Response(f"{HOST}/robots.txt", body=b"Allow: /"), [("news.example", b"Allow: /")]),
        (Response(f"{HOST}/robots.txt", status=404, body=b"Not found"), [("news.example", b"")]),
        (Response(f"{HOST}/robots.txt", status=500), []),
        (DownloadTimeoutError("slow"), []),
    ],
)
def test_answer_is_told_for_later_runs_and_a_failure_is_not(
    answer: Response | Exception, kept: list[tuple[str, bytes]]
) -> None:
    middleware, _ = build(answer)
    told: list[tuple[str, bytes]] = []
    middleware.keep = lambda host, body: told.append((host, body))
    ask(middleware, f"{HOST}/a", f"{HOST}/b")
    assert told == kept


def test_fault_is_raised_for_every_page_and_its_traceback_does_not_grow() -> None:
    middleware, engine = build(DownloadTimeoutError("slow"))
    depths = []
    for _ in range(3):
        (verdict,) = ask(middleware, f"{HOST}/a")
        assert isinstance(verdict, DownloadTimeoutError)
        depths.append(len(traceback.extract_tb(verdict.__traceback__)))
    assert depths[1] == depths[2]
    assert len(engine.asked) == 1


def test_page_behind_a_failed_robots_txt_is_not_retried() -> None:
    middleware, _ = build(DownloadTimeoutError("slow"))
    request = Request(f"{HOST}/a")
    with pytest.raises(DownloadTimeoutError):
        asyncio.run(middleware.process_request(request))
    assert request.meta["dont_retry"]


def test_failed_robots_txt_is_asked_for_again_after_an_hour() -> None:
    now = 0.0
    middleware, _ = build(DownloadTimeoutError("slow"), Response(f"{HOST}/robots.txt", status=404))
    middleware._now = lambda: now
    assert isinstance(ask(middleware, f"{HOST}/a")[0], DownloadTimeoutError)
    now = FAILED_SECONDS + 1.0
    assert ask(middleware, f"{HOST}/a") == [None]


def test_it_is_off_where_robots_txt_is_not_obeyed() -> None:
    with pytest.raises(NotConfigured):
        RobotsMiddleware.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": False}))
