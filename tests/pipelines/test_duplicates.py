"""An article is passed on once, whatever address it came by."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem

from newscrawl.pipelines.duplicates import DuplicatePipeline
from tests.samples import ARTICLE


def test_second_record_of_one_identity_is_dropped_and_counted(crawler: SimpleNamespace) -> None:
    pipeline = DuplicatePipeline.from_crawler(crawler)  # type: ignore[arg-type]
    assert pipeline.process_item(ARTICLE) is ARTICLE
    with pytest.raises(DropItem, match=r"^duplicate <https://news\.example/vote/amp> of "):
        pipeline.process_item(replace(ARTICLE, url="https://news.example/vote/amp"))
    assert crawler.stats.get_value("newscrawl/duplicates") == 1


def test_other_articles_and_other_items_pass(crawler: SimpleNamespace) -> None:
    pipeline = DuplicatePipeline.from_crawler(crawler)  # type: ignore[arg-type]
    for item in (ARTICLE, replace(ARTICLE, id="f" * 64), {"name": "mine"}, {"name": "mine"}):
        assert pipeline.process_item(item) is item
    assert crawler.stats.get_stats() == {}
