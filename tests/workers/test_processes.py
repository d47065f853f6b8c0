"""Workers in real crawls: what a made-up fault costs, and that no process is left, however the crawl ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import QUICK, Crawled, Loopback, crawl_command, crawl_environment, html, story
from tests.sessions import list_session

SITECUSTOMIZE = '''
import dataclasses

import newscrawl.api
from newscrawl.api import extract_page as extract_real
from tests.workers.made_faults import obey


def extract_page(page, options):
    if b"made:" in page.body:
        obey(dataclasses.replace(page, body=page.body.split(b":")[-2]), options)
    return extract_real(page, options)


newscrawl.api.extract_page = extract_page
'''
"""Runs in every process of a crawl: its pages get the faults that their bodies ask for."""


@pytest.fixture
def faulty(tmp_path: Path) -> dict[str, str]:
    """The environment of crawls in which pages get the faults that they ask for."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "sitecustomize.py").write_text(SITECUSTOMIZE)
    environment = crawl_environment()
    return {**environment, "PYTHONPATH": os.pathsep.join([str(tmp_path / "made"), environment["PYTHONPATH"]])}


def made(fault: str) -> bytes:
    return story("Faulty").replace(b"</body>", f"<!--made:{fault}:--></body>".encode())


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


def test_faulty_pages_cost_their_own_record_in_a_crawl(
    loopback: Loopback, faulty: dict[str, str], tmp_path: Path
) -> None:
    names = ["1", "hang", "2", "eat", "3", "crash", "4", "kill", "5"]
    loopback.serve(
        {f"/{name}": story(f"Dredging step {name}") if name.isdecimal() else html(made(name)) for name in names}
    )
    settings = {**QUICK, "NEWSCRAWL_WORKERS": "1", "NEWSCRAWL_WORKER_TIMEOUT": "2", "NEWSCRAWL_WORKER_MEMORY": "400"}
    urls = ",".join(map(loopback.url, (f"/{name}" for name in names)))
    command = crawl_command("article", settings=settings, urls=urls)
    done = subprocess.run(command, cwd=tmp_path, env=faulty, capture_output=True, timeout=60)
    crawled = Crawled(done.returncode, done.stderr.decode(), "", tmp_path, tmp_path / "out")
    assert crawled.code == 0, crawled.stderr
    assert sorted(line["title"] for line in crawled.lines("article.jsonl")) == [
        f"Dredging step {number}" for number in range(1, 6)
    ]
    assert crawled.reasons() == {
        loopback.url("/hang"): "extraction_timeout",
        loopback.url("/eat"): "extraction_memory",
        loopback.url("/crash"): "extraction_crash",
        loopback.url("/kill"): "extraction_crash",
    }
    assert crawled.evidence(loopback.url("/hang")) == "not done after 2 seconds"
    assert "'newscrawl/workers/deaths': 4" in crawled.stderr


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_no_process_outlives_a_crawl_that_a_signal_ends(
    ending: str, loopback: Loopback, faulty: dict[str, str], tmp_path: Path
) -> None:
    loopback.serve({"/hang": html(made("hang")), "/fine": story("Fine")})
    settings = {**QUICK, "NEWSCRAWL_WORKERS": "2", "NEWSCRAWL_WORKER_TIMEOUT": "3"}
    urls = ",".join(map(loopback.url, ("/fine", "/hang")))
    command = crawl_command("article", settings=settings, urls=urls)
    seen = len(loopback.seen)
    crawl = subprocess.Popen(
        command, cwd=tmp_path, env=faulty, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        records = tmp_path / "out" / "article.jsonl"
        assert wait_until(lambda: records.exists() and records.stat().st_size > 0, 20)
        assert wait_until(lambda: len(loopback.seen) >= seen + 3, 10)
        assert len(list_session(crawl.pid)) > 3  # the server of forks and two workers
        os.kill(crawl.pid, signal.Signals[ending])
        assert crawl.wait(15) != 0
        # A worker in the middle of a call of C is ended by its deadline, the others at once.
        assert wait_until(lambda: not list_session(crawl.pid), 5)
    finally:
        for process in list_session(crawl.pid):
            os.kill(process, signal.SIGKILL)


def test_workers_do_not_run_the_program_that_crawls(loopback: Loopback, tmp_path: Path) -> None:
    """A script without `if __name__ == "__main__"` would crawl again in every worker."""
    loopback.serve({"/story": story("Dredging put off")})
    script = tmp_path / "crawl.py"
    script.write_text(
        "from scrapy.crawler import AsyncCrawlerProcess\n"
        "from scrapy.utils.project import get_project_settings\n"
        "print('begins')\n"
        "process = AsyncCrawlerProcess(get_project_settings())\n"
        f"process.crawl('article', urls={loopback.url('/story')!r})\n"
        "process.start()\n"
        "import __main__\n"
        "print(__main__.__file__)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=crawl_environment(), capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["begins", str(script)], done.stderr
    assert [seen.path for seen in loopback.seen].count("/story") == 1, done.stderr
    assert (tmp_path / "out" / "article.jsonl").read_text().count("\n") == 1
