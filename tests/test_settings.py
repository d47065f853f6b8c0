"""newscrawl is polite and safe unless told otherwise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.version import __version__
from tests.conftest import Loopback, run_crawl, story


@pytest.fixture(scope="module")
def settings() -> Settings:
    made = Settings()
    made.setmodule("newscrawl.settings", priority="project")
    return made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("AUTOTHROTTLE_ENABLED", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("FEED_EXPORT_ENCODING", "utf-8"),
    ],
)
def test_default_is_polite_and_safe(settings: Settings, name: str, value: object) -> None:
    assert settings[name] == value


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("DOWNLOAD_TIMEOUT", 60),
        ("DOWNLOAD_MAXSIZE", 50_000_000),
        ("REDIRECT_MAX_TIMES", 10),
        ("RETRY_TIMES", 3),
    ],
)
def test_every_fetch_is_bounded(settings: Settings, name: str, most: int) -> None:
    assert 0 < settings.getint(name) <= most


def test_only_the_web_is_fetched(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler is not None} <= {"http", "https"}


def test_host_is_asked_one_page_at_a_time_with_a_delay_and_an_honest_name(
    loopback: Loopback, tmp_path: Path
) -> None:
    """The defaults, in a crawl; only the delay is shorter."""
    loopback.serve({f"/{number}": story(f"Story {number}") for number in range(4)})
    urls = ",".join(loopback.url(f"/{number}") for number in range(4))
    settings = {
        "DOWNLOAD_DELAY": "0.8",
        "AUTOTHROTTLE_START_DELAY": "0.8",
        "NEWSCRAWL_CONTACT": "desk@example.org",
    }
    crawled = run_crawl(tmp_path, "article", urls=urls, settings=settings)
    assert crawled.code == 0, crawled.stderr
    assert loopback.seen[0].path == "/robots.txt"
    gaps = [later.at - earlier.at for earlier, later in pairwise(loopback.seen[1:])]
    assert len(gaps) == 3
    assert min(gaps) > 0.25  # the jitter is half of the delay, and a busy machine adds its own
    assert {seen.headers["User-Agent"] for seen in loopback.seen} == {
        f"newscrawl/{__version__} (+desk@example.org)"
    }
    assert all("Cookie" not in seen.headers for seen in loopback.seen)
