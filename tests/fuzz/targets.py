"""Decides what is fuzzed, and what has to hold whatever comes in. A target that raises has found a fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from newscrawl.api import clean_text, extract
from newscrawl.blocks import rebuild_source
from newscrawl.checks import find_rejection
from newscrawl.dom import decode_body
from newscrawl.record import build_article, build_rejection
from newscrawl.serialiser import clean_string, encode_line
from tests.samples import PAGE, RUN


def fuzz_page(data: bytes) -> None:
    """A body ends as a record or a rejection, whose line is one line of valid JSON."""
    extraction = extract(data, url=PAGE.url, headers={"content-type": "text/html"})
    page = replace(PAGE, body=data)
    rejected = find_rejection(page, extraction)
    if rejected is None:
        article = build_article(page, extraction, RUN)
        assert article.text
        check_line(encode_line(article))
    else:
        assert rejected[1]
        check_line(encode_line(build_rejection(page, extraction, *rejected, RUN)))


def fuzz_text(data: bytes) -> None:
    """Kept and removed pieces of a text are the text, to the letter."""
    text = data.decode("utf-8", "surrogateescape")
    assert rebuild_source(clean_text(text).pieces) == text


def fuzz_charset(data: bytes) -> None:
    """Any bytes are read, in a charset that has a name; the first line is the header's."""
    header, _, body = data.partition(b"\n")
    decoded = decode_body(body, header.decode("latin-1"))
    assert decoded.charset
    "".encode(decoded.charset)


def fuzz_line(data: bytes) -> None:
    """Any string becomes one line, and a clean string stays as it is."""
    text = data.decode("utf-16-le", "surrogatepass") if len(data) % 2 == 0 else data.decode("latin-1")
    cleaned = clean_string(text)
    assert clean_string(cleaned) == cleaned
    assert check_line(encode_line({text: text})) == {cleaned: cleaned}


def check_line(line: bytes) -> object:
    """Read a line; fail where it is not one line of valid JSON in UTF-8."""
    text = line.decode("utf-8")
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    return json.loads(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": fuzz_page,
    "text": fuzz_text,
    "charset": fuzz_charset,
    "line": fuzz_line,
}
