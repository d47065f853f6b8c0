"""An accepted page becomes a record of this run; items of a project pass."""

from __future__ import annotations

from types import SimpleNamespace

from newscrawl.article import Article
from newscrawl.pipelines.extraction import ExtractedPage
from newscrawl.pipelines.record import RecordPipeline
from tests.samples import ARTICLE, EXTRACTION, PAGE


def test_accepted_page_becomes_a_record_of_the_run(crawler: SimpleNamespace) -> None:
    pipeline = RecordPipeline.from_crawler(crawler)  # type: ignore[arg-type]
    article = pipeline.process_item(ExtractedPage(page=PAGE, extraction=EXTRACTION))
    assert isinstance(article, Article)
    assert article == ARTICLE


def test_item_of_another_class_passes(crawler: SimpleNamespace) -> None:
    item = {"name": "mine"}
    assert RecordPipeline.from_crawler(crawler).process_item(item) is item  # type: ignore[arg-type]
