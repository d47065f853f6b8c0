"""What the numbers of a run say: the counts of `run.json`, and the code that it ends with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from newscrawl.exit_codes import ExitCode
from newscrawl.run_outcome import Verdict, count_outcomes, judge_run


def test_counts_of_an_empty_run_are_zeros() -> None:
    assert count_outcomes({}) == {
        "urls": 0, "pages": 0, "articles": 0, "rejected": {}, "duplicates": 0, "over_limit": 0,
        "removed_chars": {}, "publishers": {}, "bytes": 0, "extraction_seconds": 0.0, "errors": 0,
    }  # fmt: skip


def test_counts_are_gathered_by_reason_and_by_kind_in_order() -> None:
    counts = count_outcomes(
        {
            "newscrawl/urls": 6,
            "newscrawl/pages": 5,
            "newscrawl/articles": 2,
            "newscrawl/rejected": 4,
            "newscrawl/rejected/timeout": 1,
            "newscrawl/rejected/listing": 3,
            "newscrawl/removed_chars/navigation": 70,
            "newscrawl/removed_chars/byline": 9,
            "newscrawl/extraction_seconds": 0.12345,
            "downloader/response_bytes": 99,
            "log_count/ERROR": 1,
        }
    )
    assert list(counts["rejected"].items()) == [("listing", 3), ("timeout", 1)]
    assert list(counts["removed_chars"].items()) == [("byline", 9), ("navigation", 70)]
    assert (counts["extraction_seconds"], counts["bytes"], counts["errors"]) == (0.123, 99, 1)


FETCHED = {"newscrawl/urls": 2, "newscrawl/pages": 2}
WATCHED = {"newscrawl/sites": 3}


@pytest.mark.parametrize(
    ("stats", "reason", "code", "why"),
    [
        ({"newscrawl/urls": 2, "newscrawl/pages": 1}, "finished", 0, None),
        ({**FETCHED, "newscrawl/rejected/listing": 2}, "finished", 0, None),
        ({**FETCHED}, "closespider_timeout", 0, None),
        ({}, "finished", 4, "no URL was given"),
        ({}, "shutdown", 11, "stopped by a signal"),
        ({"spider_exceptions/OSError": 1}, "start_error", 4, "the list of URLs could not be read to its end"),
        (
            {"spider_exceptions/count": 1},
            "start_error",
            9,
            "faults of newscrawl's own: 1; the log says where",
        ),
        (
            {**FETCHED, "newscrawl/item_errors": 2},
            "finished",
            9,
            "faults of newscrawl's own: 2; the log says where",
        ),
        (
            {"newscrawl/urls": 3, "newscrawl/rejected/bad_url": 1, "newscrawl/rejected/unreachable": 2},
            "finished",
            2,
            "none of 3 URLs could be fetched (bad_url 1, unreachable 2)",
        ),
        (
            {**FETCHED, "newscrawl/rejected/extraction_error": 2},
            "finished",
            9,
            "the extraction failed on every page; rejects.jsonl says where",
        ),
        (
            {**FETCHED, "newscrawl/output_errors": 1},
            "output_failed",
            3,
            "the output could not be written in full",
        ),
        ({**WATCHED}, "finished", 0, None),
        ({**WATCHED, "newscrawl/polls": 4, "newscrawl/polls/failed": 3}, "finished", 0, None),
        (
            {**WATCHED, "newscrawl/polls": 4, "newscrawl/polls/failed": 4},
            "finished",
            2,
            "none of 4 sources could be read",
        ),
        ({**WATCHED, "newscrawl/urls": 1, "newscrawl/rejected/http_error": 1}, "finished", 0, None),
        (
            {
                **WATCHED,
                "newscrawl/failed_sites": ["a.test", "b.test"],
                "newscrawl/silent_sites": ["c.test"],
            },
            "finished",
            2,
            "sites that failed: 2 (a.test, b.test); run.json says why",
        ),
        (
            {**WATCHED, "newscrawl/silent_sites": ["c.test"]},
            "finished",
            5,
            "sites that fell silent: 1 (c.test); run.json says why",
        ),
        (
            {
                **WATCHED,
                "newscrawl/failure": "a.jsonl: full",
                "newscrawl/failure_code": 3,
                "newscrawl/item_errors": 1,
            },
            "output_failed",
            3,
            "a.jsonl: full",
        ),
    ],
)
def test_run_ends_with_the_code_of_the_worst_that_happened(
    stats: Mapping[str, Any], reason: str, code: int, why: str | None
) -> None:
    assert judge_run(stats, reason) == Verdict(ExitCode(code), why)
