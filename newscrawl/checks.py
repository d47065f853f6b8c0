"""Decides whether a fetched page becomes a record, or for which reason and on what evidence it does not."""

from __future__ import annotations

from newscrawl.extraction.result import Extraction
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage


def find_rejection(page: RawPage, extraction: Extraction | None) -> tuple[Reason, str] | None:
    """Give reason and evidence where the page gives no record, else None. extraction: None for a failed
    fetch.
    """
    if page.failure is not None:
        return Reason(page.failure), page.failure_detail or page.failure
    if page.status is not None and not 200 <= page.status < 300:
        return Reason.http_error, f"status {page.status}"
    if extraction is None:
        return Reason.extraction_error, "nothing was extracted"
    if extraction.is_article:
        return None
    if extraction.page_type.value in Reason.__members__:
        return Reason(extraction.page_type.value), extraction.page_type_evidence
    return Reason.unknown, "no text was kept"
