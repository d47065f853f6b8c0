"""Decides the library's face: bytes or text in, an `Extraction` out. How it is done is told in `extraction/`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from newscrawl.dom import Decoded, decode_body
from newscrawl.extraction.engine import Examination, examine_text_page, make_empty_extraction
from newscrawl.extraction.joining import MISSING, join_extractions
from newscrawl.extraction.plain_text import extract_plain_text
from newscrawl.extraction.result import Extraction
from newscrawl.media_type import find_foreign_type
from newscrawl.options import Options
from newscrawl.outcomes import PageType
from newscrawl.page import RawPage

DEFAULT_OPTIONS = Options()


def extract(
    html: bytes | str,
    *,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> Extraction:
    """Extract the article of one page of HTML.

    html: the page; bytes are decoded by what headers, markup and the bytes themselves say. url: its address, for
    links, identity and the page type. headers: response headers, names in any case; only `content-type` is read.
    Never raises for what a page holds: a page that is no article says so in `page_type`. Raises PublisherFileError
    where `options.publishers` names a folder with an unfit file.
    """
    return examine(html, url=url, headers=headers, options=options).extraction


def examine(
    html: bytes | str,
    *,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> Examination:
    """Extract the article as `extract` does, and give what the decisions were made from as well."""
    content_type = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), None)
    body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    digest = hashlib.sha256(body).hexdigest()
    if len(body) > options.max_bytes:
        evidence = f"{len(body):,} bytes, the limit is {options.max_bytes:,}"
        return Examination(make_empty_extraction(PageType.too_large, evidence, digest))
    if isinstance(html, bytes):
        foreign = find_foreign_type(html, content_type)
        if foreign is not None:
            return Examination(make_empty_extraction(PageType.not_html, foreign, digest))
        decoded = decode_body(html, content_type)
    else:
        decoded = Decoded(html, None, False)
    return examine_text_page(decoded, digest, url, options)


def extract_page(page: RawPage, options: Options = DEFAULT_OPTIONS) -> Extraction:
    """Extract the article of a fetched page, joined with the pages on which it goes on.

    Takes and gives plain data, so it may run in another process.
    """
    first = extract(page.body, url=page.url, headers=page.headers, options=options)
    if not page.continuation:
        return first
    following = [extract_page(part, options) for part in page.continuation if part.failure is None]
    joined = join_extractions(first, following)
    if len(following) < len(page.continuation):
        joined = replace(joined, warnings=(*joined.warnings, MISSING))
    return joined


def clean_text(text: str, *, options: Options = DEFAULT_OPTIONS) -> Extraction:
    """Clean a text that was already taken out of its page: no markup, furniture still in it."""
    return extract_plain_text(text, options)
