"""A crawl gives as many articles as were asked for, and ends with the last of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem

from newscrawl.pipelines import limit
from newscrawl.pipelines.limit import ArticleLimitPipeline
from newscrawl.shutdown import MAX_ARTICLES
from tests.samples import ARTICLE


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reasons: list[str] = []
    monkeypatch.setattr(limit, "stop_crawl", lambda crawler, reason: reasons.append(reason))
    return reasons


def test_crawl_ends_with_the_last_article_and_later_ones_are_dropped(
    crawler: SimpleNamespace, stopped: list[str]
) -> None:
    crawler.spider = SimpleNamespace(max_articles=2)
    pipeline = ArticleLimitPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    pipeline.process_item(ARTICLE)
    assert stopped == []
    pipeline.process_item(ARTICLE)
    assert stopped == [MAX_ARTICLES]
    for _ in range(2):
        with pytest.raises(DropItem, match="over the limit of 2 articles"):
            pipeline.process_item(ARTICLE)
    assert stopped == [MAX_ARTICLES]
    assert crawler.stats.get_value("newscrawl/over_limit") == 2


@pytest.mark.parametrize("spider", [SimpleNamespace(), SimpleNamespace(max_articles=None)])
def test_without_a_limit_every_article_passes(
    crawler: SimpleNamespace, stopped: list[str], spider: SimpleNamespace
) -> None:
    crawler.spider = spider
    pipeline = ArticleLimitPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    assert [pipeline.process_item(ARTICLE) for _ in range(3)] == [ARTICLE] * 3
    assert stopped == []


def test_items_of_a_project_do_not_count(crawler: SimpleNamespace, stopped: list[str]) -> None:
    crawler.spider = SimpleNamespace(max_articles=1)
    pipeline = ArticleLimitPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    item = {"name": "mine"}
    assert [pipeline.process_item(item) for _ in range(3)] == [item] * 3
    assert stopped == []
