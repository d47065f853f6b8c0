"""One input becomes cleaned text or a typed rejection; its record has an address wherever it came from."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from newscrawl.article import Article
from newscrawl.errors import InputError
from newscrawl.input_kind import InputKind
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.rejection import Rejection
from newscrawl.single_input import STANDARD_INPUT_URL, build_line, clean_page, read_input

TEXT = (
    "Watch Live\n\nThe harbour council put off the vote on dredging until spring, officials said on Monday.\n"
)
BODY = "The harbour council put off the vote on dredging until spring, officials said on Monday."


def make_page(body: bytes, content_type: str = "", url: str = "file:///tmp/story") -> RawPage:
    headers = {"content-type": content_type} if content_type else {}
    return RawPage(url=url, requested_url=url, body=body, headers=headers, fetched="2026-01-01T00:00:00Z")


def test_file_is_read_with_its_address(tmp_path: Path) -> None:
    path = tmp_path / "größe a.txt"
    path.write_bytes(b"x")
    page = read_input(str(path))
    assert (page.body, page.url) == (b"x", path.resolve().as_uri())
    assert page.url.startswith("file:///")


def test_standard_input_is_read_in_binary() -> None:
    page = read_input("-", io.BytesIO(b"\xff\x00"))
    assert (page.body, page.url) == (b"\xff\x00", STANDARD_INPUT_URL)


@pytest.mark.parametrize(
    ("name", "why"),
    [("absent.html", "no such file"), ("", "is a folder"), ("x" * 300, "File name too long")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_input(str(tmp_path / name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_cleaned_in_its_charset(encoding: str) -> None:
    cleaned = clean_page(make_page(TEXT.encode(encoding)))
    assert cleaned.rejection is None
    assert cleaned.extraction is not None
    assert cleaned.extraction.text == BODY
    assert cleaned.extraction.strategy == "plain_text"


def test_kind_can_be_forced() -> None:
    markup = f"<p>{BODY}</p><p>{BODY.replace('Monday', 'Friday')}</p>".encode()
    forced = clean_page(make_page(markup), kind=InputKind.text).extraction
    looked_at = clean_page(make_page(markup)).extraction
    assert forced is not None
    assert looked_at is not None
    assert forced.strategy == "plain_text"
    assert looked_at.strategy != "plain_text"


@pytest.mark.parametrize(
    ("body", "reason"), [(b"%PDF-1.7", Reason.not_html), (b"", Reason.empty), (b" \n", Reason.empty)]
)
def test_what_is_no_article_has_a_reason(body: bytes, reason: Reason) -> None:
    cleaned = clean_page(make_page(body))
    assert cleaned.rejection is not None
    assert cleaned.rejection[0] is reason
    line = build_line(cleaned)
    assert isinstance(line, Rejection)
    assert (line.reason, line.url, line.crawl_id) == (reason, "file:///tmp/story", "clean")


def test_failed_fetch_is_a_rejection() -> None:
    page = RawPage(url="https://a.example/", requested_url="https://a.example/", failure="timeout")
    cleaned = clean_page(page)
    assert (cleaned.extraction, cleaned.rejection) == (None, (Reason.timeout, "timeout"))
    assert isinstance(build_line(cleaned), Rejection)


def test_record_of_a_text_has_the_address_of_its_file_or_the_one_given() -> None:
    line = build_line(clean_page(make_page(TEXT.encode())))
    assert isinstance(line, Article)
    assert (line.url, line.canonical_url, line.text) == ("file:///tmp/story", "file:///tmp/story", BODY)
    given = build_line(clean_page(make_page(TEXT.encode()), address="https://news.example/a"))
    assert isinstance(given, Article)
    assert (given.url, given.requested_url, given.domain) == ("https://news.example/a",) * 2 + (
        "news.example",
    )


def test_links_of_a_file_lead_nowhere_without_an_address() -> None:
    head = '<meta property="og:image" content="/lead.jpg"><title>Vote</title>'
    markup = (
        f"<!doctype html><html>{head}<h1>Vote</h1><p>{BODY}</p><p>{BODY}</p><p>{BODY}</p></html>".encode()
    )
    page = make_page(markup)
    bare = clean_page(page).extraction
    given = clean_page(page, address="https://news.example/a").extraction
    assert bare is not None
    assert given is not None
    assert not (bare.metadata.image or "").startswith("file:")
    assert given.metadata.image == "https://news.example/lead.jpg"
