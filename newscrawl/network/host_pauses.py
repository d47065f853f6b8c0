"""Decides how long a host is left alone: no request reaches it before, wherever in the crawl it waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

TOLD_SECONDS = 10.0
"""Shorter pauses are over before a later run begins."""


@dataclass(slots=True)
class HostPauses:
    """When each host may be asked again. longest: seconds that a run waits; whoever asks for more is put off until
    a later run. now: monotonic seconds. tell: called with host and seconds of a pause that a later run has to know of.
    """

    longest: float = 3600.0
    now: Callable[[], float] = monotonic
    tell: Callable[[str, float], None] | None = None
    _until: dict[str, float] = field(default_factory=dict)
    _deferred: set[str] = field(default_factory=set)

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long at least. In place."""
        self._until[host] = max(self.now() + seconds, self._until.get(host, 0.0))
        if seconds > self.longest:
            self._deferred.add(host)
        if self.tell is not None and seconds >= TOLD_SECONDS:
            self.tell(host, seconds)

    def read_rest(self, host: str) -> float:
        """Give the seconds that a host is still to be left alone; 0 where it may be asked."""
        return max(0.0, self._until.get(host, 0.0) - self.now())

    def is_deferred(self, host: str) -> bool:
        """Tell whether the host is not asked again in this run."""
        return host in self._deferred
