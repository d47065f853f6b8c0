"""What goes wrong in an extraction comes back as a reason and one line."""

from __future__ import annotations

from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.workers.faults import Fault, locate_error, try_extraction
from tests.samples import PAGE


def test_lack_of_memory_has_a_reason_of_its_own() -> None:
    def fail(page: RawPage, options: Options) -> Extraction:
        raise MemoryError

    assert try_extraction(PAGE, Options(), fail) == Fault(Reason.extraction_memory, "out of memory")


def test_page_without_a_fault_gives_its_extraction() -> None:
    assert isinstance(try_extraction(PAGE, Options()), Extraction)


def test_error_without_frames_or_text_is_its_name() -> None:
    assert locate_error(ValueError()) == "ValueError"
