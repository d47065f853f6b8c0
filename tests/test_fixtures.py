"""Every fixture gives its expected record field by field, its expected text, and none of its furniture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.server import find_demo_pages
from newscrawl.errors import DataFileError
from newscrawl.fixture import Fixture, list_fixture_folders, load_fixture
from newscrawl.fixture_outcome import FixtureOutcome, build_outcome, find_leftovers

FOLDERS = list_fixture_folders(find_demo_pages())


@cache
def build_outcome_of(folder: Path) -> FixtureOutcome:
    return build_outcome(load_fixture(folder))


def load_sound_fixtures() -> list[Fixture]:
    """Load the fixtures that can be loaded; `test_fixture_is_sound` fails for the others."""
    fixtures = []
    for folder in FOLDERS:
        try:
            fixtures.append(load_fixture(folder))
        except DataFileError:
            continue
    return fixtures


FIXTURES = load_sound_fixtures()
ARTICLES = [fixture for fixture in FIXTURES if fixture.reason is None]
REJECTED = [fixture for fixture in FIXTURES if fixture.reason is not None]
FIELDS = [
    pytest.param(fixture, name, value, id=f"{fixture.name}-{name}")
    for fixture in ARTICLES
    for name, value in fixture.expected.items()
]


def get_name(value: object) -> str:
    return value.name if isinstance(value, Fixture | Path) else str(value)


def normalize(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("folder", FOLDERS, ids=get_name)
def test_fixture_is_sound(folder: Path) -> None:
    assert load_fixture(folder).about


@pytest.mark.parametrize(("fixture", "name", "value"), FIELDS)
def test_field(fixture: Fixture, name: str, value: Any) -> None:
    record = build_outcome_of(fixture.path).record
    evidence = build_outcome_of(fixture.path).evidence
    assert "reason" not in record, f"rejected as {record.get('reason')}: {evidence}"
    assert record[name] == value


@pytest.mark.parametrize("fixture", ARTICLES, ids=get_name)
def test_text(fixture: Fixture) -> None:
    assert build_outcome_of(fixture.path).paragraphs == fixture.expected_paragraphs


@pytest.mark.parametrize("fixture", FIXTURES, ids=get_name)
def test_no_unwanted_line_is_left(fixture: Fixture) -> None:
    assert find_leftovers(fixture, build_outcome_of(fixture.path).paragraphs) == ()


@pytest.mark.parametrize("fixture", ARTICLES, ids=get_name)
def test_unwanted_lines_stand_in_the_page(fixture: Fixture) -> None:
    """A line with a slip of the pen in it could never be left over."""
    seen = normalize(build_outcome_of(fixture.path).source_text)
    assert [line for line in fixture.unwanted if normalize(line) not in seen] == []


@pytest.mark.parametrize("fixture", REJECTED, ids=get_name)
def test_reason(fixture: Fixture) -> None:
    record = build_outcome_of(fixture.path).record
    assert {name: record[name] for name in fixture.expected} == fixture.expected
