"""`Retry-After` is read in both its forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.retry_after import read_retry_after

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 24 Nov 2026 08:15:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 08:15:30 -0000", 30.0),
        ("Tue, 24 Nov 2026 08:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_has_two_forms(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds
