"""A comparison is told short in a terminal, and no record writes to it."""

from __future__ import annotations

from newscrawl.difference.comparison import compare_files
from newscrawl.difference.summary import MAX_TOLD, list_sites, tell_changes
from tests.difference.test_comparison import make, make_file


def test_table_counts_and_sums_up_the_sites_that_differ() -> None:
    old = make_file(make(1, "One.", "Two."), make(2, "Same.", site="b.example"))
    new = make_file(make(1, "One."), make(2, "Same.", site="b.example"))
    assert list_sites(old, new, compare_files(old, new)).rows == (
        ("news.example", "0", "1", "0", "0", "1", "0", "0"),
        ("all sites", "1", "1", "0", "0", "1", "0", "0"),
    )


def test_lines_tell_what_came_and_went_without_controls() -> None:
    old, new = make_file(make(1, "One.", "Two\x1b[31m.")), make_file(make(1, "One.", title="New"))
    lines = [line.plain for line in tell_changes(compare_files(old, new))]
    assert lines == [
        "\nchanged: https://news.example/1",
        "  title:",
        "  - Vote",
        "  + New",
        "  paragraph removed:",
        "  - Two\ufffd[31m.",
    ]


def test_many_articles_are_counted() -> None:
    new = make_file(*(make(number, "x") for number in range(MAX_TOLD + 5)))
    *_, last = tell_changes(compare_files(make_file(), new))
    assert "and 5 more articles" in last.plain
