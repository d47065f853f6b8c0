"""A URL is fetched once, but a redirect is followed wherever it leads."""

from __future__ import annotations

import pytest
from scrapy.http import Request
from scrapy.utils.test import get_crawler

from newscrawl.dupefilters import OutcomeDupeFilter

URL = "https://news.example/a"


@pytest.mark.parametrize(
    ("request_", "is_duplicate"),
    [
        (Request(URL), True),
        (Request(f"{URL}#comments"), True),
        (Request(f"{URL}?page=2"), False),
        (Request(URL, meta={"redirect_times": 1}), False),
    ],
)
def test_second_request_for_a_page_is_a_duplicate_unless_a_redirect_led_to_it(
    request_: Request, is_duplicate: bool
) -> None:
    seen = OutcomeDupeFilter.from_crawler(get_crawler())
    assert not seen.request_seen(Request(URL))
    assert seen.request_seen(request_) is is_duplicate


def test_page_that_a_redirect_led_to_is_no_duplicate_when_it_is_listed_itself() -> None:
    """Else the listed URL would end without an outcome."""
    seen = OutcomeDupeFilter.from_crawler(get_crawler())
    assert not seen.request_seen(Request(URL, meta={"redirect_times": 1}))
    assert not seen.request_seen(Request(URL))
    assert seen.request_seen(Request(URL))
