"""`scrapy demo` crawls the bundled site from any folder, writes its files anew, and tells what it counted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.demo.server import find_demo_pages
from newscrawl.fixture import load_fixtures
from tests.conftest import ROOT, checkout_environment


def demo(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "demo", *arguments],
        cwd=cwd,
        env=checkout_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def done(folder: Path) -> subprocess.CompletedProcess[str]:
    out = folder / "out"
    out.mkdir()
    (out / "demo.jsonl").write_text('{"title": "of an earlier run"}\n')
    (out / "mine.txt").write_text("not the demo's")
    return demo(folder)


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def get_path(url: str) -> str:
    return "/" + url.split("/", 3)[3] if url.count("/") > 2 else "/"


def test_every_fixture_has_its_outcome_and_no_run_but_this_is_in_the_files(
    done: subprocess.CompletedProcess[str], folder: Path
) -> None:
    fixtures = load_fixtures(find_demo_pages())
    expected = {get_path(fixture.page.url): fixture.reason for fixture in fixtures}
    assert done.returncode == 0, done.stdout + done.stderr
    written = [get_path(str(line["url"])) for line in read_lines(folder / "out" / "demo.jsonl")]
    assert sorted(written) == sorted(path for path, reason in expected.items() if reason is None)
    rejects = read_lines(folder / "out" / "rejects.jsonl")
    rejected = {get_path(str(line["url"])): line["reason"] for line in rejects}
    assert {path: reason for path, reason in rejected.items() if path in expected} == {
        path: reason for path, reason in expected.items() if reason is not None
    }
    assert (folder / "out" / "mine.txt").read_text() == "not the demo's"
    assert json.loads((folder / "out" / "run.json").read_text())["exit_reason"] == "finished"


def test_summary_is_plain_without_a_terminal(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    lines = done.stdout.splitlines()
    count = len(read_lines(folder / "out" / "demo.jsonl"))
    assert any(line.split() == ["articles", str(count)] for line in lines)
    for title in ("The crawl", "Rejected, by reason", "One record", "Files"):
        assert title in lines
    assert not any(line.startswith("What went wrong") for line in lines)
    assert "\x1b" not in done.stdout + done.stderr


def test_standard_error_tells_of_delays_and_progress(done: subprocess.CompletedProcess[str]) -> None:
    lines = done.stderr.splitlines()
    assert "Delays are off, because the server is our own." in lines[0]
    assert len(lines) > 1
    assert all(" fetched, " in line and " rejected, " in line for line in lines[1:])


def test_readme_shows_what_the_demo_counts(done: subprocess.CompletedProcess[str]) -> None:
    """Time, port and characters aside."""
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme[readme.index("The crawl\n") : readme.index("\n\nRemoved from the articles")]
    said = done.stdout[done.stdout.index("The crawl\n") : done.stdout.index("\n\nRemoved from the articles")]
    assert re.sub(r"in [\d.]+ s, [\d.]+ pages", "", shown) == re.sub(r"in [\d.]+ s, [\d.]+ pages", "", said)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--out", "file"), "--out file"), (("--out", "a%b"), "a % "), (("extra",), "takes no 'extra'")],
)
def test_wrong_use_is_told_in_one_line(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "file").touch()
    wrong = demo(tmp_path, *arguments)
    assert wrong.returncode == 2
    assert message in wrong.stderr
    assert "Traceback" not in wrong.stderr
