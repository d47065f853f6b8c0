"""Decides where a fixture's expectations differ from what the core makes of its page, and how that is told.

What the core makes is in `fixture_outcome.py`; asking a person before writing is left to `scrapy fixtures`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newscrawl.api import DEFAULT_OPTIONS
from newscrawl.fixture import Fixture
from newscrawl.fixture_outcome import (
    FixtureOutcome,
    build_outcome,
    choose_fields,
    find_leftovers,
    format_paragraphs,
    format_record,
)
from newscrawl.options import Options


@dataclass(frozen=True, slots=True)
class Change:
    """What one fixture would change to. files: name → (text now, text then); an empty text is no file."""

    fixture: Fixture
    outcome: FixtureOutcome
    files: Mapping[str, tuple[str, str]]
    leftovers: tuple[str, ...]

    @property
    def has_difference(self) -> bool:
        """Whether there is anything to write."""
        return any(now != then for now, then in self.files.values())


def find_change(fixture: Fixture, options: Options = DEFAULT_OPTIONS) -> Change:
    """Run the core over a fixture and hold the outcome against its expectations: the fields that they name, the text,
    the unwanted lines.
    """
    outcome = build_outcome(fixture, options)
    record = choose_fields(fixture.expected, outcome.record)
    files = {
        "expected.json": (format_record(fixture.expected, tuple(record)), format_record(record)),
        "expected.txt": (
            format_paragraphs(fixture.expected_paragraphs),
            format_paragraphs(outcome.paragraphs),
        ),
    }
    return Change(fixture, outcome, files, find_leftovers(fixture, outcome.paragraphs))


def describe_change(change: Change) -> str:
    """Say in one line which fields differ, and whether the text does."""
    expected, record = change.fixture.expected, change.outcome.record
    parts = []
    if expected.get("reason") != record.get("reason"):
        parts.append(f"expected {_name_outcome(expected)}, got {_name_outcome(record)}")
        parts.append(change.outcome.evidence)
    else:
        parts.append(_list_fields("differ", [name for name in record if _differs(name, expected, record)]))
        parts.append(_list_fields("gone", [name for name in expected if name not in record]))
        now, then = change.files["expected.txt"]
        parts.append("text differs" if now != then else "")
    return f"{change.fixture.name}: {'; '.join(part for part in parts if part) or 'as expected'}"


def diff_change(change: Change) -> list[str]:
    """Give the unified diff from the expectations to what the core makes."""
    lines: list[str] = []
    for name, (now, then) in change.files.items():
        label = f"{change.fixture.name}/{name}"
        diff = difflib.unified_diff(
            now.splitlines(), then.splitlines(), f"{label} (expected)", f"{label} (got)", lineterm="", n=2
        )
        lines.extend(diff)
    return lines


def write_change(change: Change) -> None:
    """Write the expectations anew; a text that is to be none is deleted. In place."""
    for name, (now, then) in change.files.items():
        path = change.fixture.path / name
        if then and now != then:
            path.write_text(then, encoding="utf-8", newline="\n")
        elif not then:
            path.unlink(missing_ok=True)


def _differs(name: str, expected: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    return name in expected and expected[name] != record[name]


def _list_fields(verb: str, names: Sequence[str]) -> str:
    return f"{', '.join(names)} {verb}" if names else ""


def _name_outcome(record: Mapping[str, Any]) -> str:
    return str(record.get("reason", "an article"))
