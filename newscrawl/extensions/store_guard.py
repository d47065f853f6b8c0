"""Decides what a spider and pipelines meet where the memory fails: the end of the crawl, told once, without a
traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scrapy.exceptions import CloseSpider, DropItem

from newscrawl.errors import NewscrawlError
from newscrawl.shutdown import OUTPUT_FAILED


class MemoryFailed(DropItem, CloseSpider):
    """The memory refused. Scrapy drops the item in a pipeline, and closes the spider in a callback; the page counts as
    not fetched.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why, log_level="DEBUG")
        self.reason = OUTPUT_FAILED


class StoreGuard:
    """A store whose methods raise MemoryFailed in place of NewscrawlError. on_failure: is told of each error."""

    def __init__(self, store: Any, on_failure: Callable[[Exception], None]) -> None:
        self._store = store
        self._on_failure = on_failure

    def __getattr__(self, name: str) -> Any:
        """Give a method of the store, guarded."""
        method = getattr(self._store, name)

        def ask(*arguments: Any, **options: Any) -> Any:
            given = self._guard(lambda: method(*arguments, **options))
            return self._guard_each(given) if isinstance(given, Iterator) else given

        return ask

    def _guard_each(self, items: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := self._guard(lambda: next(items, end))) is not end:
            yield item

    def _guard(self, do: Callable[[], Any]) -> Any:
        try:
            return do()
        except NewscrawlError as error:
            self._on_failure(error)
            raise MemoryFailed(str(error)) from None
