"""The vocabulary is complete: every kind says what it means."""

from __future__ import annotations

from newscrawl.blocks.kinds import CUT_KIND_MEANING, CutKind


def test_every_kind_has_a_meaning_of_its_own() -> None:
    assert list(CUT_KIND_MEANING) == list(CutKind)
    assert len(set(CUT_KIND_MEANING.values())) == len(CutKind)
    assert all(meaning.strip() for meaning in CUT_KIND_MEANING.values())


def test_kinds_are_written_as_they_are_named() -> None:
    assert all(kind.value == kind.name == kind.value.lower() for kind in CutKind)
