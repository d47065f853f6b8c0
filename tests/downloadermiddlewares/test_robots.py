"""robots.txt is obeyed by every request; where it cannot be had, no page of the host is asked for."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares.robots import RobotsFailureMiddleware, is_robots_request
from newscrawl.exit_codes import ExitCode
from tests.conftest import Answer, Loopback, run_crawl, story

ROBOTS = Request("https://news.example/robots.txt", meta={"dont_obey_robotstxt": True})
PAGE = "https://news.example/a"


@pytest.fixture
def middleware() -> RobotsFailureMiddleware:
    return RobotsFailureMiddleware.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": True}))


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


@pytest.mark.parametrize("status", [500, 503, 429])
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


@pytest.mark.parametrize("status", [404, 403, 410])
def test_host_without_robots_txt_allows_all(loopback: Loopback, tmp_path: Path, status: int) -> None:
    loopback.serve({"/robots.txt": Answer(status=status), "/a": story("Vote")})
    crawled = run_crawl(tmp_path, "article", urls=loopback.url("/a"))
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["Vote"]


def test_pages_of_a_host_that_does_not_answer_are_unreachable_not_denied(tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "article", urls="http://127.0.0.1:9/a,http://127.0.0.1:9/b")
    assert set(crawled.reasons().values()) == {"unreachable"}
    assert "Traceback" not in crawled.stderr


def test_fault_is_raised_for_every_page_and_its_traceback_does_not_grow(
    middleware: RobotsFailureMiddleware,
) -> None:
    with pytest.raises(IgnoreRequest, match=r"^robots.txt cannot be had: no route$"):
        middleware.process_exception(ROBOTS, OSError("no route"))
    depths = []
    for _ in range(3):
        request = Request(PAGE)
        with pytest.raises(OSError, match="no route") as caught:
            middleware.process_request(request)
        assert request.meta["dont_retry"]
        depths.append(len(traceback.extract_tb(caught.value.__traceback__)))
    assert len(set(depths)) == 1
    middleware.process_request(Request("https://other.example/a"))


def test_page_that_fails_says_nothing_of_robots_txt(middleware: RobotsFailureMiddleware) -> None:
    assert middleware.process_response(Request(PAGE), Response(PAGE, status=500)).status == 500
    middleware.process_exception(Request(PAGE), OSError())
    middleware.process_request(Request(PAGE))


def test_it_is_off_where_robots_txt_is_not_obeyed() -> None:
    with pytest.raises(NotConfigured):
        RobotsFailureMiddleware.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": False}))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (ROBOTS, True),
        (Request("https://news.example/robots.txt"), False),
        (Request(PAGE, meta={"dont_obey_robotstxt": True}), False),
    ],
)
def test_request_for_robots_txt_is_scrapys_own(request_: Request, expected: bool) -> None:
    assert is_robots_request(request_) is expected
