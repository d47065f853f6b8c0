"""Where an article goes on."""

from __future__ import annotations

import time

import pytest

from newscrawl.discovery.continuation import MAX_BODY, find_continuation

URL = "https://news.example/politics/long-read"


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ('<link rel="next" href="/politics/long-read?page=2">', "/politics/long-read?page=2"),
        ("<LINK href=/politics/long-read/2/ REL=next>", "/politics/long-read/2/"),
        ('<a rel="next" href="?page=2">go on</a>', "/politics/long-read?page=2"),
        ('<a href="/politics/long-read/page/2"> 2 </a>', "/politics/long-read/page/2"),
        ('<a class="page" href="/politics/long-read/2"><span>2</span></a>', "/politics/long-read/2"),
        ('<a href="/politics/long-read?page=2">Next page »</a>', "/politics/long-read?page=2"),
        ('<a class="pager-next" href="/politics/long-read?page=2"><svg/></a>', "/politics/long-read?page=2"),
        ('<a aria-label="Next" href="/politics/long-read?page=2&amp;utm_source=x"></a>',
         "/politics/long-read?page=2&utm_source=x"),
        ('<a href="/politics/long-read?page=3">3</a><a href="/politics/long-read?page=2">2</a>',
         "/politics/long-read?page=2"),
    ],
)  # fmt: skip
def test_next_page_of_the_same_story_is_found(link: str, following: str) -> None:
    body = f"<html><head>{link}</head><body><p>Text</p>{link}</body></html>".encode()
    assert find_continuation(body, URL) == f"https://news.example{following}"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="next" href="/politics/another-story">',
        '<link rel="next" href="https://other.example/politics/long-read?page=2">',
        '<a href="/politics/long-read?page=2#comments">2</a>',
        '<a class="comments-next" href="/politics/long-read?page=2">2</a>',
        '<a href="/politics/long-read/comment-page-2/">2</a>',
        '<a href="/politics/long-read?page=2">Photo by R. Reeve</a>',
        '<a href="/politics/long-read?page=5">5</a>',
        '<a href="/politics/long-read">1</a>',
        '<a rel="next" href="javascript:next()">2</a>',
        '<a rel="next" href="http://[bad">2</a>',
        "<p>page=2</p>",
        "",
    ],
)
def test_what_is_another_story_or_a_page_of_comments_is_none(link: str) -> None:
    assert find_continuation(link.encode(), URL) is None


def test_numbers_are_counted_up() -> None:
    pager = b"".join(b'<a href="?page=%d">%d</a>' % (number, number) for number in (1, 2, 3, 4))
    assert find_continuation(pager, f"{URL}?page=3") == f"{URL}?page=4"
    assert find_continuation(pager, f"{URL}?page=4") is None


@pytest.mark.parametrize(
    "piece", [b"<a ", b"<a href=", b'<a href="?page=2">', b"<a><b><b><b>", b"<link rel=next "]
)
def test_hostile_page_takes_no_time(piece: bytes) -> None:
    body = piece * (MAX_BODY // len(piece))
    started = time.process_time()
    find_continuation(body, URL)
    assert time.process_time() - started < 5


def test_very_long_page_is_not_looked_at() -> None:
    assert find_continuation(b'<link rel=next href="?page=2">' + b" " * MAX_BODY, URL) is None
