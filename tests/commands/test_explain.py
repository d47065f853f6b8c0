"""`scrapy explain` writes a page or tells it, and ends with a telling exit code."""

from __future__ import annotations

import argparse
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.explain import Command
from tests.conftest import ROOT

TEXT = ROOT / "docs" / "scraped.txt"


def explain(*arguments: str) -> int:
    command = Command()
    command.settings = Settings({"NEWSCRAWL_PUBLISHERS": None})
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.run(rest, options)
    return command.exitcode


def test_command_is_the_one_that_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["scrapy.commands"]
    module, _, name = declared["explain"].partition(":")
    assert getattr(import_module(module), name) is Command


def test_page_is_written_where_it_is_wanted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    assert explain(str(TEXT), "-o", str(path)) == 0
    assert "Harbour dredging is put off until spring" in path.read_text("utf-8")
    assert capfd.readouterr().out == f"article: it becomes a record\nwritten: {path}\n"


def test_page_has_a_default_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert explain(str(TEXT)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["explain.html"]


def test_page_goes_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert explain(str(TEXT), "-o", "-") == 0
    assert capfd.readouterr().out.startswith("<!doctype html>")


def test_text_tells_each_piece(capfd: pytest.CaptureFixture[str]) -> None:
    assert explain(str(TEXT), "--text") == 0
    assert "- share bar 0.15  Share this story" in capfd.readouterr().out


def test_page_that_is_no_article_is_explained_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = ROOT / "fixtures" / "bot-wall" / "page.html"
    assert explain(str(page), "-o", str(tmp_path / "page.html")) == 0
    assert capfd.readouterr().out.startswith("no article: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("{folder}/none.html",), "no such file"),
        (("{folder}",), "is a folder"),
        (("{folder}/a.txt", "-o", "{folder}/a.txt"), "is an input"),
        (("{folder}/a.txt", "-o", "{folder}/none/page.html"), "No such file or directory"),
        (("{folder}/a.txt", "--url", "news"), "--url news"),
    ],
)
def test_wrong_input_is_said(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The text of the user.", "utf-8")
    assert explain(*(argument.format(folder=tmp_path) for argument in arguments)) == 2
    error = capfd.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert (tmp_path / "a.txt").read_text("utf-8") == "The text of the user."


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("a", "--text", "-o", "b")])
def test_wrong_use_is_said(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        explain(*arguments)
