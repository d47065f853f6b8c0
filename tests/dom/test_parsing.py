"""Any markup becomes a tree with its text in the body, or nothing where there is none."""

from __future__ import annotations

import pytest

from newscrawl.dom.parsing import parse_html


def read_body(text: str) -> str:
    tree = parse_html(text)
    assert tree is not None
    body = tree.find("body")
    return "" if body is None else " ".join("".join(body.itertext()).split())


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head><title>Vote</title></head><body><p>One.</p> <p>Two.</p></body></html>",
        "<title>Vote</title><p>One.</p> <p>Two.</p>",
        "<!doctype html><html><title>Vote</title><article><p>One.</p> <p>Two.</p></article></html>",
        "<title>Vote</title><header>One.</header> <main>Two.</main>",
        "<title>Vote</title><section>One. </section><script>x</script><p>Two.",
        "<?xml version='1.0' encoding='latin-1'?><html><body><p>One.</p> <p>Two.</p></body></html>",
        "<p>One.\x00</p> <p>Tw\x0bo.</p>",
        "<p>One.&#0;&#xD800;</p> <p>Two.&#1114112;</p>",
        "<p>One. <p>Two. </div></table>",
    ],
)
def test_text_is_in_the_body_whatever_is_left_out(markup: str) -> None:
    assert read_body(markup).replace("x ", "") == "One. Two."


def test_head_keeps_what_belongs_there() -> None:
    tree = parse_html('<title>Vote</title><meta name="a"><article>One.</article><link rel="b">')
    assert tree is not None
    assert [child.tag for child in tree.find("head")] == ["title", "meta", "link"]


@pytest.mark.parametrize("text", ["", "  ", "no markup", "<!-- -->", "\x00"])
def test_what_holds_no_element_is_no_tree(text: str) -> None:
    assert parse_html(text) is None
