"""Decides what the memory is told of a page that came through the pipelines, or fell out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from newscrawl.article import Article
from newscrawl.discovery.url_variants import fold_url
from newscrawl.extraction.result import Extraction
from newscrawl.memory.outcomes import DeliveredArticle, PageResult, VisitOutcome
from newscrawl.memory.protocol import Validators
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.rejection import Rejection
from newscrawl.similarity import Signature
from newscrawl.sites import find_site


def make_article_result(
    article: Article, line: bytes, signature: Signature | None, at: datetime
) -> PageResult:
    """Tell of a page whose record is delivered. line: the record as JSON."""
    delivered = DeliveredArticle(
        digest=bytes.fromhex(article.id),
        first_digest=bytes.fromhex(article.version_of or article.id),
        version=article.version,
        title=article.title,
        text_sha256=bytes.fromhex(article.text_sha256),
        record=line,
        signature=signature,
        dup_of=bytes.fromhex(article.dup_of) if article.dup_of else None,
        cluster=bytes.fromhex(article.dup_cluster) if article.dup_cluster else None,
        is_live=article.page_type == "liveblog",
    )
    return replace(_read_article(article, VisitOutcome(article.change), at), article=delivered)


def make_known_result(
    article: Article, outcome: VisitOutcome, at: datetime, *, known: bytes | None = None, evidence: str = ""
) -> PageResult:
    """Tell of a page that was read as an article, but gives no record. known: the `id` of the article it
    is.
    """
    own = bytes.fromhex(article.id)
    moved_to = own if outcome is VisitOutcome.unchanged and own != known else None
    return replace(_read_article(article, outcome, at), known=known, moved_to=moved_to, evidence=evidence)


def make_claimed_result(article: Article, at: datetime) -> PageResult:
    """Tell of a page that was read as an article that another worker delivers just now: it is looked at again, and
    then it is known whether that one did.
    """
    evidence = "another worker delivers this article just now"
    return replace(_read_article(article, VisitOutcome.failed, at), reason=Reason.deferred, evidence=evidence)


def make_rejected_result(
    page: RawPage, extraction: Extraction | None, rejection: Rejection, at: datetime
) -> PageResult:
    """Tell of a page that gave no record."""
    is_failed = page.failure is not None or rejection.reason == Reason.http_error
    result = replace(
        make_page_result(page, VisitOutcome.failed if is_failed else VisitOutcome.rejected, at),
        reason=rejection.reason,
        evidence=rejection.evidence,
    )
    if is_failed:
        wait = None if page.retry_after is None else timedelta(seconds=page.retry_after)
        return result if wait is None else replace(result, retry_after=wait)
    if extraction is None:
        return result
    return replace(
        result,
        page_type=extraction.page_type,
        page_type_evidence=extraction.page_type_evidence,
        score=extraction.score,
        removed=extraction.removed,
    )


def make_page_result(page: RawPage, outcome: VisitOutcome, at: datetime, evidence: str = "") -> PageResult:
    """Tell of a page of which nothing but the fetch is known."""
    return PageResult(
        url=page.requested_url,
        at=at,
        outcome=outcome,
        site=find_site(page.requested_url),
        status=page.status,
        final_url=page.url,
        validators=Validators(etag=page.headers.get("etag"), last_modified=page.headers.get("last-modified")),
        evidence=evidence,
    )


def _read_article(article: Article, outcome: VisitOutcome, at: datetime) -> PageResult:
    return PageResult(
        url=article.requested_url,
        at=at,
        outcome=outcome,
        site=find_site(article.requested_url),
        status=article.http.status,
        final_url=article.url,
        validators=Validators(etag=article.http.etag, last_modified=article.http.last_modified),
        page_type=article.page_type,
        page_type_evidence=article.page_type_evidence or "",
        score=article.extraction_score,
        removed=article.removed,
        is_canonical=fold_url(article.requested_url) == fold_url(article.canonical_url),
    )
