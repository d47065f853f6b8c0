"""Where cookies are on, they are judged by the list of suffixes that is installed."""

from __future__ import annotations

import pytest
from scrapy.downloadermiddlewares import cookies
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares.cookies import OfflineCookiesMiddleware


def test_list_of_suffixes_is_not_fetched() -> None:
    OfflineCookiesMiddleware.from_crawler(get_crawler(settings_dict={"COOKIES_ENABLED": True}))
    assert cookies._split_domain.suffix_list_urls == ()
    assert cookies._is_public_domain("co.uk")
    assert not cookies._is_public_domain("news.co.uk")


def test_it_is_off_where_cookies_are() -> None:
    with pytest.raises(NotConfigured):
        OfflineCookiesMiddleware.from_crawler(get_crawler(settings_dict={"COOKIES_ENABLED": False}))
