"""How much of a block stands in another text."""

from __future__ import annotations

import pytest

from newscrawl.extraction.alignment import Reference

TEXT = "Council votes\nThe council voted on Tuesday to widen the lock before winter.\nShort line"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The council voted on Tuesday to widen the lock before winter.", 1.0),
        ("THE COUNCIL voted, on Tuesday!", 1.0),
        ("The council voted on Monday to widen the lock", 2 / 6),
        ("Pilots are back at work", 0.0),
        ("Short line", 1.0),
        ("voted on Tuesday", 0.0),
        ("", 0.0),
    ],
    ids=["whole", "case and marks", "one word changed", "foreign", "short line", "short part of a line", "nothing"],
)
def test_share(text: str, share: float) -> None:
    assert Reference(TEXT).measure(text) == pytest.approx(share)


def test_nothing_stands_in_an_empty_text() -> None:
    assert Reference("").measure("The council voted on Tuesday") == 0
