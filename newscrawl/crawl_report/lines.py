"""Decides what a report reads of a record or a rejection: the few fields that it counts or shows."""

from __future__ import annotations

from typing import Any

import msgspec

from newscrawl.article import SCHEMA_NAME
from newscrawl.rejection import REJECT_SCHEMA_NAME

OPENING_CHARACTERS = 280


class _Http(msgspec.Struct):
    status: int | None = None


class _Extractor(msgspec.Struct):
    strategy: str = ""


class ArticleLine(msgspec.Struct, tag_field="schema", tag=SCHEMA_NAME):
    """What is read of a record; the fields beside it are left unread."""

    id: str
    url: str
    domain: str
    fetched: str
    text: str
    extraction_score: float
    crawl_id: str = ""
    title: str | None = None
    published: str | None = None
    word_count: int = 0
    removed: dict[str, int] = {}
    http: _Http = msgspec.field(default_factory=_Http)
    extractor: _Extractor = msgspec.field(default_factory=_Extractor)
    page_type_evidence: str | None = None
    warnings: list[str] = []
    change: str = "new"
    dup_of: str | None = None
    dup_cluster: str | None = None


class RejectionLine(msgspec.Struct, tag_field="schema", tag=REJECT_SCHEMA_NAME):
    """What is read of a rejection."""

    url: str
    reason: str
    evidence: str = ""
    status: int | None = None
    crawl_id: str = ""
    fetched: str | None = None


Line = ArticleLine | RejectionLine


def read_article(article: Any) -> ArticleLine:
    """Give what is read of a record that is not a line yet."""
    return msgspec.convert(article, ArticleLine, from_attributes=True)


def read_rejection(rejection: Any) -> RejectionLine:
    """Give what is read of a rejection that is not a line yet."""
    return msgspec.convert(rejection, RejectionLine, from_attributes=True)
