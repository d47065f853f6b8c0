"""Decides what the numbers of a run say: the counts that `run.json` gives, and the code that it ends with.

Pure: stats come in as a mapping, names as in `extensions/outcome_stats.py` and `pipelines/extraction.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newscrawl.exit_codes import SEVERITY, ExitCode

FAILURE = "newscrawl/failure"
"""The stat that says in a clause what ended the run; its exit code is in `FAILURE_CODE`."""
FAILURE_CODE = "newscrawl/failure_code"
FAILED_SITES = "newscrawl/failed_sites"
"""The stat with the names of the sites that failed; `SILENT_SITES`: of those that fell silent."""
SILENT_SITES = "newscrawl/silent_sites"
DAMAGED_ARCHIVES = "newscrawl/archives/damaged"
"""The stat with the names of the archives of which something could not be read."""

FLEET_RUN = "fleet/run"
"""The stat with the number of the run in its fleet; such a worker may find that others have done all."""

_REJECTED = "newscrawl/rejected/"
_REMOVED = "newscrawl/removed_chars/"
_PUBLISHERS = "newscrawl/publishers/"


def count_outcomes(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Give the counts of a run.

    urls: URLs with an outcome; pages: those fetched; articles: records written; rejected: by reason;
    duplicates, over_limit: articles not written for that; removed_chars: by kind; publishers: what publisher files
    did (`pipelines/publisher_rules.py`); bytes: received; extraction_seconds; errors: lines of level ERROR in the log.
    """
    return {
        "urls": stats.get("newscrawl/urls", 0),
        "pages": stats.get("newscrawl/pages", 0),
        "articles": stats.get("newscrawl/articles", 0),
        "rejected": _gather(stats, _REJECTED),
        "duplicates": stats.get("newscrawl/duplicates", 0),
        "over_limit": stats.get("newscrawl/over_limit", 0),
        "removed_chars": _gather(stats, _REMOVED),
        "publishers": _gather(stats, _PUBLISHERS),
        "bytes": stats.get("downloader/response_bytes", 0),
        "extraction_seconds": round(stats.get("newscrawl/extraction_seconds", 0.0), 3),
        "errors": stats.get("log_count/ERROR", 0),
    }


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run ended. why: a clause for a person; None where all is well."""

    code: ExitCode
    why: str | None = None


def judge_run(stats: Mapping[str, Any], exit_reason: str | None) -> Verdict:
    """Judge a run by its numbers: of everything that went wrong the worst.

    Pages that are no articles are no failure; a run that could fetch or extract no page at all is one. Where
    sites are watched there may have been nothing to fetch, and each of them is held against its own past
    instead (`extensions/health.py`, which leaves the failed and the silent ones in the stats).
    """
    found = sorted(_find_failures(stats, exit_reason), key=lambda verdict: SEVERITY.index(verdict.code))
    return found[0] if found else Verdict(ExitCode.ok)


def _find_failures(stats: Mapping[str, Any], exit_reason: str | None) -> Iterator[Verdict]:
    if FAILURE in stats:
        yield Verdict(ExitCode(stats[FAILURE_CODE]), stats[FAILURE])
    if stats.get("newscrawl/output_errors"):
        yield Verdict(ExitCode.disk, "the output could not be written in full")
    if exit_reason == "start_error" and stats.get("spider_exceptions/OSError"):
        yield Verdict(ExitCode.bad_config, "the list of URLs could not be read to its end")
    elif faults := stats.get("spider_exceptions/count", 0) + stats.get("newscrawl/item_errors", 0):
        yield Verdict(ExitCode.crash, f"faults of newscrawl's own: {faults}; the log says where")
    if exit_reason == "memusage_exceeded":
        yield Verdict(ExitCode.crash, "the crawl took more memory than MEMUSAGE_LIMIT_MB")
    if exit_reason == "shutdown":
        yield Verdict(ExitCode.stopped, "stopped by a signal")
    pages = stats.get("newscrawl/pages", 0)
    if pages and sum(_gather(stats, f"{_REJECTED}extraction_").values()) == pages:
        yield Verdict(ExitCode.crash, "the extraction failed on every page; rejects.jsonl says where")
    yield from _find_site_failures(stats)
    yield from _find_damages(stats)
    urls, polls = stats.get("newscrawl/urls", 0), stats.get("newscrawl/polls", 0)
    if polls and polls == stats.get("newscrawl/polls/failed", 0) and pages == 0:
        yield Verdict(ExitCode.sites_failed, f"none of {polls} sources could be read")
    elif urls == 0 and stats.get("newscrawl/archives/read"):
        yield Verdict(ExitCode.sites_failed, "no page was found in the archives")
    elif urls == 0 and exit_reason == "finished" and not ("newscrawl/sites" in stats or FLEET_RUN in stats):
        yield Verdict(ExitCode.bad_config, "no URL was given")
    elif urls and not pages and "newscrawl/sites" not in stats:
        reasons = ", ".join(f"{name} {count}" for name, count in _gather(stats, _REJECTED).items())
        yield Verdict(ExitCode.sites_failed, f"none of {urls} URLs could be fetched ({reasons})")


def _find_damages(stats: Mapping[str, Any]) -> Iterator[Verdict]:
    if damaged := stats.get(DAMAGED_ARCHIVES):
        what = f"{_list(damaged)}; the log says where, and what could be read was delivered"
        yield Verdict(ExitCode.sites_failed, f"archives that could not be read whole: {what}")


def _find_site_failures(stats: Mapping[str, Any]) -> Iterator[Verdict]:
    for name, code, what in (
        (FAILED_SITES, ExitCode.sites_failed, "failed"),
        (SILENT_SITES, ExitCode.fell_silent, "fell silent"),
    ):
        sites = stats.get(name) or []
        if sites:
            yield Verdict(code, f"sites that {what}: {_list(sites)}; run.json says why")


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return f"{len(names)} ({shown})"


def _gather(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {key.removeprefix(prefix): stats[key] for key in sorted(stats) if key.startswith(prefix)}
