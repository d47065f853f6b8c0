"""A fixture's difference is described by its fields, shown as a diff, and written whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscrawl.fixture import Fixture
from newscrawl.fixture_change import Change, describe_change, diff_change, write_change
from newscrawl.fixture_outcome import FixtureOutcome, format_paragraphs, format_record
from newscrawl.page import RawPage


def make_change(
    folder: Path,
    expected: dict[str, Any],
    record: dict[str, Any],
    lines: tuple[tuple[str, ...] | None, tuple[str, ...] | None] = (("One.",), ("One.",)),
) -> Change:
    now, then = lines
    fixture = Fixture(
        name="ferry",
        path=folder,
        page=RawPage(url="", requested_url=""),
        about="",
        expected=expected,
        expected_paragraphs=now,
        unwanted=(),
    )
    outcome = FixtureOutcome(record=record, paragraphs=then, evidence="mostly links", source_text="")
    files = {
        "expected.json": (format_record(expected, tuple(record)), format_record(record)),
        "expected.txt": (format_paragraphs(now), format_paragraphs(then)),
    }
    return Change(fixture, outcome, files, ())


def test_order_of_fields_is_no_difference(tmp_path: Path) -> None:
    change = make_change(tmp_path, {"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not change.has_difference
    assert describe_change(change) == "ferry: as expected"


def test_fields_that_differ_are_named(tmp_path: Path) -> None:
    change = make_change(
        tmp_path, {"a": 1, "b": 2, "old": 0}, {"a": 1, "b": 3, "c": 4, "d": 5}, (("One.",), ("Two.",))
    )
    assert change.has_difference
    assert describe_change(change) == "ferry: b differ; old gone; text differs"


def test_another_outcome_is_told_with_its_evidence(tmp_path: Path) -> None:
    change = make_change(tmp_path, {"title": "x"}, {"reason": "listing"}, (("One.",), None))
    assert describe_change(change) == "ferry: expected an article, got listing; mostly links"


def test_diff_goes_from_expected_to_got(tmp_path: Path) -> None:
    diff = diff_change(make_change(tmp_path, {"a": 1}, {"a": 2}, (("One.",), ("Two.",))))
    assert diff[0] == "--- ferry/expected.json (expected)"
    assert '-  "a": 1' in diff
    assert '+  "a": 2' in diff
    assert diff[-2:] == ["-One.", "+Two."]


def test_expectations_are_written(tmp_path: Path) -> None:
    write_change(make_change(tmp_path, {"a": 1}, {"a": "ö"}, (("One.",), ("Two.",))))
    assert (tmp_path / "expected.json").read_text(encoding="utf-8") == '{\n  "a": "ö"\n}\n'
    assert (tmp_path / "expected.txt").read_text(encoding="utf-8") == "Two.\n"


def test_text_of_a_page_that_is_no_article_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "expected.txt").write_text("One.\n")
    write_change(make_change(tmp_path, {"title": "x"}, {"reason": "listing"}, (("One.",), None)))
    assert not (tmp_path / "expected.txt").exists()
