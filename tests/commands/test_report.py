"""`scrapy report` makes the page of a crawl from its files."""

from __future__ import annotations

import argparse
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.report import Command
from tests.conftest import ROOT
from tests.crawl_report.many_records import write_records
from tests.crawl_report.test_reading import write_run


def report(*arguments: str) -> int:
    command = Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.run(rest, options)
    return command.exitcode


def test_command_is_the_one_that_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["scrapy.commands"]
    module, _, name = declared["report"].partition(":")
    assert getattr(import_module(module), name) is Command


def test_page_is_written_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_run(tmp_path / "out")
    assert report("out") == 0
    assert capfd.readouterr().out == "40 records\nwritten: report.html\n"
    assert "<h1>How the crawl went</h1>" in (tmp_path / "report.html").read_text("utf-8")


def test_page_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_records(tmp_path / "a.jsonl", 20)
    assert report(str(tmp_path / "a.jsonl"), "-o", "-") == 0
    assert capfd.readouterr().out.startswith("<!doctype html>")


@pytest.mark.parametrize(("output", "why"), [("a.jsonl", "is an input"), ("absent/page.html", "No such file")])
def test_page_that_cannot_be_written_is_said(
    tmp_path: Path, output: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_records(tmp_path / "a.jsonl", 20)
    assert report(str(tmp_path / "a.jsonl"), "-o", str(tmp_path / output)) == 2
    assert why in capfd.readouterr().err


def test_wrong_input_and_none_are_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert report(str(tmp_path / "absent")) == 2
    assert capfd.readouterr().err.startswith("scrapy report: ")
    with pytest.raises(UsageError, match="output folder"):
        report()
