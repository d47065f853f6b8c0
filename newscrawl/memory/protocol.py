"""Decides what the `news` spider asks of the memory between runs, and what it tells it.

The spider asks which sources and pages are due, polls and fetches them, and tells of every poll and of every
page that has not changed. What became of a fetched page (record, rejection, failure) the memory learns where
records are delivered, not from the spider. `transient.py` remembers for one run only; the store that lasts
implements the same protocol.

Times are aware datetimes in UTC and always handed in: a memory asks no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from newscrawl.discovery.candidate import Candidate, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What makes a request conditional: `If-None-Match` and `If-Modified-Since`, as the server sent them."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source as the memory knows it.

    last_polled: when it last answered, with content or with 304; None where it never did.
    next_poll: before this it is not asked again; None where it is due at once.
    """

    source: Source
    validators: Validators = field(default_factory=Validators)
    last_polled: datetime | None = None
    next_poll: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether the source is to be polled now."""
        return self.next_poll is None or self.next_poll <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVisit:
    """A page that is to be fetched now.

    validators: empty for a page that was never fetched. is_revisit: it gave a record before, and is looked at
    again.
    """

    candidate: Candidate
    validators: Validators = field(default_factory=Validators)
    is_revisit: bool = False


class PollOutcome(StrEnum):
    """How a poll ended."""

    read = "read"
    """The source answered with content, whatever could be read of it."""
    unchanged = "unchanged"
    """It answered 304."""
    failed = "failed"
    """No usable answer: an error status, a refusal by robots.txt, no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking one source once."""

    site: str
    """The site's name (`Site.name`)."""
    source: Source
    at: datetime
    outcome: PollOutcome
    status: int | None = None
    """HTTP status; None where no response came."""
    validators: Validators = field(default_factory=Validators)
    """Of this response; for `unchanged` those that were sent, unless the 304 brought new ones."""
    candidates: Sequence[Candidate] = ()
    """Pages inside the wanted dates, newest first. Of those with one `key` the first is the one to fetch; the
    others are its aliases."""
    baseline: Sequence[Candidate] = ()
    """Undated pages that a plain sitemap lists at its first poll. They were there before newscrawl was: they
    count as known, and are not fetched unless a backfill asks for them."""
    sources: Sequence[Source] = ()
    """Further sources that this one named."""
    listed: int = 0
    """How many pages it named, before any choice."""
    newest: str | None = None
    """The latest date among them, in the form of `Candidate`."""
    fault: str = ""
    """What was wrong, in one line; empty where nothing was."""
    is_backfill: bool = False
    """Pages known only from a baseline count as new."""
    is_passing: bool = False
    """The source is a following page of a list (`?page=2`), read because of its first page: its pages count,
    the source itself is not remembered."""


class Memory(Protocol):
    """What the `news` spider needs of the past."""

    def list_sources(self, site: str) -> Sequence[SourceState]:
        """Give every source that polls of this site ever told of, polled or only named, in the order told."""
        ...

    def note_poll(self, poll: Poll) -> Sequence[PageVisit]:
        """Remember a poll; give those of its candidates that are to be fetched now, in their order.

        All in one step (one transaction): validators must never be kept without the pages that were found
        under them, or a process that dies in between would get 304 at the next poll and never hear of the
        pages again. A page that is given here and has no outcome when the process dies is given again by
        `list_due`.

        Given are pages with an unknown key, and known ones whose `lastmod` moved, if the memory holds that a
        reason to look again. The source's `next_poll` is set here (`discovery.poll_interval.plan_poll`).
        """
        ...

    def list_due(self, site: str, now: datetime) -> Iterable[PageVisit]:
        """Give the pages of a site that are due without any poll: left over from a run that was broken off,
        put off, or to be looked at again; the most urgent first.
        """
        ...

    def note_unchanged(self, visit: PageVisit, at: datetime, validators: Validators) -> None:
        """Remember that a page answered 304; validators: those sent, unless the 304 brought new ones."""
        ...
