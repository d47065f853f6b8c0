"""A redirect off the sites is refused for the spider `site` alone, whose start pages may lead anywhere."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured

from newscrawl.downloadermiddlewares.off_site import OffSiteMiddleware
from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason
from newscrawl.spiders.article import ArticleSpider
from newscrawl.spiders.site import SiteSpider

REDIRECTED = {"redirect_urls": ["https://paper.example/a"]}


def make_middleware() -> OffSiteMiddleware:
    crawler = SimpleNamespace(spider=SiteSpider(start="https://paper.example/"))
    return OffSiteMiddleware.from_crawler(crawler)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "meta"),
    [
        ("https://paper.example/b", {"depth": 1, **REDIRECTED}),
        ("https://other.example/b", {"depth": 1}),
        ("https://other.example/b", {"depth": 0, **REDIRECTED}),
        ("https://other.example/b", REDIRECTED),
    ],
)
def test_request_passes(url: str, meta: dict[str, object]) -> None:
    make_middleware().process_request(Request(url, meta=meta))


def test_redirect_off_the_site_is_refused() -> None:
    with pytest.raises(RefusedRequest, match="redirects to https://other") as caught:
        make_middleware().process_request(Request("https://other.example/b", meta={"depth": 2, **REDIRECTED}))
    assert caught.value.reason is Reason.off_site


def test_other_spiders_go_where_they_are_led() -> None:
    crawler = SimpleNamespace(spider=ArticleSpider(urls="https://paper.example/"))
    with pytest.raises(NotConfigured):
        OffSiteMiddleware.from_crawler(crawler)  # type: ignore[arg-type]
