"""Decides whether a fetched page becomes a record, or for which reason and on what evidence it does not."""

from __future__ import annotations

from newscrawl.extraction.result import Extraction
from newscrawl.outcomes import PageType, Reason
from newscrawl.page import RawPage
from newscrawl.workers.faults import Fault

WALLS = frozenset({PageType.bot_wall, PageType.consent_wall, PageType.login_page, PageType.paywall_stub})
"""Page types that servers send with an error status too; there they tell why the status came."""


def find_rejection(page: RawPage, extraction: Extraction | Fault | None) -> tuple[Reason, str] | None:
    """Give reason and evidence where the page gives no record, else None. extraction: None for a failed
    fetch.
    """
    if isinstance(extraction, Fault):
        return extraction.reason, extraction.evidence
    if page.failure is not None:
        return Reason(page.failure), page.failure_detail or page.failure
    if page.status is not None and not 200 <= page.status < 300:
        return Reason.http_error, f"status {page.status}{_describe_wall(extraction)}"
    if extraction is None:
        return Reason.extraction_error, "nothing was extracted"
    if extraction.is_article:
        return None
    if extraction.page_type.value in Reason.__members__:
        return Reason(extraction.page_type.value), extraction.page_type_evidence
    return Reason.unknown, "no text was kept"


def _describe_wall(extraction: Extraction | None) -> str:
    if extraction is None or extraction.page_type not in WALLS:
        return ""
    return f", a {extraction.page_type.value.replace('_', ' ')}: {extraction.page_type_evidence}"
