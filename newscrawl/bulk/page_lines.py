"""Decides what a page of an archive comes to: a record, a rejection, or a duplicate; by the functions that a crawl's
pipelines call.
"""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.bulk.job import Job
from newscrawl.checks import find_rejection
from newscrawl.extraction.result import Extraction
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.record import build_article, build_rejection
from newscrawl.serialiser import encode_line
from newscrawl.workers.faults import Fault, locate_error
from newscrawl.workers.work import work_page

RECORD = "record"
DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class PageLine:
    """What a page came to. outcome: `RECORD`, `DUPLICATE` or a reason. line: of the records or the rejections."""

    outcome: str
    line: bytes = b""


def make_line(page: RawPage, job: Job, known: set[bytes], blame: Fault | None = None) -> PageLine:
    """Make the line of a page. known: ids of the records so far; that of a new one is added, in place.

    blame: why the page is not tried any more. The process ends where the page takes more time or memory than it may.
    """
    result: Extraction | Fault | None = blame
    if result is None and page.failure is None:
        result = work_page(page, job.options, job.limits.seconds, job.extract).result
    try:
        return _make_line(page, result, job, known)
    except Exception as error:
        evidence = f"no record could be made of it: {locate_error(error)}"
        return _reject(page, None, Reason.extraction_error, evidence, job)


def _make_line(page: RawPage, result: Extraction | Fault | None, job: Job, known: set[bytes]) -> PageLine:
    found = find_rejection(page, result)
    extraction = result if isinstance(result, Extraction) else None
    if found is not None or extraction is None:
        reason, evidence = found or (Reason.extraction_error, "nothing was extracted")
        return _reject(page, extraction, reason, evidence, job)
    article = build_article(page, extraction, job.run)
    identity = bytes.fromhex(article.id)
    if identity in known:
        return PageLine(DUPLICATE)
    line = encode_line(article)
    known.add(identity)
    return PageLine(RECORD, line)


def _reject(page: RawPage, extraction: Extraction | None, reason: Reason, evidence: str, job: Job) -> PageLine:
    return PageLine(reason.value, encode_line(build_rejection(page, extraction, reason, evidence, job.run)))
