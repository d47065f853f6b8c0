"""What the numbers of a run say: the counts of `run.json`, and whether the run failed as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from newscrawl.run_outcome import count_outcomes, find_run_failure


def test_counts_of_an_empty_run_are_zeros() -> None:
    assert count_outcomes({}) == {
        "urls": 0, "pages": 0, "articles": 0, "rejected": {}, "duplicates": 0, "over_limit": 0,
        "removed_chars": {}, "bytes": 0, "extraction_seconds": 0.0, "errors": 0,
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


@pytest.mark.parametrize(
    ("stats", "reason", "failure"),
    [
        ({"newscrawl/urls": 2, "newscrawl/pages": 1}, "finished", None),
        ({"newscrawl/urls": 2, "newscrawl/pages": 2, "newscrawl/rejected/listing": 2}, "finished", None),
        ({}, "finished", "no URL was given"),
        ({}, "shutdown", None),
        ({}, "start_error", "the list of URLs could not be read to its end"),
        (
            {"newscrawl/urls": 3, "newscrawl/rejected/bad_url": 1, "newscrawl/rejected/unreachable": 2},
            "finished",
            "none of 3 URLs could be fetched (bad_url 1, unreachable 2)",
        ),
        (
            {"newscrawl/urls": 2, "newscrawl/pages": 2, "newscrawl/rejected/extraction_error": 2},
            "finished",
            "the extraction failed on every page; rejects.jsonl says where",
        ),
        (
            {"newscrawl/urls": 2, "newscrawl/pages": 2, "newscrawl/output_errors": 1},
            "output_failed",
            "the output could not be written in full",
        ),
    ],
)
def test_run_that_did_not_do_its_work_failed(stats: Mapping[str, Any], reason: str, failure: str | None) -> None:
    assert find_run_failure(stats, reason) == failure


@pytest.mark.parametrize(
    ("stats", "failure"),
    [
        ({"newscrawl/sites": 3}, None),
        ({"newscrawl/sites": 3, "newscrawl/polls": 4, "newscrawl/polls/failed": 3}, None),
        ({"newscrawl/sites": 3, "newscrawl/polls": 4, "newscrawl/polls/failed": 4}, "none of 4 sources could be read"),
    ],
)
def test_run_that_watches_sites_fails_where_no_source_can_be_read_not_where_nothing_is_new(
    stats: dict[str, int], failure: str | None
) -> None:
    assert find_run_failure(stats, "finished") == failure
