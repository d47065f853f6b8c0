"""Decides how a self-contained HTML page is put together: one file, its own style and script, under a policy that lets
nothing else run and nothing be fetched. Every text goes through lxml's builder, which escapes it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from lxml.etree import Comment
from lxml.html import HtmlElement, tostring
from lxml.html.builder import E

from newscrawl.serialiser import encode_json

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML, and so lxml, cannot hold."""


def make_element(tag: str, *children: Any, **attributes: str) -> HtmlElement:
    """Make an element. attributes: a trailing underscore is dropped, others become hyphens (`class_`, `aria_label`)."""
    fit = [fit_text(child) if isinstance(child, str) else child for child in children]
    named = {name.rstrip("_").replace("_", "-"): fit_text(value) for name, value in attributes.items()}
    return E(tag, named, *fit)


def fit_text(text: str) -> str:
    """Replace by U+FFFD what markup cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def read_data(name: str) -> str:
    """Read a style sheet or a script that comes with the package."""
    return (files("newscrawl") / "data" / name).read_text("utf-8")


def make_data_island(name: str, value: Any) -> HtmlElement:
    """Make an element that holds JSON for the page's script, in a form that cannot end the element."""
    text = encode_json(value).decode("utf-8").replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return make_element("script", text, type="application/json", id=name)


def make_list(pairs: Sequence[tuple[str, Any]], **attributes: str) -> HtmlElement:
    """Make a list of terms and what they are."""
    cells = [cell for term, value in pairs for cell in (make_element("dt", term), make_element("dd", value))]
    return make_element("dl", *cells, **attributes)


def make_table(name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], numbers: int = 0) -> HtmlElement:
    """Make a table that scrolls by itself where it is wide; the first cell of a row names it.

    name: what a screen reader is told. numbers: so many columns after the first hold numbers.
    """
    kinds = ["name", *["number"] * numbers, *["told"] * (len(header) - 1 - numbers)]
    head = [make_element("th", told, scope="col", class_=kind) for told, kind in zip(header, kinds, strict=True)]
    body = []
    for first, *others in rows:
        cells = [
            make_element("td", *(cell if isinstance(cell, list) else [cell]), class_=kind, dir="auto")
            for cell, kind in zip(others, kinds[1:], strict=True)
        ]
        body.append(make_element("tr", make_element("th", first, scope="row", dir="auto"), *cells))
    table = make_element("table", make_element("thead", make_element("tr", *head)), make_element("tbody", *body))
    return make_element("div", table, class_="scroll", tabindex="0", role="region", aria_label=name)


def make_link(address: str, text: str | None = None) -> HtmlElement:
    """Make a link to an address of the web; what is none (`javascript:` …) stands there as text."""
    if not address.startswith(("http://", "https://")):
        return make_element("span", text or address, dir="auto")
    return make_element("a", text or address, href=address, rel="noreferrer noopener", dir="auto")


def render_document(
    title: str,
    style: str,
    script: str,
    content: Sequence[HtmlElement],
    raw: Sequence[str] = (),
    forms: str = "'none'",
) -> str:
    """Give the whole document. raw: markup that is safe to stand as it is, put where `place_raw` keeps its place.
    forms: where its forms may be sent, in the policy's words.
    """
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none';"
        f" form-action {forms}"
    )
    head = make_element(
        "head",
        make_element("meta", charset="utf-8"),
        make_element("meta", http_equiv="Content-Security-Policy", content=policy),
        make_element("meta", name="referrer", content="no-referrer"),
        make_element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make_element("title", title),
        make_element("style", style),
    )
    body = make_element("body", *content, *([make_element("script", script)] if script else []))
    text: str = tostring(make_element("html", head, body, lang="en"), encoding="unicode", doctype="<!doctype html>")
    for markup in raw:
        text = text.replace(f"<!--{_name_place(markup)}-->", markup, 1)
    return text + "\n"


def place_raw(markup: str) -> Any:
    """Make the comment that keeps the place of markup. No text of a page can hold it, since it is named by a digest of
    what is to stand there; attributes are not escaped against comments."""
    return Comment(_name_place(markup))


def _name_place(markup: str) -> str:
    return sha256(markup.encode("utf-8", "replace")).hexdigest()
