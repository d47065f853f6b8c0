"""A selector finds elements and strings, by CSS or XPath; one that is neither is refused when it is read."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, document_fromstring

from newscrawl.publishers.selectors import compile_selector

PAGE = document_fromstring('<body><p class="a" title="t">One <b>two</b></p><p>three</p></body>')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p", ["p", "p"]),
        ("p.a::text", ["'One '"]),
        ("p::attr(title)", ["'t'"]),
        ("p, b", ["p", "b", "p"]),
        ("//p[2]", ["p"]),
        ("(//p)[1]/@title", ["'t'"]),
        ("//p/comment()", []),
        ("  b ", ["b"]),
        ("u", []),
    ],
)
def test_selector_finds(text: str, found: list[str]) -> None:
    items = compile_selector(text).find(PAGE)
    assert [item.tag if isinstance(item, HtmlElement) else repr(str(item)) for item in items] == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "an empty selector"),
        ("p[", r"'p\[' is no CSS selector"),
        ("p::before", "'p::before' is no CSS selector"),
        ("//p[", r"'//p\[' is no XPath"),
        ("//p[foo()]", r"'//p\[foo\(\)\]' is no XPath"),
    ],
)
def test_selector_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        compile_selector(text)


def test_selector_that_fails_on_a_page_finds_nothing_there() -> None:
    assert compile_selector("//aside[$unset]").find(document_fromstring("<aside>x</aside>")) == []
