"""Decides what a memory can do, whatever keeps it: one SQLite file (`sqlite_memory.py`), or a Redis for many machines
(`newscrawl/fleet/redis_memory.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from newscrawl.delivery.journal import Journal
from newscrawl.memory.outcomes import KnownArticle, PageResult, SimilarArticle
from newscrawl.memory.protocol import Memory
from newscrawl.record import PastTries
from newscrawl.similarity import Signature
from newscrawl.site_health import SiteHistory

DUE_AT_ONCE = 200
KEPT_RUNS = 5_000


class ArticleMemory(Protocol):
    """What the pipelines ask of the past."""

    def find_article(self, digest: bytes) -> KnownArticle | None:
        """Give the article that has, or ever had, this record id."""
        ...

    def find_article_of_page(self, url: str) -> KnownArticle | None:
        """Give the article that a page showed when it was last read."""
        ...

    def find_same_text(self, text_sha256: bytes) -> list[KnownArticle]:
        """Give articles whose last record has this very text, the oldest first."""
        ...

    def count_failures(self, url: str) -> int:
        """Say how many tries at a page were fruitless in a row."""
        ...

    def find_tries(self, url: str) -> PastTries:
        """Say how often a page was tried in vain, and when it was first met."""
        ...

    def find_similar(self, text_sha256: bytes, signature: Signature | None, own: bytes) -> SimilarArticle | None:
        """Give the article of the same or nearly the same text. own: the first id of the article itself."""
        ...


class Store(Memory, ArticleMemory, Journal[PageResult], Protocol):
    """Everything that is asked of a memory between its opening and its end."""

    def begin_run(self, crawl_id: str, now: datetime, *, keep_signatures: timedelta) -> int:
        """Begin a run; give how many pages a run had in flight that died. Once, before anything else."""
        ...

    def end_run(self, now: datetime, exit_code: int) -> None:
        """End the run: what is in flight can be taken by the next one."""
        ...

    def read_history(self, site: str, now: datetime) -> SiteHistory:
        """Give what a site's health is judged by."""
        ...

    def read_pauses(self, now: datetime) -> Mapping[str, timedelta]:
        """Give the hosts that asked to be left alone, and for how long still."""
        ...

    def note_pause(self, host: str, now: datetime, wait: timedelta) -> None:
        """Remember that a host asks to be left alone."""
        ...

    def find_robots(self, host: str, now: datetime) -> tuple[bytes, timedelta] | None:
        """Give a host's robots.txt that still stands, and its age."""
        ...

    def note_robots(self, host: str, now: datetime, body: bytes) -> None:
        """Remember what a host answered for robots.txt; empty: that it has none."""
        ...

    def claim(self, digest: bytes, version: int) -> bool:
        """Tell whether this run may deliver a record, before it does: False where another one delivers it just now.

        digest: the `id` of the article's first record.
        """
        ...

    def close(self) -> None:
        """Close the store."""
        ...
