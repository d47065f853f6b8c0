"""What XML forbids is dropped from a page, and what was encoded twice is read once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newscrawl.dom.characters import encode_page, mend_c1_controls


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("a\x00b\x01c\x08d\x0be\x1ff\x7fg", "abcdefg", id="controls"),
        pytest.param("a\tb\nc\rd", "a\tb\nc\rd", id="white space stays"),
        pytest.param("a\ufffeb\uffffc\ufffdd", "abc\ufffdd", id="noncharacters"),
        pytest.param("a\ud83db\udc00", "ab", id="lone surrogates"),
        pytest.param("\ufeff\n\ufeff<p>a\ufeffb", "<p>a\ufeffb", id="byte order marks ahead of the page"),
        pytest.param("a&#1;b&#x8;c&#xFFFE;d&#xFFFF;e&#0;f", "abcdef", id="illegal references"),
        pytest.param("a&#x1b&#31 c", "a c", id="illegal references without a semicolon"),
        pytest.param("&#xD83D;&#xDE00;&#55357;x", "x", id="references to surrogates"),
        pytest.param("a&#99999999999999999999;b&#x" + "f" * 5_000 + ";c", "abc", id="numbers beyond Unicode"),
        pytest.param("&#000065;&#x00041;&#8217;&#x1F600;", "&#000065;&#x00041;&#8217;&#x1F600;", id="legal references"),
        pytest.param("&#9;&#10;&#13;&#32;&#127;", "&#9;&#10;&#13;&#32;", id="references to white space stay"),
        pytest.param("&#1114111;&#1114112;", "&#1114111;", id="the last code point"),
        pytest.param("don\x92t \x93so\x94 \x81", "don’t “so” ", id="letters of windows-1252"),
        pytest.param("donâ\x80\x99t café Ã©tÃ©", "don’t café été", id="encoded twice"),
        pytest.param("São Ã£ no sign of a fault", "São Ã£ no sign of a fault", id="no control, no fault"),
    ],
)
def test_characters_are_mended(text: str, mended: str) -> None:
    assert encode_page(text).decode("utf-8") == mended


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_encoded_twice_is_read_once(text: str) -> None:
    broken = text.encode("utf-8").decode("latin-1")
    if any("\x80" <= char <= "\x9f" for char in broken) and not any("\x80" <= char <= "\x9f" for char in text):
        assert mend_c1_controls(broken) == text


@given(st.text() | st.from_regex(r"(&#x?[0-9a-fA-F]{1,8};?){1,9}", fullmatch=True))
def test_nothing_is_left_that_xml_forbids(text: str) -> None:
    markup = b"<p>" + encode_page(text).replace(b"<", b"&lt;") + b"</p>"
    tree = etree.fromstring(markup, etree.HTMLParser(encoding="utf-8"))
    etree.Element("p").text = "".join(tree.itertext())  # lxml refuses what XML does not allow


def test_a_megabyte_of_references_takes_no_second() -> None:
    start = time.process_time()
    encode_page("&#1;&#x27;&#xFFFE;\x80" * 60_000)
    assert time.process_time() - start < 2
