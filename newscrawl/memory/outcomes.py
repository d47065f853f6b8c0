"""Decides the form in which the memory learns what became of a page, and in which it tells of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from newscrawl.memory.protocol import PageVisit, Validators
from newscrawl.similarity import Signature


class VisitOutcome(StrEnum):
    """What a look at a page came to."""

    new = "new"
    """A record: the first of its article."""
    updated = "updated"
    """A record: title or text changed."""
    corrected = "corrected"
    """A record: changed, and the page says that it was corrected."""
    gone = "gone"
    """A record: the article vanished."""
    unchanged = "unchanged"
    """The same title and text as before."""
    not_modified = "not_modified"
    """The server said so (304)."""
    alias = "alias"
    """Another URL of a known article."""
    dropped = "dropped"
    """An article that was not wanted: a duplicate where those are dropped, or by a pipeline of the
    project.
    """
    rejected = "rejected"
    """Fetched, but no article."""
    failed = "failed"
    """Not fetched: no answer, an error status, robots.txt."""
    baseline = "baseline"
    """Never fetched: it was there before newscrawl was."""


RECORD_OUTCOMES = frozenset({VisitOutcome.new, VisitOutcome.updated, VisitOutcome.corrected, VisitOutcome.gone})
"""The outcomes that put a line into the file of records."""
FAILURES = frozenset({VisitOutcome.rejected, VisitOutcome.failed})
"""The outcomes of looks that read no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredArticle:
    """What the memory keeps of an article when a record of it is delivered.

    digest: the record's `id`, 32 bytes. first_digest: the `id` of its first record. record: the line of JSON.
    signature: None for a text too short to be compared. dup_of, cluster: as in the record, 32 bytes.
    """

    digest: bytes
    first_digest: bytes
    version: int
    title: str | None
    text_sha256: bytes
    record: bytes
    signature: Signature | None = None
    dup_of: bytes | None = None
    cluster: bytes | None = None
    is_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What became of one page that was asked for.

    url: as it was asked for. site: the name of its site, for a page that no source named. reason, evidence:
    of a rejection or a failure. article: for the outcomes that give a record. known: the `id` of the
    article that an unchanged page or an alias belongs to. moved_to: the `id` that its page would give it
    now, where that is another. is_canonical: the page was asked for by the article's own address. removed:
    characters cut, by kind. retry_after: what the server asked for.
    """

    url: str
    at: datetime
    outcome: VisitOutcome
    site: str
    status: int | None = None
    final_url: str | None = None
    validators: Validators = field(default_factory=Validators)
    reason: str = ""
    evidence: str = ""
    page_type: str | None = None
    page_type_evidence: str = ""
    score: float | None = None
    removed: Mapping[str, int] = field(default_factory=dict)
    article: DeliveredArticle | None = None
    known: bytes | None = None
    moved_to: bytes | None = None
    is_canonical: bool = False
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """An article as the memory knows it.

    page_url: the URL that it is looked at by. record: the line of JSON of the last record, None once the
    article is looked at no more.
    """

    digest: bytes
    first_digest: bytes
    version: int
    title: str | None
    text_sha256: bytes
    page_url: str
    record: bytes | None
    cluster: bytes | None


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article of the same text or nearly so. likeness: 1 for the same text."""

    digest: bytes
    cluster: bytes | None
    likeness: float


def make_unchanged(visit: PageVisit, at: datetime, validators: Validators, known: KnownArticle | None) -> PageResult:
    """Tell of a page that answered 304. known: the article that it showed before."""
    return PageResult(
        url=visit.candidate.url,
        at=at,
        outcome=VisitOutcome.not_modified,
        site="",
        status=304,
        validators=validators,
        known=known.digest if known is not None else None,
    )
