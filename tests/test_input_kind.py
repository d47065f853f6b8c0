"""Input without a word on its kind is told apart by looking at it."""

from __future__ import annotations

import pytest

from newscrawl.input_kind import InputKind, decide_input_kind


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><title>x</title>",
        b"\n<!-- saved from url=(0022)https://news.example/ -->\n<html>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">',
        b"\xef\xbb\xbf<html><body>x",
        "<!doctype html><p>x".encode("utf-16"),
        b"<p>One paragraph.</p>",
        b"Line one<br>line two<br/>line three",
        b'Headline\n\n<div class="body">text</div>',
    ],
)
def test_markup_is_html(data: bytes) -> None:
    assert decide_input_kind(data) is InputKind.html


@pytest.mark.parametrize(
    ("content_type", "name", "kind"),
    [
        ("text/html; charset=utf-8", "", InputKind.html),
        ("Application/XHTML+xml", "", InputKind.html),
        ("", "file:///tmp/Story.HTM", InputKind.html),
        ("text/plain", "", InputKind.text),
        ("", "story.txt", InputKind.text),
        ("", "html", InputKind.text),
    ],
)
def test_response_and_file_name_are_believed_where_they_say_html(
    content_type: str, name: str, kind: InputKind
) -> None:
    assert decide_input_kind(b"No tag at all.", content_type=content_type, name=name) is kind


def test_markup_is_html_even_where_text_is_said() -> None:
    assert decide_input_kind(b"<p>One.</p>", content_type="text/plain", name="a.txt") is InputKind.html


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"The minister said no.\n\nWatch live\n",
        b"If x < y and y > z, then write to <desk@news.example>.",
        "Женщина <сказала> нет".encode("windows-1251"),
        "A plain story.".encode("utf-16"),
        b"The <marquee> tag is back, said <b the minister.",
    ],
)
def test_prose_is_text(data: bytes) -> None:
    assert decide_input_kind(data) is InputKind.text
