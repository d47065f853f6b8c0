"""`scrapy diff` tells what differs, and ends as diff does."""

from __future__ import annotations

import argparse
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.diff import Command
from tests.conftest import ROOT

OLD = '{"id":"a","url":"https://news.example/a","title":"One","text":"Old.\\n\\nText."}\n'
NEW = '{"id":"a","url":"https://news.example/a","title":"One","text":"Old."}\n'


def diff(*arguments: str) -> int:
    command = Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.run(rest, options)
    return command.exitcode


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.jsonl").write_text(OLD, "utf-8")
    (tmp_path / "new.jsonl").write_text(NEW, "utf-8")
    return str(tmp_path / "old.jsonl"), str(tmp_path / "new.jsonl")


def test_command_is_the_one_that_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["scrapy.commands"]
    module, _, name = declared["diff"].partition(":")
    assert getattr(import_module(module), name) is Command


def test_difference_is_told_and_written(
    files: tuple[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "diff.html"
    assert diff(*files, "-o", str(page)) == 1
    assert "  paragraph removed:\n  - Text.\n" in capfd.readouterr().out
    assert "<del>Text.</del>" in page.read_text("utf-8")


def test_same_files_are_the_same(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert diff(files[0], files[0]) == 0
    assert "1 articles" in capfd.readouterr().out


def test_wrong_input_is_said(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert diff(files[0], files[1] + "x") == 2
    assert "no such file" in capfd.readouterr().err
    assert diff(*files, "-o", files[1]) == 2
    assert "is an input" in capfd.readouterr().err
    assert Path(files[1]).read_text("utf-8") == NEW


def test_wrong_use_is_said(files: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        diff(files[0])
