"""Decides what the numbers of a run say: the counts that `run.json` gives, and whether the run failed as a
whole.

Pure: stats come in as a mapping, names as in `extensions/outcome_stats.py` and `pipelines/extraction.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_REJECTED = "newscrawl/rejected/"
_REMOVED = "newscrawl/removed_chars/"


def count_outcomes(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Give the counts of a run.

    urls: URLs with an outcome; pages: those fetched; articles: records written; rejected: by reason;
    duplicates, over_limit: articles not written for that; removed_chars: by kind; bytes: received;
    extraction_seconds; errors: lines of level ERROR in the log.
    """
    return {
        "urls": stats.get("newscrawl/urls", 0),
        "pages": stats.get("newscrawl/pages", 0),
        "articles": stats.get("newscrawl/articles", 0),
        "rejected": _gather(stats, _REJECTED),
        "duplicates": stats.get("newscrawl/duplicates", 0),
        "over_limit": stats.get("newscrawl/over_limit", 0),
        "removed_chars": _gather(stats, _REMOVED),
        "bytes": stats.get("downloader/response_bytes", 0),
        "extraction_seconds": round(stats.get("newscrawl/extraction_seconds", 0.0), 3),
        "errors": stats.get("log_count/ERROR", 0),
    }


def find_run_failure(stats: Mapping[str, Any], exit_reason: str | None) -> str | None:
    """Say in a clause why the run failed as a whole; None where it did its work.

    Pages that are no articles are no failure; a run that could fetch or extract no page at all is one.
    """
    if stats.get("newscrawl/output_errors"):
        return "the output could not be written in full"
    if exit_reason == "start_error":
        return "the list of URLs could not be read to its end"
    urls, pages = stats.get("newscrawl/urls", 0), stats.get("newscrawl/pages", 0)
    polls = stats.get("newscrawl/polls", 0)
    if polls and polls == stats.get("newscrawl/polls/failed", 0) and pages == 0:
        return f"none of {polls} sources could be read"
    if urls == 0 and "newscrawl/sites" in stats:
        return None  # nothing was new, or nothing was due
    if urls == 0:
        return "no URL was given" if exit_reason == "finished" else None
    if pages == 0:
        reasons = ", ".join(f"{name} {count}" for name, count in _gather(stats, _REJECTED).items())
        return f"none of {urls} URLs could be fetched ({reasons})"
    if stats.get(f"{_REJECTED}extraction_error", 0) == pages:
        return "the extraction failed on every page; rejects.jsonl says where"
    return None


def _gather(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {key.removeprefix(prefix): stats[key] for key in sorted(stats) if key.startswith(prefix)}
