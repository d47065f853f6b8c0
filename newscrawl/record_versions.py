"""Decides how a record that the memory holds is read back, and how the record of a later version is made of
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import msgspec

from newscrawl.article import Article, ArticleDifference
from newscrawl.page import RawPage
from newscrawl.paragraph_diff import compare_paragraphs
from newscrawl.record import RunFacts
from newscrawl.versions import Change, Wording


def read_record(line: bytes) -> Article | None:
    """Read a record that this or an earlier newscrawl wrote; None where its form is too old.

    Fields that came later are null, where they may be.
    """
    try:
        values: Mapping[str, Any] = msgspec.json.decode(line)
        return msgspec.convert({field.name: values.get(field.name) for field in fields(Article)}, Article)
    except (msgspec.MsgspecError, AttributeError):
        return None


def read_wording(article: Article) -> Wording:
    """Give what versions are compared by."""
    return Wording(
        title=article.title,
        text_sha256=article.text_sha256,
        paragraphs=tuple(article.text.split("\n\n")),
        word_count=article.word_count,
    )


def make_version(
    article: Article, change: Change, *, version: int, first_id: str, old: Article | None
) -> Article:
    """Give the record of a later version. old: the record before, None where the memory has it no more."""
    differences = (
        [] if old is None else compare_paragraphs(old.text.split("\n\n"), article.text.split("\n\n"))
    )
    return replace(
        article,
        version=version,
        version_of=first_id,
        change=change,
        diff=[ArticleDifference(op=d.op, old=d.old, new=d.new) for d in differences],
    )


def make_gone(old: Article, page: RawPage, version: int, first_id: str, run: RunFacts) -> Article:
    """Give the record that says that an article has vanished: its last version, with how the page came now.
    """
    http = replace(
        old.http, status=page.status, etag=None, last_modified=None, redirects=list(page.redirects)
    )
    return replace(
        old,
        url=page.url,
        requested_url=page.requested_url,
        fetched=page.fetched,
        http=http,
        crawl_id=run.crawl_id,
        crawler_version=run.crawler_version,
        version=version,
        version_of=first_id,
        change="gone",
        diff=[],
        archive=page.archive,
    )
