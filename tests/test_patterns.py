"""Patterns mean the same to every Python that newscrawl runs on."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")


def test_no_group_is_repeated_possessively() -> None:
    """Python up to 3.11.4 (Debian 12 has 3.11.2) loses its place in the last, failed round of such a group."""
    sources = [*(ROOT / "newscrawl").rglob("*.py"), *(ROOT / "newscrawl").rglob("*.toml")]
    assert [path.name for path in sources if _POSSESSIVE_GROUP.search(path.read_text("utf-8"))] == []
