"""Every outcome is one count in Scrapy's stats; what newscrawl did not make is not counted."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from scrapy import signals
from scrapy.exceptions import DropItem

from newscrawl.extensions.outcome_stats import OutcomeStats
from newscrawl.outcomes import Reason
from newscrawl.pipelines.checks import RejectedPage
from tests.samples import ARTICLE, REJECTION


def test_articles_rejections_and_removed_characters_are_counted(crawler: SimpleNamespace) -> None:
    extension = OutcomeStats.from_crawler(crawler)  # type: ignore[arg-type]
    assert extension is not None
    send = crawler.signals.send_catch_log
    send(signals.item_scraped, item=ARTICLE)
    send(signals.item_scraped, item=replace(ARTICLE, removed={"navigation": 6, "byline": 2}))
    send(signals.item_scraped, item={"name": "mine"})
    send(signals.item_dropped, exception=RejectedPage(REJECTION))
    send(signals.item_dropped, exception=RejectedPage(replace(REJECTION, reason=Reason.timeout)))
    send(signals.item_dropped, exception=DropItem("a duplicate"))
    assert crawler.stats.get_stats() == {
        "newscrawl/articles": 2,
        "newscrawl/removed_chars/navigation": 10,
        "newscrawl/removed_chars/byline": 2,
        "newscrawl/rejected": 2,
        "newscrawl/rejected/http_error": 1,
        "newscrawl/rejected/timeout": 1,
    }
