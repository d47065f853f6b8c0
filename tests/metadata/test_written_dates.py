"""Dates in text that people read."""

from __future__ import annotations

import pytest

from newscrawl.metadata.written_dates import read_written_moment


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Published 12 March 2026, 7:30 am GMT", "en", "2026-03-12T07:30:00Z"),
        ("Dec. 19, 2025 · Ann Roe", "en", "2025-12-19"),
        ("12. März 2026, 7:30 Uhr", "de", "2026-03-12"),
        ("Publié le 12 mars 2026 à 07h30", "fr", "2026-03-12"),
        ("12 de marzo de 2026", "es", "2026-03-12"),
        ("12 марта 2026, 07:30", "ru", "2026-03-12"),
        ("2026年3月12日 7時30分", "ja", "2026-03-12"),
        ("2026-03-12 07:30 来源", "zh", "2026-03-12"),
        ("12 मार्च 2026", "hi", "2026-03-12"),
        ("yesterday", "en", None),
        ("12 March", "en", None),
        ("No date at all", "en", None),
    ],
)
def test_written_date_is_read_in_the_declared_language(text: str, language: str, written: str | None) -> None:
    moment = read_written_moment(text, language)
    assert (moment.write() if moment else None) == written
