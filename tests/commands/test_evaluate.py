"""`scrapy evaluate` measures a folder of pages, prints what came of it, and tells wrong input plainly."""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.commands.evaluate import Command

SENTENCES = [
    f"The council of the harbour town voted on Tuesday to delay step {number} of the dredging until spring, "
    f"because the silt there holds more copper than surveys had shown, officials said after the meeting."
    for number in range(1, 9)
]
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Council delays dredging</title>'
    '<meta property="og:type" content="article"></head><body><article><h1>Council delays dredging</h1>'
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article><footer>Imprint and contact of the paper</footer></body></html>"
).encode()
TRUTH = {
    "articleBody": "\n".join(SENTENCES),
    "title": "Council delays dredging",
    "unwanted": ["Imprint and contact of the paper"],
}


@pytest.fixture
def folder(write_benchmark: Callable[..., Path]) -> Path:
    return write_benchmark({f"page-{number}": (PAGE, TRUTH) for number in range(3)})


def run(*arguments: str | Path) -> int:
    """Run the command as the shell would."""
    command = Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    opts, args = parser.parse_known_args([str(one) for one in arguments])
    command.run(args, opts)
    return command.exitcode


def test_set_is_measured_with_a_peer_and_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new" / "figures.json"
    assert run("--peer=trafilatura", "--metadata", f"--json={file}", "--jobs=2", folder) == 0
    out, err = capsys.readouterr()
    assert out.startswith("some_set: 3 pages\n")
    rows = [line.split() for line in out.splitlines()]
    assert ["unwanted", "0/3", "0/3"] in rows
    assert any(row[:1] == ["trafilatura"] and row[-1] == "1.00×" for row in rows)
    assert "newscrawl    1.000 (0 + 0 of 3)" in out
    assert err.endswith("measuring some_set: 3 of 3 pages, 0 s\n") or "3 of 3 pages" in err
    data = json.loads(file.read_text("utf-8"))
    assert [system["name"] for system in data["figures"]["systems"]] == ["newscrawl", "trafilatura"]
    assert data["figures"]["systems"][0]["score"]["f1"] > 0.9
    assert [page["id"] for page in data["pages"]] == ["page-0", "page-1", "page-2"]


def test_options_of_the_extraction_go_through(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert (
        run("--option", "max_bytes=10", "--option", "captions=true", "--json", file, "--jobs=1", folder) == 0
    )
    options: dict[str, Any] = json.loads(file.read_text("utf-8"))["options"]
    assert (options["max_bytes"], options["captions"]) == (10, True)
    assert "newscrawl" in capsys.readouterr().out
    assert json.loads(file.read_text("utf-8"))["pages"][0]["page_type"] == "too_large"


def test_part_of_a_set_is_named_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--limit=1", "--jobs=1", folder)
    assert capsys.readouterr().out.startswith("some_set: 1 pages, a part of the set\n")


def test_page_that_newscrawl_fails_on_ends_with_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Any:
        raise ValueError("broken")

    monkeypatch.setattr("newscrawl.commands.evaluate.ExtractWith", lambda _: fail)
    monkeypatch.setattr("newscrawl.commands.evaluate.count_cores", lambda: 0)
    assert run(folder) == 1
    assert "page-0: ValueError: broken" in capsys.readouterr().out
    assert run("--pin", folder) == 2
    assert capsys.readouterr().err.endswith("--pin: newscrawl failed on a page; see above\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--peer=boilerpipe"], "--peer boilerpipe: none of trafilatura"),
        (["--option=deck=false"], "deck: no option"),
        (["--option=subtitle"], "--option subtitle: write it as NAME=VALUE"),
    ],
)
def test_wrong_input_is_told_without_a_traceback(
    folder: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, folder) == 2
    assert capsys.readouterr().err.startswith(f"scrapy evaluate: {told}")


def test_folder_that_is_no_set_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none") == 2
    assert "no benchmark there" in capsys.readouterr().err


def test_file_that_cannot_be_written_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--jobs=1", "--limit=1", "--json", folder, folder) == 2
    assert f"--json {folder}: Is a directory" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_one_folder_has_to_be_named(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="one folder"):
        run(*arguments)


@pytest.mark.parametrize("option", ["--limit=0", "--sample=-1", "--jobs=x"])
def test_numbers_are_at_least_one(option: str, folder: Path) -> None:
    with pytest.raises(SystemExit):
        run(option, folder)


def test_interrupt_ends_with_the_shells_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newscrawl.commands.evaluate.measure_benchmark", interrupt)
    assert run(folder) == 130


def test_worst_pages_are_written(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out" / "worst.html"
    assert run("--option=max_bytes=10", "--jobs=1", "--worst=2", "--worst-out", file, folder) == 0
    assert "some_set: the 2 worst of 3 pages" in file.read_text("utf-8")
    assert capsys.readouterr().err.endswith(f"the 2 worst pages: {file}\n")


def test_floors_rise_and_are_lowered_only_with_a_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    arguments = ("--jobs=1", "--pin", "--floors", file, folder)
    assert run(*arguments) == 0
    reached = json.loads(file.read_text("utf-8"))["sets"]["some_set"]["floors"]
    assert set(reached) == {"f1", "recall", "accuracy", "leftover_pages", "title"}
    for page in (folder / "html").iterdir():
        page.write_bytes(gzip.compress(b"<p>Nothing."))
    assert run(*arguments) == 2
    assert "f1 is 0, its floor" in capsys.readouterr().err
    lower = [f"--lower-floor={name}" for name, floor in reached.items() if floor]
    assert run(*arguments, *lower, "--reason=the pages are gone") == 0
    written = json.loads(file.read_text("utf-8"))["sets"]["some_set"]
    assert written["floors"]["f1"] == 0
    assert {one["reason"] for one in written["lowered"]} == {"the pages are gone"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lower-floor=f1", "--reason=x"], "go with --pin"),
        (["--reason=x"], "go with --pin"),
        (["--pin", "--lower-floor=f1"], "takes a --reason"),
        (["--pin", "--limit=2"], "the whole set"),
        (["--pin", "--sample=2"], "the whole set"),
    ],
)
def test_floor_options_that_do_not_go_together_are_refused(arguments: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        run(*arguments, "somewhere")
