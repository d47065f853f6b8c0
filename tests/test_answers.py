"""A status says the same of a page wherever its answer comes from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.answers import find_status_fault, read_wait
from newscrawl.outcomes import Reason

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "headers", "fault"),
    [
        (200, {}, None),
        (204, {}, None),
        (206, {}, (Reason.truncated, "a part of the page (HTTP status 206), which was not asked for")),
        (404, {}, (Reason.http_error, "HTTP status 404")),
        (301, {"location": "x" * 400}, (Reason.http_error, "HTTP status 301, Location: " + "x" * 300)),
        (503, {"retry-after": "5"}, (Reason.http_error, "HTTP status 503, Retry-After: 5")),
    ],
)
def test_status_that_is_no_page_has_reason_and_evidence(
    status: int, headers: dict[str, str], fault: tuple[Reason, str] | None
) -> None:
    assert find_status_fault(status, headers) == fault


@pytest.mark.parametrize(("status", "wait"), [(503, 5.0), (429, 5.0), (200, None), (301, None)])
def test_only_a_refusal_asks_to_be_left_alone(status: int, wait: float | None) -> None:
    assert read_wait(status, {"retry-after": "5"}, NOW) == wait
    assert read_wait(status, {}, NOW) is None
