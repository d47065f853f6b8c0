"""A string read as a date, kept with where it stands."""

from __future__ import annotations

import pytest

from newscrawl.metadata.stated_dates import read_stated


@pytest.mark.parametrize(
    ("raw", "is_written", "written"),
    [
        ("2026-03-12T07:30:00Z", False, "2026-03-12T07:30:00Z"),
        (" 2026-03-12&nbsp;", False, "2026-03-12"),
        ("Veröffentlicht am 12. März 2026", False, None),
        ("Veröffentlicht am 12. März 2026", True, "2026-03-12"),
        ("soon", True, None),
        ("", True, None),
    ],
)
def test_only_what_states_a_day_is_read(raw: str, is_written: bool, written: str | None) -> None:
    stated = read_stated(raw, "text", "de", is_written=is_written)
    assert (stated.moment.write() if stated else None) == written


def test_the_string_is_kept_as_one_line() -> None:
    stated = read_stated("12\n March 2026 ", "time", "en", is_written=True)
    assert stated is not None
    assert (stated.raw, stated.source) == ("12 March 2026", "time")
