"""Decides how one input, a page or a text from a file, pipe or URL, becomes cleaned text or a rejection.

Fetching is left to `commands/page_fetch.py`, printing to `scrapy clean`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from newscrawl.api import DEFAULT_OPTIONS, clean_text, extract
from newscrawl.article import Article
from newscrawl.checks import find_rejection
from newscrawl.dom import decode_body
from newscrawl.errors import InputError
from newscrawl.extraction.result import Extraction
from newscrawl.input_kind import InputKind, decide_input_kind
from newscrawl.media_type import find_foreign_type
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.record import RunFacts, build_article, build_rejection
from newscrawl.rejection import Rejection

STANDARD_INPUT = "-"
STANDARD_INPUT_URL = "file:///dev/stdin"
"""Stands in the record for input that has no address."""
CLEAN_RUN = RunFacts(crawl_id="clean")
"""The run of records that no crawl wrote."""


@dataclass(frozen=True, slots=True)
class CleanedInput:
    """What one input comes to. extraction: None where nothing was fetched. rejection: reason and evidence."""

    page: RawPage
    extraction: Extraction | None
    rejection: tuple[Reason, str] | None


def read_input(source: str, stdin: BinaryIO | None = None) -> RawPage:
    """Read a file, or standard input for `-`. The page's URL is that of the file.

    Raises InputError for what is missing, a folder, or not to be read.
    """
    if source == STANDARD_INPUT:
        body = (stdin or sys.stdin.buffer).read()
        return RawPage(url=STANDARD_INPUT_URL, requested_url=STANDARD_INPUT_URL, body=body)
    path = Path(source)
    try:
        body = path.read_bytes()
        url = path.resolve().as_uri()
    except FileNotFoundError:
        raise InputError(source, "no such file; the address of a page begins with https://") from None
    except IsADirectoryError:
        raise InputError(source, "is a folder; name one file in it") from None
    except OSError as error:
        raise InputError(source, error.strerror or "cannot be read") from None
    return RawPage(url=url, requested_url=url, body=body)


def clean_page(
    page: RawPage,
    *,
    address: str | None = None,
    kind: InputKind | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> CleanedInput:
    """Clean a page that was fetched or read.

    address: the page's URL as the user gives it, for a file; without one, links in a file lead nowhere.
    kind: what the body is; decided by looking where it is not given.
    """
    if address is not None:
        page = replace(page, url=address, requested_url=address)
    if page.failure is not None:
        return CleanedInput(page, None, find_rejection(page, None))
    if find_kind(page, kind) is InputKind.text:
        extraction = clean_text(decode_text(page), options=options)
    else:
        extraction = extract(page.body, url=find_address(page), headers=page.headers, options=options)
    return CleanedInput(page, extraction, find_rejection(page, extraction))


def find_kind(page: RawPage, kind: InputKind | None = None) -> InputKind:
    """Give what a page's body is read as. kind: what the user says it is."""
    content_type = page.headers.get("content-type")
    if kind is None and find_foreign_type(page.body, content_type) is None:
        kind = decide_input_kind(page.body, content_type=content_type or "", name=page.url)
    return kind or InputKind.html


def decode_text(page: RawPage) -> str:
    """Give the text of a page that is plain text."""
    return decode_body(page.body, page.headers.get("content-type")).text


def find_address(page: RawPage) -> str | None:
    """Give the address that links in the page lead on from; None for a file's."""
    return None if page.url.startswith("file:") else page.url


def build_line(cleaned: CleanedInput) -> Article | Rejection:
    """Give the record of an article, or the rejection of what is none."""
    if cleaned.rejection is not None:
        reason, evidence = cleaned.rejection
        return build_rejection(cleaned.page, cleaned.extraction, reason, evidence, CLEAN_RUN)
    assert cleaned.extraction is not None
    return build_article(cleaned.page, cleaned.extraction, CLEAN_RUN)
