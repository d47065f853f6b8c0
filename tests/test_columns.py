"""Rows are set out in aligned plain columns, or as a table, with the same words in both."""

from __future__ import annotations

import io

from rich.console import Console

from newscrawl.columns import Columns, format_plain, print_columns

COLUMNS = Columns(
    "Rejected",
    (("listing", "12", "links"), ("empty", "3", "no text\nat all")),
    header=("reason", "count", "meaning"),
    right_aligned=frozenset({1}),
)


def test_plain_columns_are_aligned() -> None:
    assert format_plain(COLUMNS) == [
        "Rejected",
        "  reason   count  meaning",
        "  listing     12  links",
        "  empty        3  no text",
        "                  at all",
    ]


def test_wide_letters_take_two_columns() -> None:
    assert format_plain(Columns("", (("港湾", "a"), ("port", "b")))) == ["  港湾  a", "  port  b"]


def test_last_column_of_numbers_is_aligned() -> None:
    assert format_plain(Columns("", (("a", "1"), ("b", "10")), right_aligned=frozenset({1}))) == [
        "  a   1",
        "  b  10",
    ]


def test_no_rows_give_the_title_alone() -> None:
    assert format_plain(Columns("Files", ())) == ["Files"]


def show(columns: Columns, is_rich: bool) -> str:
    stream = io.StringIO()
    print_columns(columns, Console(file=stream, width=60, markup=False), is_rich=is_rich)
    return stream.getvalue()


def test_plain_lines_are_never_wrapped() -> None:
    assert show(Columns("", (("x", "word " * 40),)), is_rich=False).count("\n") == 1


def test_table_says_the_same_words() -> None:
    shown = show(COLUMNS, is_rich=True)
    for word in ("Rejected", "reason", "listing", "12", "no text", "at all"):
        assert word in shown
    assert show(Columns("Files", ()), is_rich=True)


def test_table_neutralizes_controls_and_prints_brackets() -> None:
    shown = show(Columns("", (("[b]a[/b]", "x\x1b[2Jy"),)), is_rich=True)
    assert "[b]a[/b]" in shown
    assert "x\ufffd[2Jy" in shown
