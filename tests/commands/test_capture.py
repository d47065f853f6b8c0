"""`scrapy capture` writes a fixture of a page from the web or a file, says what to review, and overwrites nothing."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.commands.capture import Command
from newscrawl.fixture import load_fixture
from tests.conftest import ROOT, Loopback, checkout_environment, html, story

FAST = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=False")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run `scrapy capture` in a folder of the test's own, found by the entry point that pyproject.toml declares."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    site = tmp_path_factory.mktemp("site")
    info = site / "declared-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1\n")
    lines = [f"{name} = {target}" for name, target in declared["scrapy.commands"].items()]
    (info / "entry_points.txt").write_text("\n".join(["[scrapy.commands]", *lines]) + "\n")
    environment = checkout_environment()
    environment["PYTHONPATH"] = os.pathsep.join([str(site), environment["PYTHONPATH"]])

    def run_capture(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", "capture", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return run_capture


def test_page_of_the_web_is_captured_once_and_not_overwritten(run: Run, loopback: Loopback, tmp_path: Path) -> None:
    body = story("Ferry late again", ["/another"])
    loopback.serve({"/harbour/late-ferry": html(body, etag='"7"')})
    url = loopback.url("/harbour/late-ferry")
    done = run(url, "--about", "a plain story", *FAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"fixtures/late-ferry: {len(body):,} bytes of page",
        "Review before you rely on it:",
        "  response.json  say in `about` which layout it is and what is hard about it",
        "  expected.json  Ferry late again | no author | no date: right, and complete?",
        "  expected.txt   10 lines of text: nothing missing, nothing that is not the story's?",
        "  unwanted.txt   2 lines that must stay out: delete those that may be in it",
        "Then: scrapy fixtures --dir fixtures late-ferry",
    ]
    fixture = load_fixture(tmp_path / "fixtures/late-ferry")
    assert (fixture.page.url, fixture.page.body, fixture.about) == (url, body, "a plain story")
    assert fixture.page.headers["etag"] == '"7"'
    asked = len(loopback.seen)
    again = run(url)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        "scrapy capture: fixtures/late-ferry: is there already; --force replaces it,"
        " --name gives this one another name\n"
    )
    assert len(loopback.seen) == asked


def run_here(*arguments: str) -> int:
    """Run the command in this process, which nothing that fetches may."""
    command = Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, args = parser.parse_known_args(arguments)
    command.process_options(args, options)
    command.run(args, options)
    return command.exitcode


def test_file_is_captured_with_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saved.html").write_bytes(story("Ferry late again"))
    Path("lost.html").write_text("<h1>Page not found</h1>")
    code = run_here("saved.html", "--url", "https://paper.example/a/ferry", "--dir", "mine", "--name", "old-layout")
    assert (code, load_fixture(Path("mine/old-layout")).page.url) == (0, "https://paper.example/a/ferry")
    assert run_here("saved.html", "--url", "https://paper.example/b", "--dir", "mine", "--name", "old-layout") == 2
    again = ("saved.html", "--url", "https://paper.example/b", "--dir", "mine", "--name", "old-layout", "--force")
    assert (run_here(*again), load_fixture(Path("mine/old-layout")).page.url) == (0, "https://paper.example/b")
    assert run_here("lost.html", "--url", "https://paper.example/a/list") == 0
    assert "expected.json  taken for no article: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["none.html", "--url", "https://paper.example/x"], "none.html: no such file"),
        (["none.html"], "none.html: a fixture needs the address of its page: --url URL"),
        (["none.html", "--url", "paper"], "--url paper: "),
        (["http://127.0.0.1:1/x", "--name", "../up"], "--name ../up: must be the plain name of a folder"),
        (["http://127.0.0.1:1/x", "-s", "NEWSCRAWL_PUBLISHERS=none"], "none:1: no such folder"),
    ],
)
def test_what_cannot_be_captured_is_told_and_nothing_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_here(*arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"scrapy capture: {why}")
    assert list(tmp_path.iterdir()) == []


def test_page_that_does_not_come_is_told(run: Run, tmp_path: Path) -> None:
    done = run("http://127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("scrapy capture: http://127.0.0.1:1/x: nothing to capture: ")
    assert list(tmp_path.iterdir()) == []


def test_help_tells_how_to_use_it(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "Turn a page into a fixture" in done.stdout
    assert all(option in done.stdout for option in ("--url", "--dir", "--name", "--about", "--force"))
