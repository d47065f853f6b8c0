"""Decides how a record and a rejection are put together from page, extraction and run. Their form:
`article.py`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, Literal, cast

from newscrawl.article import (
    SCHEMA_NAME,
    Article,
    ArticleBlock,
    ArticleImage,
    DiscoveredVia,
    ExtractorFacts,
    HttpFacts,
)
from newscrawl.cleaning.shape import count_words
from newscrawl.discovery.candidate import Candidate
from newscrawl.domains import read_registered_domain
from newscrawl.extraction.result import Extraction
from newscrawl.metadata import normalize_url
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.rejection import REJECT_SCHEMA_NAME, Rejection
from newscrawl.serialiser import clean_record, clean_string
from newscrawl.version import __version__

MAX_EVIDENCE_CHARACTERS = 300
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What the records of one run share."""

    crawl_id: str
    crawler_version: str = __version__


def build_article(page: RawPage, extraction: Extraction, run: RunFacts) -> Article:
    """Put the record together of a page that is an article (`checks.find_rejection` has said so)."""
    # Cleaned before they are hashed and compared, so that what the line says is what they were made of.
    facts = clean_record(extraction.metadata)
    text = clean_string(extraction.text)
    canonical_url = facts.canonical_url or normalize_url(page.url)
    return Article(
        schema=cast(Literal["newscrawl.article/1"], SCHEMA_NAME),
        id=_hash(canonical_url),
        url=page.url,
        requested_url=page.requested_url,
        canonical_url=canonical_url,
        domain=read_registered_domain(page.url),
        title=facts.title,
        subtitle=facts.subtitle,
        description=facts.description,
        text=text,
        blocks=[ArticleBlock(type=block.type, text=clean_string(block.text)) for block in extraction.blocks],
        word_count=count_words(text),
        language=facts.language,
        authors=list(facts.authors),
        publisher=facts.publisher,
        agency=facts.agency,
        dateline=facts.dateline,
        section=facts.section,
        tags=list(facts.tags),
        published=facts.published,
        modified=facts.modified,
        published_raw=facts.published_raw,
        published_source=facts.published_source,
        fetched=page.fetched,
        image=facts.image,
        images=[ArticleImage(url=i.url, caption=i.caption, credit=i.credit) for i in facts.images],
        is_free=facts.is_free,
        discovered_via=_build_discovered_via(page.candidate) if page.candidate is not None else None,
        pages=_list_pages(page),
        http=_build_http_facts(page, extraction),
        raw_sha256=extraction.raw_sha256,
        crawl_id=run.crawl_id,
        crawler_version=run.crawler_version,
        extractor=_build_extractor_facts(extraction),
        page_type=cast(Literal["article", "liveblog"], extraction.page_type.value),
        page_type_evidence=clean_evidence(extraction.page_type_evidence),
        extraction_score=round(extraction.score, 3),
        removed=extraction.removed,
        warnings=[*extraction.warnings, *facts.warnings],
        text_sha256=_hash(text),
        version=1,
        version_of=None,
        change="new",
        diff=[],
        dup_of=None,
        dup_cluster=None,
        archive=page.archive,
    )


@dataclass(frozen=True, slots=True)
class PastTries:
    """What is known of a URL from before. failures: fruitless tries in a row. first_seen: when it was first met."""

    failures: int = 0
    first_seen: datetime | None = None


def build_rejection(
    page: RawPage,
    extraction: Extraction | None,
    reason: Reason,
    evidence: str,
    run: RunFacts,
    past: PastTries = PastTries(),
) -> Rejection:
    """Put together what is told of a page that gave no record. past: of the URL, where there is a memory."""
    has_body = page.status is not None and (bool(page.body) or page.failure is None)
    return Rejection(
        schema=cast(Literal["newscrawl.reject/1"], REJECT_SCHEMA_NAME),
        url=page.url,
        requested_url=page.requested_url,
        reason=reason,
        evidence=clean_evidence(evidence),
        status=page.status,
        title=extraction.metadata.title if extraction is not None else None,
        fetched=page.fetched or None,
        attempt=past.failures + 1,
        first_seen=_format_time(past.first_seen) if past.first_seen is not None else page.fetched or None,
        last_seen=page.fetched or None,
        bytes=len(page.body) if has_body else None,
        sha256=hashlib.sha256(page.body).hexdigest() if has_body else None,
        retry_after=_find_retry_time(page),
        crawl_id=run.crawl_id,
        crawler_version=run.crawler_version,
        archive=page.archive,
    )


def _find_retry_time(page: RawPage) -> str | None:
    if page.retry_after is None or not page.fetched:
        return None
    return _format_time(datetime.fromisoformat(page.fetched) + timedelta(seconds=ceil(page.retry_after)))


def _format_time(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def clean_evidence(evidence: str) -> str:
    """Give evidence in one line that is fit to print."""
    return _UNPRINTABLE.sub(" ", evidence).strip()[:MAX_EVIDENCE_CHARACTERS]


def _build_discovered_via(candidate: Candidate) -> DiscoveredVia:
    return DiscoveredVia(
        type=cast(Any, candidate.source_kind.value),
        source=candidate.source_url,
        title=candidate.title,
        published=candidate.published,
        lastmod=candidate.lastmod,
    )


def _list_pages(page: RawPage) -> list[str]:
    joined = [part.url for part in page.continuation if part.failure is None]
    return [page.url, *joined] if joined else []


def _build_http_facts(page: RawPage, extraction: Extraction) -> HttpFacts:
    return HttpFacts(
        status=page.status,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        content_type=page.headers.get("content-type"),
        charset=extraction.charset,
        redirects=list(page.redirects),
    )


def _build_extractor_facts(extraction: Extraction) -> ExtractorFacts:
    trace = extraction.publisher
    return ExtractorFacts(
        name="newscrawl",
        version=__version__,
        strategy=extraction.strategy,
        publisher=f"{trace.file}#{trace.layout}" if trace is not None and trace.layout is not None else None,
        publisher_fields=list(trace.fields) if trace is not None else [],
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
