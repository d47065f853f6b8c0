"""`scrapy fixtures` shows every difference, writes what it may, and ends with 1 while something is open."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.fixtures import Command, choose_folders, renew

PDF = b"%PDF-1.7 tides"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_fixture(tmp_path, "right", {"reason": "not_html"})
    make_fixture(tmp_path, "wrong", {"reason": "empty"})
    return tmp_path


def make_fixture(root: Path, name: str, expected: dict[str, Any]) -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "page.html").write_bytes(PDF)
    (folder / "response.json").write_text(json.dumps({"url": f"https://news.example/{name}", "about": "x"}))
    (folder / "expected.json").write_text(json.dumps(expected))
    return folder


def read_reason(root: Path, name: str) -> str:
    reason: str = json.loads((root / name / "expected.json").read_text())["reason"]
    return reason


def run(root: Path, *names: str, **options: Any) -> int:
    command = Command()
    command.settings = Settings()
    command.run(
        list(names), Namespace(**{"check": False, "write": False, "yes": False, "dir": root, **options})
    )
    return command.exitcode


def test_difference_is_shown_and_nothing_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == 1
    out = capsys.readouterr().out
    assert "wrong: expected empty, got not_html; the body is a PDF" in out
    assert '-  "reason": "empty"\n+  "reason": "not_html"\n' in out
    assert "right" not in out
    assert out.endswith("2 fixtures, 0 written, 1 not as expected\n")
    assert read_reason(root, "wrong") == "empty"


def test_named_fixtures_alone_are_looked_at(root: Path) -> None:
    assert run(root, "right") == 0


def test_yes_writes_without_asking(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, yes=True) == 0
    assert "2 fixtures, 1 written, 0 not as expected" in capsys.readouterr().out
    assert read_reason(root, "wrong") == "not_html"
    assert run(root, check=True) == 0


def test_check_never_writes(root: Path) -> None:
    assert run(root, check=True, yes=True) == 1
    assert read_reason(root, "wrong") == "empty"


def test_write_without_a_terminal_asks_for_yes(root: Path) -> None:
    with pytest.raises(UsageError, match="--yes"):
        run(root, write=True)


@pytest.mark.parametrize(
    ("answers", "written", "code"),
    [
        ("y\ny\n", ["also", "wrong"], 0),
        ("n\ny\n", ["wrong"], 1),
        ("a\n", ["also", "wrong"], 0),
        ("q\n", [], 1),
        ("", [], 1),
    ],
)
def test_answers_decide_what_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, answers: str, written: list[str], code: int
) -> None:
    make_fixture(root, "also", {"reason": "empty"})
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    assert renew(choose_folders(root, ()), is_writing=True, is_asking=True) == code
    assert [name for name in ("also", "wrong") if read_reason(root, name) == "not_html"] == written


def test_unknown_name_is_wrong_use(root: Path) -> None:
    with pytest.raises(UsageError, match=r"no such fixture in .*: nowhere"):
        run(root, "nowhere")


def test_broken_fixture_is_told_and_the_others_go_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "right" / "response.json").write_text("{")
    assert run(root, yes=True) == 1
    out = capsys.readouterr().out
    assert "right: " in out
    assert "response.json: Input data was truncated" in out
    assert read_reason(root, "wrong") == "not_html"
