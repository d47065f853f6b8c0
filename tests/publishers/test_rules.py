"""A layout holds on the days it names, both ends included; what a file missed is a warning but for drops."""

from __future__ import annotations

from datetime import date

import pytest

from newscrawl.publishers.rules import Layout, PublisherTrace, list_misses

FIRST, LAST = date(2010, 1, 1), date(2012, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        (FIRST, LAST, FIRST, True),
        (FIRST, LAST, LAST, True),
        (FIRST, LAST, date(2009, 12, 31), False),
        (FIRST, LAST, date(2012, 7, 1), False),
        (FIRST, None, date(2030, 1, 1), True),
        (None, LAST, date(1999, 1, 1), True),
        (None, None, FIRST, True),
        (None, None, None, True),
        (FIRST, None, None, False),
        (None, LAST, None, False),
    ],
)
def test_layout_holds_on_its_days(first: date | None, last: date | None, day: date | None, holds: bool) -> None:
    assert Layout(name="x", first=first, last=last, fields={}).holds_on(day) is holds


def test_misses_are_warnings_but_for_drops() -> None:
    trace = PublisherTrace(file="x.toml", layout="1", missed=("authors", "drop[0]", "body"))
    assert list_misses(trace) == ("publisher_rule_missed:authors", "publisher_rule_missed:body")
    assert list_misses(None) == ()
