"""What newscrawl writes is valid, harmless and on one line, whatever the values hold."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.article import Article
from newscrawl.serialiser import clean_record, clean_string, clean_value, encode_json, encode_line
from tests.samples import ARTICLE, REJECTION

HARMFUL = {
    *map(chr, [*range(0x09), 0x0B, 0x0C, *range(0x0D, 0x20), *range(0x7F, 0xA0)]),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
    *map(chr, range(0xD800, 0xE000)),
}
TEXTS = st.text(
    st.one_of(st.sampled_from(sorted(HARMFUL)), st.characters(exclude_categories=()), st.sampled_from("e\u0301"))
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


def list_strings(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for one in value for text in list_strings(one)]
        case dict():
            return [*value, *(text for one in value.values() for text in list_strings(one))]
    return []


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_any_value_becomes_one_harmless_line(value: Any) -> None:
    line = encode_line(value)
    text = line.decode("utf-8")
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert not HARMFUL & set(text.rstrip("\n"))
    for string in list_strings(json.loads(text)):
        assert not HARMFUL & set(string)
        assert unicodedata.is_normalized("NFC", string)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_clean_string_stays_as_it_is(text: str) -> None:
    cleaned = clean_string(text)
    assert clean_string(cleaned) == cleaned
    assert json.loads(encode_line(cleaned)) == cleaned


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="\u2028\u2029")))
@settings(max_examples=100, deadline=None)
def test_text_without_controls_loses_nothing_but_its_form(text: str) -> None:
    assert json.loads(encode_line({"text": text})) == {"text": unicodedata.normalize("NFC", text)}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x08c\x7fd\x9be", "abcde"),
        ("one\x0btwo\x1cthree\x85four", "one two three four"),
        ("\u202eevil\u202c \u200fשלום", "evil שלום"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud83d\ude00", "\U0001f600"),
        ("a\ud83db\udc00", "a\ufffdb\ufffd"),
        ("\ufeffa\ufffeb\U0001ffffc\ufdd0", "abc"),
        ("one\u2028two", "one\u2028two"),
        ("&lt;script&gt;<script>", "&lt;script&gt;<script>"),
    ],
)
def test_characters_come_out_as_they_mean_no_harm(text: str, cleaned: str) -> None:
    assert clean_string(text) == cleaned
    assert json.loads(encode_line([text])) == [cleaned]


def test_line_separators_are_escaped() -> None:
    assert encode_line({"t": "a\u2028b\u2029"}) == b'{"t":"a\\u2028b\\u2029"}\n'


def test_json_of_a_file_has_its_form() -> None:
    assert encode_json({"a": ["ü\x01"]}, indent=2).decode() == '{\n  "a": [\n    "ü"\n  ]\n}'
    assert encode_json({1: {2}}, convert=list) == b'{"1": [2]}'


@pytest.mark.parametrize("line", [ARTICLE, REJECTION], ids=["article", "rejection"])
def test_clean_record_is_written_as_its_fields_say(line: Any) -> None:
    assert clean_record(line) is line
    assert encode_line(line) == msgspec.json.encode(line) + b"\n"
    assert encode_line(line) == encode_json(line, separators=(",", ":")) + b"\n"


def test_record_is_cleaned_in_every_field() -> None:
    dirty = replace(ARTICLE, title="Vote\x00 delayed\u202e", authors=["Zoe\u0308"])
    cleaned = clean_record(dirty)
    assert isinstance(cleaned, Article)
    assert (cleaned.title, cleaned.authors, cleaned.text) == ("Vote delayed", ["Zoë"], ARTICLE.text)


def test_keys_are_cleaned_too_and_other_values_are_left() -> None:
    assert clean_value({"a\x00": (1, "b\x00", None, 2.5, True)}) == {"a": (1, "b", None, 2.5, True)}
