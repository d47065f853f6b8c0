"""Spider arguments are strings; a wrong one is refused with its name and what would be right."""

from __future__ import annotations

import pytest

from newscrawl.errors import InputError
from newscrawl.spiders.arguments import (
    read_duration,
    read_patterns,
    read_positive,
    refuse_unknown,
    split_patterns,
)


def test_unknown_argument_is_refused_with_those_there_are() -> None:
    refuse_unknown("site", {}, ("start", "allow"))
    with pytest.raises(
        InputError, match=r"^-a depth: the spider site has no such argument; it has: start, allow$"
    ):
        refuse_unknown("site", {"depth": "3"}, ("start", "allow"))


@pytest.mark.parametrize(("value", "number"), [("1", 1), (" 25 ", 25), (7, 7)])
def test_whole_number_above_zero_is_read(value: str | int, number: int) -> None:
    assert read_positive("max_depth", value) == number


@pytest.mark.parametrize("value", ["0", "-1", "2.5", "many", ""])
def test_other_number_is_refused(value: str) -> None:
    with pytest.raises(InputError, match=rf"^-a max_depth={value}: must be a whole number above 0$"):
        read_positive("max_depth", value)


@pytest.mark.parametrize(
    ("value", "seconds"), [("90s", 90), ("20m", 1200), ("1.5h", 5400), (" 2h ", 7200), ("0.5s", 0.5)]
)
def test_length_of_time_is_read(value: str, seconds: float) -> None:
    assert read_duration("budget", value).total_seconds() == seconds


@pytest.mark.parametrize("value", ["20", "m", "0m", "-5m", "20 minutes", "1h30m", "1e9h"])
def test_other_length_of_time_is_refused(value: str) -> None:
    with pytest.raises(InputError, match=rf"^-a budget={value}: must be a length of time above 0"):
        read_duration("budget", value)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("", []),
        (" , ", []),
        ("/a/", ["/a/"]),
        (r"/\d{4}/, ^/news", [r"/\d{4}/", "^/news"]),
        (r"/\d{2,4}/,/b", [r"/\d{2,4}/", "/b"]),
        (r"[,;]x,/b", ["[,;]x", "/b"]),
        (r"a\,b,c", [r"a\,b", "c"]),
        (r"a\\,b", [r"a\\", "b"]),
        (r"\{a,b", [r"\{a", "b"]),
    ],
)
def test_patterns_are_parted_at_commas_that_belong_to_none(value: str, parts: list[str]) -> None:
    assert split_patterns(value) == parts
    assert [pattern.pattern for pattern in read_patterns("allow", value)] == parts


def test_broken_pattern_is_refused_with_what_is_wrong() -> None:
    with pytest.raises(
        InputError, match=r"^-a allow=\(b: not a regular expression: missing \), .* position 0$"
    ):
        read_patterns("allow", "/a,(b")
