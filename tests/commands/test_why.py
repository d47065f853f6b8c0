"""`scrapy why` tells the story of a URL that a real crawl has met, and of no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import QUICK, Loopback, checkout_environment, html, run_crawl, story


def why(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "why", *arguments],
        cwd=folder,
        env=checkout_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled")
    loopback.serve({"/vote": story("The vote"), "/empty": html(b"<p>x")})
    urls = ",".join(loopback.url(path) for path in ("/vote", "/empty", "/absent"))
    settings = {**QUICK, "NEWSCRAWL_MEMORY": "out/memory.sqlite"}
    assert run_crawl(folder, "article", urls=urls, settings=settings).code == 0
    return folder


def test_story_of_a_record_leads_to_its_line(crawled: Path, loopback: Loopback) -> None:
    done = why(crawled, loopback.url("/vote?utm_source=feed"), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (look,) = told["looks"]
    assert (look["outcome"], look["status"], look["version"]) == ("new", 200, 1)
    line = Path(look["position"]["path"]).read_bytes()[look["position"]["offset"] :].splitlines()[0]
    assert json.loads(line)["id"] == told["article"]["id"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/vote", ("The vote", "record: the first", "of running text", "article.jsonl, byte 0", "does not refuse")),
        ("/empty", ("no article", "page type", "rejects.jsonl, byte")),
        ("/absent", ("not fetched", "http_error", "HTTP status 404", "the last try gave nothing")),
    ],
)
def test_story_reads_well(path: str, words: tuple[str, ...], crawled: Path, loopback: Loopback) -> None:
    done = why(crawled, loopback.url(path))
    assert done.returncode == 0, done.stderr
    for word in words:
        assert word in done.stdout


def test_url_that_no_run_has_heard_of_exits_with_1(crawled: Path, loopback: Loopback) -> None:
    done = why(crawled, loopback.url("/other"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no run has heard of it" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("https://a.test/",), "no run has left a memory here"),
        (("https://a.test/", "--memory", "other.sqlite"), "other.sqlite: no such file"),
        (("vote",), "no scheme"),
    ],
)
def test_what_cannot_be_read_exits_with_2(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = why(tmp_path, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
