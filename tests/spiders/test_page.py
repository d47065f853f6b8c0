"""Every URL that a spider asks for ends as one page: the one that came, or one that tells why none did."""

from __future__ import annotations

import pytest
from scrapy import Request, signals
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from newscrawl.page import RawPage
from newscrawl.spiders.page import PageSpider

URL = "https://News.example/a b"


class Spider(PageSpider):
    name = "any"


def test_request_remembers_the_url_as_it_was_asked_for() -> None:
    request = Spider().request_page(URL, priority=7)
    assert isinstance(request, Request)
    assert request.url == "https://news.example/a%20b"
    assert request.priority == 7
    (page,) = Spider().parse_page(HtmlResponse(request.url, body=b"x", request=request), **request.cb_kwargs)
    assert (page.requested_url, page.url, page.body) == (URL, "https://news.example/a%20b", b"x")


def test_failed_request_is_a_page_with_its_reason() -> None:
    request = Spider().request_page(URL)
    assert isinstance(request, Request)
    assert request.errback is not None
    failure = Failure(DownloadTimeoutError("30 s"))
    failure.request = request  # type: ignore[attr-defined]
    (page,) = request.errback(failure)
    assert (page.requested_url, page.failure) == (URL, "timeout")


@pytest.mark.parametrize("url", ["news.example/a", ""])
def test_what_scrapy_makes_no_request_of_is_a_bad_page(url: str) -> None:
    page = Spider().request_page(url)
    assert isinstance(page, RawPage)
    assert (page.requested_url, page.failure) == (url, "bad_url")


def test_spider_tells_the_pages_of_each_site_that_end_as_an_outcome() -> None:
    spider = Spider.from_crawler(get_crawler())
    request = spider.request_page("https://www.example.org/a")
    assert isinstance(request, Request)
    spider.request_page("https://www.example.org/a")
    spider.crawler.signals.send_catch_log(signals.request_dropped, request=request)
    spider.request_page("https://sport.example.org/b")
    spider.refuse_page("https://other.example/[", "no URL")
    found = {pages.site: pages.found for pages in spider.list_found()}
    assert found == {"example.org": 2, "other.example": 1}
