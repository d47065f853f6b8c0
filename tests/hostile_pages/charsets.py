"""Pages in another charset than they say, or in none."""

from __future__ import annotations

from tests.hostile_pages.kinds import kind, page, register_variants

register_variants(
    "declared",
    {name: name for name in ("rot13", "base64", "zip", "idna", "punycode", "utf-7", "utf-16", "unknown-1", "")},
    lambda name: page().replace('charset="utf-8"', f'charset="{name}"'),
)


@kind(content_type="text/html; charset=utf-16")
def header_says_utf_16(_: int) -> str:
    return page()


@kind(content_type='text/html; charset="; charset=utf-8')
def header_is_broken(_: int) -> str:
    return page()


@kind()
def cut_in_a_letter(_: int) -> bytes:
    return page(end="<p>Café</p>").encode().partition(b"\xa9")[0]


@kind()
def utf_16_without_mark(_: int) -> bytes:
    return page().encode("utf-16-le")


@kind()
def utf_32(_: int) -> bytes:
    return page().encode("utf-32")


@kind()
def overlong_utf_8(_: int) -> bytes:
    return page().encode().replace(b"<h1>", b"<p>\xc0\xbc\xe0\x80\xaf\xf8\x88\x80\x80\x80</p><h1>")


@kind()
def surrogates_in_utf_8(_: int) -> bytes:
    return page().encode().replace(b"<h1>", b"<p>\xed\xa0\xbd\xed\xb8\x80</p><h1>")
