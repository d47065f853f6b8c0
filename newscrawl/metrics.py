"""Decides which numbers of a run machines are told, and how they are called: Prometheus metrics, all of them gauges.

Gauges and no counters, since a run begins at 0 and ends: what a file says after the run is what that run came to. Two
runs of the same count look alike, so their number is told by `newscrawl_run_started_timestamp_seconds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from newscrawl.run_outcome import FAILED_SITES, SILENT_SITES, count_outcomes

PREFIX = "newscrawl_run_"
_STATUS = "downloader/response_status_count/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """A run at one moment. stats: Scrapy's. started, finished, succeeded: seconds since the epoch; finished and
    exit_code are None while it goes on, succeeded (when a run last ended with 0) where it is not known.
    """

    spider: str
    stats: Mapping[str, Any]
    started: float
    finished: float | None = None
    exit_code: int | None = None
    succeeded: float | None = None


def list_metrics(state: RunState) -> Iterator[GaugeMetricFamily]:
    """Give every metric of a run; what is not known yet is left out."""
    counts = count_outcomes(state.stats)
    stats = state.stats
    plain: list[tuple[str, str, float | None]] = [
        ("started_timestamp_seconds", "When the run began.", state.started),
        ("finished_timestamp_seconds", "When the run ended.", state.finished),
        ("success_timestamp_seconds", "When a run last ended with 0.", state.succeeded),
        ("exit_code", "The code that the run ended with.", state.exit_code),
        ("urls", "Addresses with an outcome.", counts["urls"]),
        ("pages", "Pages fetched.", counts["pages"]),
        ("articles", "Records written.", counts["articles"]),
        ("duplicates", "Articles found again under another address.", counts["duplicates"]),
        ("received_bytes", "Bytes received.", counts["bytes"]),
        ("extraction_seconds", "Seconds of the processor's time spent on extraction.", counts["extraction_seconds"]),
        ("log_errors", "Lines of level ERROR in the log.", counts["errors"]),
        ("queued_requests", "Requests that wait.", _count_queued(stats)),
        ("failed_sites", "Watched sites that failed.", len(stats.get(FAILED_SITES) or ())),
        ("silent_sites", "Watched sites that fell silent.", len(stats.get(SILENT_SITES) or ())),
    ]
    for name, told, value in plain:
        if value is not None:
            metric = GaugeMetricFamily(PREFIX + name, told, labels=["spider"])
            metric.add_metric([state.spider], value)
            yield metric
    statuses = {name.removeprefix(_STATUS): stats[name] for name in sorted(stats) if name.startswith(_STATUS)}
    for name, told, label, values in (
        ("rejected", "Addresses that gave no record, by reason.", "reason", counts["rejected"]),
        ("removed_characters", "Characters cut from the articles, by kind.", "kind", counts["removed_chars"]),
        ("responses", "Answers, by status.", "code", statuses),
    ):
        metric = GaugeMetricFamily(PREFIX + name, told, labels=["spider", label])
        for key, count in values.items():
            metric.add_metric([state.spider, key], count)
        yield metric


class RunCollector(Collector):
    """Gives the metrics of a run at the moment that they are asked for. read: gives the run's state then."""

    def __init__(self, read: Any) -> None:
        self._read = read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give the metrics."""
        yield from list_metrics(self._read())


def _count_queued(stats: Mapping[str, Any]) -> int:
    queued: int = stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0)
    return queued
