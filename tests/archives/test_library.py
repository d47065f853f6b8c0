"""Without the extra `warc` it is said what is missing."""

from __future__ import annotations

import sys

import pytest

from newscrawl.archives.library import load_fastwarc
from newscrawl.errors import InputError


def test_missing_library_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(InputError, match=r"spider warc: needs FastWARC.*pip install 'newscrawl\[warc\]'"):
        load_fastwarc("spider warc")
