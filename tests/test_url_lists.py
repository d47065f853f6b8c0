"""A list of URLs is read entry by entry; a bad entry is told with its place and spoils no other."""

from __future__ import annotations

import pytest

from newscrawl.url_lists import ListedUrl, read_url_argument, read_url_lines

A, B = "https://news.example/a", "https://news.example/b"


def test_lines_are_read_in_order_without_blank_ones_and_remarks() -> None:
    lines = [b"\xef\xbb\xbf" + A.encode() + b"\r\n", b"\n", b"# a remark\n", b"  " + B.encode() + b"  \n"]
    assert list(read_url_lines(lines, "urls.txt")) == [
        ListedUrl(A, "urls.txt line 1", None),
        ListedUrl(B, "urls.txt line 4", None),
    ]


def test_bad_lines_have_their_fault_and_do_not_end_the_reading() -> None:
    lines = [b"news.example\n", b"\xff\xfe\n", b"x" * 1000 + b"\n", A.encode()]
    faulty = list(read_url_lines(lines, "urls.txt"))
    assert [listed.fault for listed in faulty] == [
        "no scheme: it must begin with http:// or https://",
        "not UTF-8 text",
        "no scheme: it must begin with http:// or https://",
        None,
    ]
    assert [len(listed.url) for listed in faulty] == [12, 2, 200, len(A)]


def test_lines_are_read_one_by_one() -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield A.encode()

    lines = read_url_lines(endless(), "standard input")
    assert [next(lines).place for _ in range(3)][-1] == "standard input line 3"


@pytest.mark.parametrize(
    ("argument", "urls"),
    [
        (A, [A]),
        (f"{A},{B}", [A, B]),
        (f" {A} , {B} ", [A, B]),
        (
            "https://news.example/0,1518,123.html,https://news.example/b",
            ["https://news.example/0,1518,123.html", B],
        ),
        ("", []),
        ("  ", []),
    ],
)
def test_argument_is_parted_at_commas_before_a_scheme(argument: str, urls: list[str]) -> None:
    listed = read_url_argument(argument, "urls")
    assert [entry.url for entry in listed] == urls
    assert all(entry.fault is None for entry in listed)


def test_bad_entry_of_an_argument_is_told_by_its_number() -> None:
    assert read_url_argument(f"{A},ftp://news.example", "urls")[1] == ListedUrl(
        "ftp://news.example", "urls entry 2", "scheme ftp: only http and https are fetched"
    )
