"""Decides how a page's outcome reads in the log: one line. Scrapy's own formatter prints whole bodies."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newscrawl.article import Article
from newscrawl.page import RawPage


class OutcomeLogFormatter(LogFormatter):
    """Scrapy's log formatter with short lines for newscrawl's own items; other items read as ever."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """Log a record by its URL and title."""
        if not isinstance(item, Article):
            return super().scraped(item, response, spider)
        args = {"url": item.url, "title": item.title}
        return {"level": logging.DEBUG, "msg": "Article: %(url)s (%(title)s)", "args": args}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Log a rejection by its reason, without the page's body."""
        result = super().dropped(item, exception, response, spider)
        if isinstance(item, RawPage):
            result["msg"] = "Dropped: %(exception)s"
        return result

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Log a pipeline's failure by the page's URL."""
        result = super().item_error(item, exception, response, spider)
        if isinstance(item, RawPage):
            result["args"] = {"item": item.url}
        return result
