"""References and characters that mean nothing, or harm."""

from __future__ import annotations

from tests.hostile_pages.kinds import kind, mark_story, page, register_variants

register_variants(
    "reference",
    {
        "to_control": "&#x1;",
        "to_backspace": "&#x8;",
        "to_noncharacter": "&#xFFFE;",
        "to_surrogate": "&#xD800;",
        "to_null": "&#0;",
        "to_c1": "&#x92;",
        "past_unicode": "&#x110000;",
        "without_end": "&#99999999999999999999",
        "without_digits": "&#x;&#;",
        "unknown": "&nosuch; &amp &lt",
        "to_bidi": "&#x202E;&#x2066;",
        "to_line_separator": "&#x2028;&#x2029;&#x85;",
    },
    lambda reference: page(story=mark_story(reference)),
)


@kind(300_000)
def references_by_the_thousand(n: int) -> str:
    return page(end="<p>" + "&amp;&#x1;&nosuch" * (n // 3) + "</p>")


@kind(1_000_000)
def ampersands(n: int) -> str:
    return page(end="<div>" + "&" * n + "</div>")


@kind(whole=False)
def reference_bomb(_: int) -> str:
    names = "abcdefghij"
    entities = "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("lol" and names, names[1:], strict=False)
    )
    return f"<!DOCTYPE html [<!ENTITY a 'lol'>{entities}]>" + page(end="<p>&j;</p>").removeprefix("<!doctype html>")


@kind(whole=False)
def reference_to_a_file(_: int) -> str:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return doctype + page(end="<p>&x;</p>").removeprefix("<!doctype html>")


register_variants(
    "raw",
    {
        "control": "\x01\x08\x0b\x1f",
        "delete": "\x7f",
        "null": "\x00",
        "noncharacter": "\ufffe\uffff",
        "bidi": "\u202e\u2066\u200f",
        "line_separator": "\u2028\u2029\x85",
        "byte_order_mark": "\ufeff",
        "surrogate": "\ud800",
    },
    lambda raw: page(story=mark_story(raw)),
)


@kind(500_000)
def zero_width(n: int) -> str:
    return page(end="<p>" + "\u200b" * n + "</p>")


@kind(300_000)
def combining_marks(n: int) -> str:
    return page(end="<div>e" + "\u0301" * n + "</div>")


@kind(500_000)
def soft_hyphens(n: int) -> str:
    return page(end="<div>" + "a\u00ad" * n + "</div>")
