"""A stored answer is read as the client of a live crawl reads it off the wire."""

from __future__ import annotations

import pytest

from newscrawl.archives.http_message import (
    ChunkError,
    drop_interim_answers,
    is_chunked,
    join_chunks,
    read_head,
    read_length,
    split_head,
)


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_head_is_read_whatever_ends_its_lines(end: bytes) -> None:
    raw = end.join(
        [
            b"HTTP/1.1 404 Not Found",
            b"X-One: a",
            b"x-one:b",
            b"no colon",
            b"Folded: c",
            b"  d",
            b"Keep-Alive: 5",
            b"",
            b"body",
        ]
    )
    head, body = split_head(raw)
    read = read_head(head)
    assert body == b"body"
    assert read is not None
    assert (read.status, read.list_values("x-one")) == (404, ["a", "b"])
    assert read.make_mapping() == {"x-one": "b", "folded": "c  d"}


@pytest.mark.parametrize("head", [b"", b"<html>", b"HTTP/1.1 abc", b"HTTP/1.1 2000 OK\r\n\r\n", b"ICY 200 OK\r\n\r\n"])
def test_what_is_no_answer_of_http_has_no_head(head: bytes) -> None:
    assert read_head(head) is None


@pytest.mark.parametrize(
    ("value", "length"), [("42", 42), ("42, 42", 42), ("42, 43", None), ("-1", None), ("x", None), ("٤", None)]
)
def test_length_is_what_the_header_says_if_it_can_be_so(value: str, length: int | None) -> None:
    head = read_head(f"HTTP/1.1 200 OK\r\nContent-Length: {value}\r\n\r\n".encode())
    assert head is not None
    assert read_length(head) == length


def test_interim_answers_before_the_final_one_are_none_of_it() -> None:
    final = b"HTTP/1.1 200 OK\r\n\r\nbody"
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    assert drop_interim_answers(early * 2 + final) == final
    assert drop_interim_answers(early) == early


def test_chunks_are_joined() -> None:
    head = read_head(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n")
    assert head is not None
    assert is_chunked(head)
    assert join_chunks(b"4\r\nnews\r\n6;name=value\r\npapers\r\n0\r\nTrailer: x\r\n\r\n") == b"newspapers"


@pytest.mark.parametrize(
    ("body", "is_cut"),
    [
        (b"4\r\nnews\r\n", True),
        (b"4\r\nnews\r\n6", True),
        (b"ff\r\nnews", True),
        (b"<html>", False),
        (b"4\r\nnewsXX\r\n", False),
    ],
)
def test_body_that_is_not_in_chunks_to_its_end_is_told(body: bytes, is_cut: bool) -> None:
    with pytest.raises(ChunkError) as caught:
        join_chunks(body)
    assert caught.value.is_cut == is_cut
