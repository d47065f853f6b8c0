"""Decides nothing for later: a memory that lasts for one run, for a run without a state file and for tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.discovery.candidate import Source
from newscrawl.memory.protocol import PageVisit, Poll, PollOutcome, SourceState, Validators


@dataclass(slots=True)
class TransientMemory:
    """`Memory` without a file: every source is due, every page is new once, no page is looked at again."""

    _sources: dict[str, dict[str, SourceState]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    _baseline: set[str] = field(default_factory=set)

    def list_sources(self, site: str) -> Sequence[SourceState]:
        """Give the sources told of so far."""
        return tuple(self._sources.get(site, {}).values())

    def note_poll(self, poll: Poll) -> Sequence[PageVisit]:
        """Remember the source and its pages; give the new ones."""
        states = self._sources.setdefault(poll.site, {})
        for source in poll.sources:
            states.setdefault(source.url, SourceState(source=source))
        if not poll.is_passing:
            states[poll.source.url] = self._build_state(poll, states.get(poll.source.url))
        self._baseline.update(candidate.key for candidate in poll.baseline)
        new = []
        for candidate in poll.candidates:
            key = candidate.key
            if key not in self._known and (poll.is_backfill or key not in self._baseline):
                new.append(PageVisit(candidate=candidate))
                self._known.add(key)
        return new

    def list_due(self, site: str, now: datetime) -> Iterable[PageVisit]:  # noqa: ARG002
        """Nothing is ever left over."""
        return ()

    def note_unchanged(self, visit: PageVisit, at: datetime, validators: Validators) -> None:
        """Nothing to remember."""

    @staticmethod
    def _build_state(poll: Poll, before: SourceState | None) -> SourceState:
        source: Source = poll.source
        has_answered = poll.outcome is not PollOutcome.failed
        last_polled = poll.at if has_answered else (before.last_polled if before else None)
        return SourceState(source=source, validators=poll.validators, last_polled=last_polled)
