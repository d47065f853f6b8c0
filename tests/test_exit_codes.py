"""Exit codes: one for each way to end, all told of, and one for each error."""

from __future__ import annotations

import pytest

from newscrawl.errors import InputError, LockedError, MemoryFileError, NewscrawlError, OutputError
from newscrawl.exit_codes import EXIT_MEANING, SEVERITY, ExitCode, find_error_code


def test_every_code_has_a_meaning_and_a_place() -> None:
    assert list(EXIT_MEANING) == list(ExitCode)
    assert set(SEVERITY) == set(ExitCode) - {ExitCode.locked}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LockedError("memory.lock", "process 1"), 75),
        (OutputError("news.jsonl", "cannot be written"), 3),
        (MemoryFileError("memory.sqlite", "is damaged"), 4),
        (InputError("-a sites", "no such file"), 4),
        (NewscrawlError("other"), 4),
        (KeyError("bug"), 9),
    ],
)
def test_what_kept_a_run_from_starting_has_its_code(error: BaseException, code: int) -> None:
    assert find_error_code(error) == code
