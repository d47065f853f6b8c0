"""A spider for tests whose requests carry what JSON cannot hold; run by `SPIDER_MODULES`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from tests.network.following_spider import FollowingSpider


class CarelessSpider(FollowingSpider):
    """Hands the response on to the third page."""

    name = "careless"

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        for made in super().parse_page(response, requested_url):
            if getattr(made, "url", "").endswith("/p/3"):
                made.meta["response"] = response
            yield made
