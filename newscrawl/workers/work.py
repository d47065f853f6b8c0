"""Decides what a worker process does with a page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import thread_time

from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.workers.faults import Extract, Fault, try_extraction
from newscrawl.workers.limits import OUT_OF_MEMORY, limit_time


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a page. seconds: of the processor's time, which the extraction took."""

    result: Extraction | Fault
    seconds: float


def work_page(page: RawPage, options: Options, seconds: float, extract: Extract) -> Worked:
    """Extract a page within so many seconds, or end the process."""
    start = thread_time()
    with limit_time(seconds):
        result = try_extraction(page, options, extract)
    if isinstance(result, Fault) and result.reason is Reason.extraction_memory:
        os._exit(OUT_OF_MEMORY)
    return Worked(result, thread_time() - start)
