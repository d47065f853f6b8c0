"""Decides how it is told that a page could not be extracted: a reason of the closed list, and one line of evidence."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from newscrawl.api import extract_page
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage

Extract = Callable[[RawPage, Options], Extraction]
_MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page has no extraction.

    evidence: one line for a person. trace: the traceback of a fault of newscrawl's own; else empty.
    """

    reason: Reason
    evidence: str
    trace: str = ""


def try_extraction(page: RawPage, options: Options, extract: Extract = extract_page) -> Extraction | Fault:
    """Extract a page; what goes wrong inside comes back as a fault."""
    try:
        return extract(page, options)
    except MemoryError:
        return Fault(Reason.extraction_memory, "out of memory")
    except Exception as error:
        return Fault(Reason.extraction_error, locate_error(error), traceback.format_exc())


def locate_error(error: Exception) -> str:
    """Name an exception and the line it came from, in one line: `ValueError at dates.py:41 in read: …`."""
    text = " ".join(str(error).split())[:_MAX_TEXT]
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {PurePath(last.filename).name}:{last.lineno} in {last.name}" if last is not None else ""
    return f"{type(error).__name__}{place}" + (f": {text}" if text else "")
