"""A host's Crawl-delay is kept, up to a limit, whatever AutoThrottle would do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import signals
from scrapy.http import Request, Response
from scrapy.robotstxt import ProtegoRobotParser

from newscrawl.extensions.crawl_delay import CrawlDelay
from newscrawl.site import Site
from tests.conftest import Answer, Loopback, run_crawl, story

HOST = "news.example"
PAGE = Request(f"https://{HOST}/a", meta={"download_slot": HOST})


@pytest.fixture
def slot(crawler: SimpleNamespace) -> SimpleNamespace:
    """The download slot of the host, as Scrapy has it, on a crawler that obeys robots.txt."""
    made = SimpleNamespace(delay=1.0, jitter=0.5)
    downloader = SimpleNamespace(slots={HOST: made}, get_slot_key=lambda request: HOST)
    crawler.engine = SimpleNamespace(downloader=downloader)
    crawler.settings.set("ROBOTSTXT_OBEY", True)
    crawler.settings.set("ROBOTSTXT_USER_AGENT", "newscrawl")
    return made


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 7\n", 7.0),
        (b"User-agent: newscrawl\nCrawl-delay: 2.5\n\nUser-agent: *\nCrawl-delay: 30\n", 2.5),
        (b"User-agent: *\nCrawl-delay: 0.2\n", 1.0),
        (b"User-agent: *\nCrawl-delay: 3600\n", 60.0),
        (b"User-agent: *\nCrawl-delay: soon\n", 1.0),
        (b"User-agent: other\nCrawl-delay: 7\n", 1.0),
        (b"", 1.0),
    ],
)
def test_longer_delay_of_a_host_is_kept_up_to_the_limit(
    crawler: SimpleNamespace, slot: SimpleNamespace, robots: bytes, delay: float
) -> None:
    extension = CrawlDelay.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension.limit == 60
    send = crawler.signals.send_catch_log
    parser = ProtegoRobotParser(robots, None)
    send(signals.robots_parsed, robotparser=parser, request=PAGE)
    send(signals.request_reached_downloader, request=PAGE)
    assert slot.delay == delay
    slot.delay = 0.5  # as AutoThrottle does after a quick response
    send(signals.response_downloaded, request=PAGE, response=Response(PAGE.url))
    assert slot.delay == (delay if delay > 1 else 0.5)


@pytest.mark.parametrize(("wanted", "delay"), [(5.0, 5.0), (1.5, 2.0), (0.0, 2.0)])
def test_delay_of_the_site_goes_before_a_shorter_one_of_its_robots(
    crawler: SimpleNamespace, slot: SimpleNamespace, wanted: float, delay: float
) -> None:
    extension = CrawlDelay.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension.limit == 60
    send = crawler.signals.send_catch_log
    parser = ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 2\n", None)
    send(signals.robots_parsed, robotparser=parser, request=PAGE)
    send(signals.request_reached_downloader, request=PAGE.replace(meta={**PAGE.meta, "site_delay": wanted}))
    assert slot.delay == delay


def test_delay_of_the_site_is_kept_where_robots_is_not_obeyed(crawler: SimpleNamespace, slot: SimpleNamespace) -> None:
    crawler.settings.set("ROBOTSTXT_OBEY", False)
    crawler.spider = SimpleNamespace(sites=(Site(name="news.example", start=(), delay=3.0),))
    extension = CrawlDelay.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension.limit == 60
    request = PAGE.replace(meta={**PAGE.meta, "site_delay": 3.0})
    crawler.signals.send_catch_log(signals.request_reached_downloader, request=request)
    assert (slot.delay, slot.jitter) == (3.0, 0.0)


@pytest.mark.parametrize(("name", "value"), [("ROBOTSTXT_OBEY", False), ("NEWSCRAWL_MAX_CRAWL_DELAY", 0)])
def test_robots_txt_delays_nothing_where_it_is_not_to(
    crawler: SimpleNamespace, slot: SimpleNamespace, name: str, value: object
) -> None:
    crawler.settings.set(name, value)
    extension = CrawlDelay.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension is not None
    parser = ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 7\n", None)
    crawler.signals.send_catch_log(signals.robots_parsed, robotparser=parser, request=PAGE)
    crawler.signals.send_catch_log(signals.request_reached_downloader, request=PAGE)
    assert slot.delay == 1.0


@pytest.mark.parametrize("status", [429, 503])
def test_host_that_is_asked_too_often_is_slowed_down_and_comes_back_step_by_step(
    crawler: SimpleNamespace, slot: SimpleNamespace, status: int
) -> None:
    crawler.settings.set("DOWNLOAD_DELAY", 1.0)
    extension = CrawlDelay.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension.limit == 60

    def answer(code: int) -> float:
        slot.delay = min(slot.delay, 1.0) if code == 200 else slot.delay  # as AutoThrottle does
        crawler.signals.send_catch_log(
            signals.response_downloaded, request=PAGE, response=Response(PAGE.url, status=code)
        )
        return float(slot.delay)

    assert [answer(status), answer(status)] == [2.0, 4.0]
    assert [answer(status) for _ in range(9)][-1] == 60.0
    back = [answer(200) for _ in range(60)]
    assert back[0] == pytest.approx(54.0)
    assert back == sorted(back, reverse=True)
    assert back[-1] == 1.0


def test_requests_of_a_crawl_stand_that_far_apart(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 1\n")})
    loopback.serve({f"/{number}": story(f"Story {number}") for number in range(4)})
    settings = {"DOWNLOAD_DELAY": "0.01", "AUTOTHROTTLE_START_DELAY": "0.01"}
    urls = ",".join(loopback.url(f"/{number}") for number in range(4))
    crawled = run_crawl(tmp_path, "article", urls=urls, settings=settings)
    assert crawled.code == 0, crawled.stderr
    times = [seen.at for seen in loopback.seen if seen.path != "/robots.txt"]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.7
