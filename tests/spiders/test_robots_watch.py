"""What is kept of robots.txt files beside their rules."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import signals
from scrapy.http import Request
from scrapy.robotstxt import ProtegoRobotParser, PythonRobotParser, RobotParser

from newscrawl.spiders.robots_watch import MAX_SITEMAPS, RobotsWatch, read_sitemaps

ROBOTS = b"""User-agent: newscrawl
Crawl-delay: 2.5
Disallow: /private/

User-agent: *
Disallow: /

Sitemap: https://news.example/sitemap.xml
Sitemap: https://news.example/sitemap.xml
sitemap: https://news.example/news.xml
Sitemap: /relative.xml
Sitemap: file:///etc/passwd
"""


def test_file_is_kept_by_host_and_port(crawler: SimpleNamespace) -> None:
    crawler.settings.set("ROBOTSTXT_USER_AGENT", "newscrawl")
    watch = RobotsWatch.from_crawler(crawler)  # type: ignore[arg-type]
    crawler.signals.send_catch_log(
        signals.robots_parsed,
        robotparser=ProtegoRobotParser(ROBOTS, None),
        request=Request("https://news.example:8443/a"),
    )
    file = watch.files["news.example:8443"]
    assert file.url == "https://news.example:8443/robots.txt"
    assert file.crawl_delay == 2.5
    assert file.sitemaps == ("https://news.example/sitemap.xml", "https://news.example/news.xml")
    assert file.allows("https://news.example:8443/a")
    assert not file.allows("https://news.example:8443/private/a")


class OtherParser(RobotParser):
    """A parser of another kind, that names sitemaps itself."""

    sitemaps = ("https://news.example/s.xml",)

    @classmethod
    def from_crawler(cls, crawler: object, robotstxt_body: bytes) -> OtherParser:
        return cls()

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        return True


@pytest.mark.parametrize(
    ("parser", "sitemaps"),
    [
        (OtherParser(), ("https://news.example/s.xml",)),
        (PythonRobotParser(b"User-agent: *\nDisallow:\n", None), ()),
        (ProtegoRobotParser(b"", None), ()),
    ],
)
def test_parsers_of_every_kind_are_asked(parser: RobotParser, sitemaps: tuple[str, ...]) -> None:
    assert read_sitemaps(parser) == sitemaps


def test_endless_list_is_cut_off() -> None:
    body = b"".join(b"Sitemap: https://news.example/%d.xml\n" % number for number in range(2 * MAX_SITEMAPS))
    assert len(read_sitemaps(ProtegoRobotParser(body, None))) == MAX_SITEMAPS
