"""`scrapy browse` says what is wrong with its input, and serves on this machine alone."""

from __future__ import annotations

import argparse
import socket
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.browse import Command, has_display
from newscrawl.serialiser import encode_line
from tests.conftest import ROOT
from tests.samples import ARTICLE


def browse(*arguments: str) -> int:
    command = Command()
    command.settings = Settings({"LOG_ENABLED": False})
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args([*arguments, "--no-open"])
    command.run(rest, options)
    return command.exitcode


@pytest.fixture
def records(tmp_path: Path) -> str:
    (tmp_path / "news.jsonl").write_bytes(encode_line(ARTICLE))
    return str(tmp_path / "news.jsonl")


def test_command_is_the_one_that_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["scrapy.commands"]
    module, _, name = declared["browse"].partition(":")
    assert getattr(import_module(module), name) is Command


def test_file_that_is_not_there_or_holds_no_record_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    (tmp_path / "notes.txt").write_text("one\ntwo\n")
    (tmp_path / "n.jsonl.gz").write_text("no gzip\n")
    for name, told in (
        ("none.jsonl", "no such file"),
        ("notes.txt", "holds no record and no rejection in its 2 lines"),
        ("n.jsonl.gz", "not a GZIP stream"),
    ):
        assert browse(str(tmp_path / name)) == 2
        assert told in capfd.readouterr().err


def test_port_that_is_taken_and_address_that_others_reach_are_refused(
    records: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert browse(records, "--port", str(taken.getsockname()[1])) == 2
    assert "in use" in capfd.readouterr().err
    for host in ("0.0.0.0", "::", "192.0.2.1", "news.example", ""):
        assert browse(records, "--host", host) == 2
        assert "no address of this machine alone" in capfd.readouterr().err


def test_missing_duckdb_is_told_with_its_remedy(
    records: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delitem(sys.modules, "newscrawl.browsing.store", raising=False)
    assert browse(records) == 2
    assert "pip install 'newscrawl[browse]'" in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("out", "--port", "70000")])
def test_wrong_use_is_told(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        browse(*arguments)


def test_browser_is_opened_only_where_it_can_show_a_page() -> None:
    assert has_display("linux", {"DISPLAY": ":0"})
    assert has_display("darwin", {})
    assert not has_display("linux", {})
