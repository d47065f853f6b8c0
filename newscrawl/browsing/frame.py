"""Decides what all pages of `scrapy browse` have in common: style, policy, how they begin, how texts of records go in.

They run no script, send forms to their own address alone and load nothing but their own style.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from lxml.html import HtmlElement

from newscrawl.explanation.document import make_element, read_data, render_document
from newscrawl.explanation.kinds import KINDS, render_tints


def render_page(title: str, content: Sequence[HtmlElement], skip_to: str) -> str:
    """Give a whole page. skip_to: the `id` of what its readers come for."""
    skip = make_element("a", "Skip to what was found", href=f"#{skip_to}", class_="skip")
    return render_document(title, render_style(), "", [skip, *content], forms="'self'")


def render_fault(title: str, told: str) -> str:
    """Give the page that tells why there is none."""
    back = make_element("p", make_element("a", "All records", href="/"))
    main = make_element("main", make_element("h1", title), make_element("p", told, id="fault"), back)
    return render_page(title, [main], skip_to="fault")


@cache
def make_policy() -> str:
    """Give the header `Content-Security-Policy`, under which the pages stand."""
    digest = b64encode(sha256(render_style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@cache
def render_style() -> str:
    """Give the style of all pages; it is the same for each, and hashed for each."""
    swatches = "".join(f".tint-{key}{{background:var(--tint-{key})}}" for key in KINDS)
    return read_data("compared_texts.css") + read_data("browse.css") + render_tints() + swatches
