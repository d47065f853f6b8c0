"""`run.json` tells what ran, when, how, what came of it, and why it ended: at its start and at its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured

from newscrawl.errors import OutputError
from newscrawl.extensions.run_file import RunFile, check_writable
from newscrawl.version import __version__
from tests.conftest import QUICK, Crawled, Loopback, crawl_command, crawl_environment, html, run_crawl, story


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    loopback.serve({"/a": story("Vote"), "/empty": html(b"")})
    listed = f"{loopback.url('/a')},{loopback.url('/empty')},{loopback.url('/absent')}"
    return run_crawl(tmp_path_factory.mktemp("run"), "article", urls=listed)


def test_run_that_ended_tells_its_counts_and_files(crawled: Crawled) -> None:
    run = crawled.run
    assert list(run) == [
        "schema", "crawl_id", "status", "spider", "arguments", "started", "finished", "exit_reason",
        "exit_code", "failure", "versions", "settings", "counts", "sites", "repairs", "report",
        "files",
    ]  # fmt: skip
    assert (run["schema"], run["status"], run["spider"]) == ("newscrawl.run/1", "finished", "article")
    assert (run["exit_reason"], run["exit_code"], run["failure"]) == ("finished", 0, None)
    assert run["started"] <= run["finished"]
    assert run["versions"]["newscrawl"] == __version__
    assert run["counts"]["articles"] == 1
    assert run["counts"]["rejected"] == {"empty": 1, "http_error": 1}
    assert run["counts"]["pages"] == 2
    assert run["files"] == ["out/article.jsonl", "out/rejects.jsonl", "out/run.json"]
    assert all((crawled.folder / file).exists() for file in run["files"])
    assert sorted(path.name for path in crawled.out.iterdir()) == [
        "article.jsonl",
        "rejects.jsonl",
        "run.json",
    ]


def test_settings_that_were_changed_are_told(crawled: Crawled) -> None:
    settings = crawled.run["settings"]
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["NEWSCRAWL_OUT"] == "out"
    assert settings["USER_AGENT"].startswith(f"newscrawl/{__version__}")


def test_records_and_rejections_name_their_run(crawled: Crawled) -> None:
    lines = [*crawled.lines("article.jsonl"), *crawled.lines("rejects.jsonl")]
    assert {line["crawl_id"] for line in lines} == {crawled.run["crawl_id"]}


@pytest.mark.parametrize(
    ("stop", "statuses"),
    [(signal.SIGKILL, {"running"}), (signal.SIGTERM, {"finished"}), (signal.SIGINT, {"finished"})],
)
def test_stopped_run_loses_nothing_that_was_written(
    loopback: Loopback, tmp_path: Path, stop: signal.Signals, statuses: set[str]
) -> None:
    pages = {f"/story-{number}": story(f"Story {number}", place=f"{number}th") for number in range(60)}
    loopback.serve(pages)
    settings = {**QUICK, "DOWNLOAD_DELAY": "0.1"}
    command = crawl_command("article", settings=settings, urls=",".join(map(loopback.url, pages)))
    with subprocess.Popen(
        command, cwd=tmp_path, env=crawl_environment(), stderr=subprocess.DEVNULL
    ) as process:
        written = tmp_path / "out" / "article.jsonl"
        deadline = time.monotonic() + 60
        while not (written.exists() and written.read_bytes().count(b"\n") >= 3):
            assert time.monotonic() < deadline, "no line was written in a minute"
            time.sleep(0.05)
        os.kill(process.pid, stop)
        process.wait(timeout=60)
    records = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    assert 3 <= len(records) < 60
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert {run["status"]} == statuses
    if run["status"] == "finished":
        assert run["exit_reason"] == "shutdown"
        assert run["counts"]["articles"] == len(records)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk_ends_the_run_and_fails_the_command(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({f"/{number}": story(f"Story {number}", place=f"{number}th") for number in range(9)})
    urls = ",".join(loopback.url(f"/{number}") for number in range(9))
    crawled = run_crawl(tmp_path, "article", "-o", "/dev/full:jsonlines", urls=urls)
    assert crawled.code == 3
    assert "Cannot write to /dev/full: No space left on device. The crawl ends." in crawled.stderr
    assert "scrapy crawl: the output could not be written in full" in crawled.stderr
    assert crawled.run["exit_reason"] == "output_failed"
    assert crawled.run["failure"] == "the output could not be written in full"


@pytest.mark.parametrize("claimed", ["out", "out/article.jsonl/x", "out/rejects.jsonl/x", "out/run.json/x"])
def test_file_that_cannot_be_written_is_told_before_the_first_page(
    tmp_path: Path, loopback: Loopback, claimed: str
) -> None:
    folder = tmp_path / Path(claimed).parent
    folder.mkdir(parents=True, exist_ok=True)
    (tmp_path / claimed).write_bytes(b"")
    loopback.seen.clear()
    crawled = run_crawl(tmp_path, "article", urls=loopback.url("/a"))
    assert crawled.code == 3
    assert "cannot be written" in crawled.stderr.splitlines()[-1]
    assert "Traceback" not in crawled.stderr
    assert loopback.seen == []


def test_without_an_output_folder_there_is_no_file(crawler: SimpleNamespace) -> None:
    crawler.settings.set("NEWSCRAWL_OUT", "")
    with pytest.raises(NotConfigured):
        RunFile.from_crawler(crawler)  # type: ignore[arg-type]


def test_check_makes_a_missing_folder_and_leaves_a_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "article.jsonl"
    check_writable(path)
    path.write_text("a line\n")
    check_writable(path)
    assert path.read_text() == "a line\n"
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(path / "below-a-file")
