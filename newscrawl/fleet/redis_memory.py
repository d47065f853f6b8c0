"""Decides how the memory of a fleet answers: the same methods as a file's, for many runs at once, in Redis.

Pages, articles, sites and sources belong to all; which files are open and how far they count belongs to one worker
alone. A page is in flight by one run, whoever delivers it in the end; what a run had in flight that died or ended is
given again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from newscrawl.delivery.journal import OutputState, Position
from newscrawl.fleet.article_search import ArticleSearch
from newscrawl.fleet.connection import load_script
from newscrawl.fleet.flights import Flights
from newscrawl.fleet.heartbeat import Heartbeat
from newscrawl.fleet.redis_tables import RedisTables
from newscrawl.fleet.site_reading import read_history, read_sources, read_visits
from newscrawl.fleet.tables import output_table
from newscrawl.fleet.tables.keys import pack_page
from newscrawl.fleet.transaction import RunTransactions, Transaction
from newscrawl.fleet.upkeep import check_form, drop_old_run, drop_old_signatures, undo_clock
from newscrawl.memory.commit import ResultCommit
from newscrawl.memory.outcomes import KnownArticle, PageResult, SimilarArticle, make_unchanged
from newscrawl.memory.poll_notes import PollProgress, note_pages, note_source, split_poll
from newscrawl.memory.protocol import PageVisit, Poll, SourceState, Validators
from newscrawl.memory.robots_table import KEPT_SECONDS
from newscrawl.memory.store import DUE_AT_ONCE
from newscrawl.memory.times import from_seconds, to_seconds
from newscrawl.record import PastTries
from newscrawl.similarity import Signature
from newscrawl.site_health import SiteHistory

if TYPE_CHECKING:
    import redis

PORTION = 500
"""Pages of a poll that are noted in one step: the server's time for watching keys grows with the square of their
number, and 50,000 keys hold it up for more than ten seconds."""
CLAIM_SECONDS = 86_400
"""So long a claim stands that came to nothing, unless its run ends before."""
DELIVERED_SECONDS = 3_600
"""So long it is remembered that a claimed record was delivered: longer than any pipeline holds one that it looked up
before."""


class RedisMemory:
    """The memory of a fleet: implements `Store`. heartbeat: of a run that has joined. folder: that of its files.

    Raises FleetError: the server was lost, is full or refuses, or does not count this run any more.
    """

    def __init__(self, heartbeat: Heartbeat, folder: Path) -> None:
        self.heartbeat = heartbeat
        self.connection = heartbeat.connection
        self.worker = heartbeat.worker
        self.run_id = heartbeat.run_id
        self.folder = folder
        self._prefix = self.connection.key()
        self._runs = RunTransactions(self.connection, self.run_id)
        self._flights = Flights(self.connection, self.run_id)
        self._search = ArticleSearch(self.connection)
        self._claim = load_script("claim_record")

    def begin_run(self, crawl_id: str, now: datetime, *, keep_signatures: timedelta) -> int:
        """Begin a run: give again what dead ones had in flight, and forget what is too old."""
        at = to_seconds(now)
        check_form(self.connection)
        self.heartbeat.beat()  # which finds those that died since the last sign of life of anybody
        left = self._flights.release_dead()
        undo_clock(self.connection, self._runs, now)
        drop_old_signatures(self.connection, self._runs, to_seconds(now - keep_signatures))
        drop_old_run(self.connection, self.run_id)
        self.connection.call(lambda client: client.zremrangebyscore(self.connection.key("pauses"), "-inf", at))
        self._note_run({"started": at, "crawl_id": crawl_id})
        return left

    def end_run(self, now: datetime, exit_code: int) -> None:
        """End the run: what it has in flight can be taken by others."""
        self._note_run({"finished": to_seconds(now), "exit_code": exit_code})
        self._flights.release_own()

    def read_history(self, site: str, now: datetime) -> SiteHistory:
        """Give what a site's health is judged by."""
        return read_history(self.connection, site, now)

    def read_pauses(self, now: datetime) -> Mapping[str, timedelta]:
        """Give the hosts that asked to be left alone, and for how long still."""
        at, key = to_seconds(now), self.connection.key("pauses")
        pauses: Any = self.connection.call(lambda client: client.zrangebyscore(key, f"({at}", "+inf", withscores=True))
        return {host.decode(): timedelta(seconds=until - at) for host, until in pauses}

    def note_pause(self, host: str, now: datetime, wait: timedelta) -> None:
        """Remember that a host asks to be left alone; a longer pause that is known stays."""
        until = to_seconds(now + wait) + 1
        self.connection.call(lambda client: client.zadd(self.connection.key("pauses"), {host: until}, gt=True))

    def find_robots(self, host: str, now: datetime) -> tuple[bytes, timedelta] | None:
        """Give a host's robots.txt that still stands, and its age."""
        kept: Any = self.connection.call(lambda client: client.get(self.connection.key("robots", host)))
        if kept is None:
            return None
        asked, body = msgspec.msgpack.decode(kept, type=tuple[int, bytes])
        age = to_seconds(now) - asked
        return (body, timedelta(seconds=age)) if 0 <= age < KEPT_SECONDS else None

    def note_robots(self, host: str, now: datetime, body: bytes) -> None:
        """Remember what a host answered for robots.txt."""
        kept = msgspec.msgpack.encode((to_seconds(now), body))
        self.connection.call(lambda client: client.set(self.connection.key("robots", host), kept, ex=KEPT_SECONDS))

    def close(self) -> None:
        """The connection is the heartbeat's, which ends last."""

    def list_sources(self, site: str) -> Sequence[SourceState]:
        """Give the sources of a site, in the order told."""
        return [kept.state for kept in read_sources(self.connection, site)]

    def note_poll(self, poll: Poll) -> Sequence[PageVisit]:
        """Remember a poll, the source's state last; give the pages that are to be fetched now. Those of a poll that
        was broken off are given again by `list_due`.
        """

        progress = PollProgress()
        for portion in split_poll(poll, PORTION):
            progress = self._note_portion(portion, progress)
        self._runs.write(lambda transaction: note_source(self._bind(transaction), poll, progress.new_count))
        return read_visits(self.connection, [pack_page(page_id) for page_id in progress.page_ids])

    def list_due(self, site: str, now: datetime) -> Iterable[PageVisit]:
        """Give the pages of a site that are due, the most urgent first; those given are in flight."""
        self._flights.release_dead()
        return self._take_due(site, to_seconds(now))

    def note_unchanged(self, visit: PageVisit, at: datetime, validators: Validators) -> None:
        """Remember that a page answered 304."""
        known = self.find_article_of_page(visit.candidate.url)
        result = make_unchanged(visit, at, validators, known)
        if self._search.find_page(result.url) is not None:
            self.commit((), [(result, None)])

    def find_article(self, digest: bytes) -> KnownArticle | None:
        """Give the article that has, or ever had, this record id."""
        return self._search.find_article(digest)

    def find_article_of_page(self, url: str) -> KnownArticle | None:
        """Give the article that a page showed when it was last read."""
        return self._search.find_article_of_page(url)

    def find_same_text(self, text_sha256: bytes) -> list[KnownArticle]:
        """Give articles whose last record has this very text, the oldest first."""
        return self._search.find_same_text(text_sha256)

    def find_similar(self, text_sha256: bytes, signature: Signature | None, own: bytes) -> SimilarArticle | None:
        """Give the article of the same or nearly the same text."""
        return self._search.find_similar(text_sha256, signature, own)

    def count_failures(self, url: str) -> int:
        """Say how many tries at a page were fruitless in a row."""
        return self.find_tries(url).failures

    def find_tries(self, url: str) -> PastTries:
        """Say how often a page was tried in vain, and when it was first met."""
        page = self._search.find_page(url)
        return PastTries(page.failures, from_seconds(page.first_seen)) if page is not None else PastTries()

    def claim(self, digest: bytes, version: int) -> bool:
        """Tell whether a record may be delivered by this run, and keep others from it."""
        key = self._name_claim(digest, version)
        arguments = (self._prefix, str(self.run_id), str(CLAIM_SECONDS))
        return bool(self.connection.call(lambda client: client.eval(self._claim, 1, key, *arguments)))

    def read_open_outputs(self) -> list[OutputState]:
        """Give the files of this worker that are open, or were when a run of it died."""

        def read(client: redis.Redis) -> list[OutputState]:
            paths: Any = client.smembers(output_table.open_key(self._prefix, self.worker))
            if not paths:
                return []
            rows: Any = client.hmget(output_table.outputs_key(self._prefix, self.worker), sorted(paths))
            kept = zip(sorted(paths), rows, strict=True)
            return [output_table.make_state(path, row, self.folder) for path, row in kept if row is not None]

        return self.connection.call(read)

    def find_output(self, path: Path) -> OutputState | None:
        """Give what is known of a file of this worker."""
        key, field = output_table.outputs_key(self._prefix, self.worker), output_table.name_path(path, self.folder)
        row: Any = self.connection.call(lambda client: client.hget(key, field))
        return output_table.make_state(field, row, self.folder) if row is not None else None

    def commit(self, outputs: Sequence[OutputState], deliveries: Sequence[tuple[PageResult, Position | None]]) -> None:
        """Take over states and results, all or none of them, as durably as the server keeps its append-only file."""

        def take(transaction: Transaction) -> None:
            tables = self._bind(transaction)
            tables.load_results([result for result, _ in deliveries])
            for state in outputs:
                output_table.save_output(transaction, state, self.worker, self.folder)
            taking = ResultCommit(tables)
            for result, position in deliveries:
                taking.take(result, position)
                if result.article is not None:
                    claim = self._name_claim(result.article.first_digest, result.article.version)
                    transaction.command("SET", claim, "done", "EX", DELIVERED_SECONDS)

        self._runs.write(take)

    def _note_portion(self, portion: Poll, progress: PollProgress) -> PollProgress:
        def note(transaction: Transaction) -> PollProgress:
            tables = self._bind(transaction)
            tables.load_poll(portion)
            return note_pages(tables, portion, progress)

        return self._runs.write(note)

    def _take_due(self, site: str, at: int) -> Iterator[PageVisit]:
        sites = self.connection.key("sites")
        number: Any = self.connection.call(lambda client: client.hget(sites, site))
        while number is not None and (pages := self._flights.take(int(number), at, DUE_AT_ONCE)):
            yield from read_visits(self.connection, pages)

    def _note_run(self, facts: dict[str, Any]) -> None:
        def note(transaction: Transaction) -> None:
            for name, value in facts.items():
                transaction.set_field(self._runs.run_key, name.encode(), str(value).encode())

        self._runs.write(note)

    def _bind(self, transaction: Transaction) -> RedisTables:
        return RedisTables(transaction, self.worker, self.folder, self.run_id)

    def _name_claim(self, digest: bytes, version: int) -> bytes:
        return b"%s:c:%s:%d" % (self._prefix.encode(), digest[:16], version)
