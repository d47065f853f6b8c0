"""An outcome is one line of the log: no body, no text of a page stands in it. Other items read as ever."""

from __future__ import annotations

import logging

from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.logformatter import LogFormatterResult
from scrapy.utils.test import get_crawler

from newscrawl.logformatter import OutcomeLogFormatter
from newscrawl.pipelines.checks import RejectedPage
from tests.samples import ARTICLE, PAGE, REJECTION

SPIDER = Spider.from_crawler(get_crawler(), "article")
RESPONSE = Response("https://news.example/vote")
FORMATTER = OutcomeLogFormatter()


def read(result: LogFormatterResult) -> str:
    return result["msg"] % result["args"]


def test_record_is_told_by_address_and_title() -> None:
    result = FORMATTER.scraped(ARTICLE, RESPONSE, SPIDER)
    assert read(result) == "Article: https://news.example/vote (Vote delayed)"
    assert result["level"] == logging.DEBUG


def test_rejection_is_told_by_its_reason() -> None:
    result = FORMATTER.dropped(PAGE, RejectedPage(REJECTION), RESPONSE, SPIDER)
    assert read(result) == "Dropped: http_error <https://news.example/vote>: HTTP status 404"
    assert result["level"] == logging.INFO


def test_failure_of_a_pipeline_is_told_by_the_address() -> None:
    result = FORMATTER.item_error(PAGE, ValueError(), RESPONSE, SPIDER)
    assert read(result) == "Error processing https://news.example/vote"


def test_items_of_a_project_read_as_ever() -> None:
    item = {"name": "mine"}
    assert "{'name': 'mine'}" in read(FORMATTER.scraped(item, RESPONSE, SPIDER))
    assert "{'name': 'mine'}" in read(FORMATTER.dropped(item, DropItem("why"), RESPONSE, SPIDER))
    assert "{'name': 'mine'}" in read(FORMATTER.item_error(item, ValueError(), RESPONSE, SPIDER))
