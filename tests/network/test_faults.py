"""Whatever a server does wrong, each page has its one record or its one typed rejection, and no other page suffers.

`NEWSCRAWL_FAULT_PAGES=200 pytest tests/network/test_faults.py` is the long form.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.outcomes import Reason
from tests.conftest import Crawled, crawl_command, crawl_environment
from tests.network.certificates import AUTHORITY, make_certificates
from tests.network.fault_server import NAMES, FaultServer
from tests.network.faults import FAULTS
from tests.network.faulty_exchanges import ROBOTS
from tests.network.stubbed_resolver import NAMES as STUB_NAMES
from tests.network.stubbed_resolver import PASSED

GOOD_PAGES = int(os.environ.get("NEWSCRAWL_FAULT_PAGES", "40"))
SEED = 20261125
SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "RETRY_TIMES": "1",
    "NEWSCRAWL_RETRY_DELAY": "0.01",
    "CONCURRENT_REQUESTS": "64",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "DOWNLOAD_TIMEOUT": "3",
    "NEWSCRAWL_FIRST_BYTE_TIMEOUT": "2",
    "TWISTED_DNS_RESOLVER": "tests.network.stubbed_resolver.StubbedResolver",
}


def read_peak(number: int) -> int:
    """Give the most memory in MiB that a process had; `ru_maxrss` would hold what the tests' own process had before."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{number}/status").read_text("utf-8"))
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0


@dataclass(frozen=True)
class Run:
    """One crawl of all faults. seconds: how long it took. mebibytes: the most memory that its process had."""

    crawled: Crawled
    server: FaultServer
    seconds: float
    mebibytes: int

    def outcomes(self, url: str) -> list[str | None]:
        """Give every outcome of a URL: None for a record, else the reason."""
        records = [None for line in self.crawled.lines("article.jsonl") if line["requested_url"] == url]
        reasons = [line["reason"] for line in self.crawled.lines("rejects.jsonl") if line["requested_url"] == url]
        return [*records, *reasons]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("faults")
    server = FaultServer(make_certificates(folder))
    urls = [*(server.url(name) for name in FAULTS), *(server.good_url(number) for number in range(GOOD_PAGES))]
    random.Random(SEED).shuffle(urls)
    (folder / "urls.txt").write_text("\n".join(urls))
    named = [f"{name}:{server.port(scheme)}" for name in NAMES for scheme in ("http", "https")]
    environment = crawl_environment() | {
        "NEWSCRAWL_ALLOWED_ADDRESSES": ",".join(named),
        "SSL_CERT_FILE": str(folder / AUTHORITY),
        STUB_NAMES: json.dumps({name: [["127.0.0.1"]] for name in NAMES}),
        PASSED: str(folder / "passed.txt"),
    }
    command = crawl_command("article", settings=SETTINGS, file="urls.txt")
    start = time.monotonic()
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    limit = threading.Timer(300, process.kill)
    limit.start()
    peak = 0
    while process.poll() is None:
        peak = max(peak, read_peak(process.pid))
        time.sleep(0.1)
    limit.cancel()
    log_text = (folder / "log.txt").read_text("utf-8")
    crawled = Crawled(process.returncode, log_text, "", folder, folder / "out")
    yield Run(crawled, server, time.monotonic() - start, peak)
    server.stop()


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 35


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_one_outcome_and_the_right_one(run: Run, name: str) -> None:
    (outcome,) = run.outcomes(run.server.url(name))
    assert outcome in FAULTS[name].outcomes


def test_every_good_page_in_between_is_delivered(run: Run) -> None:
    delivered = Counter(line["requested_url"] for line in run.crawled.lines("article.jsonl"))
    good = [run.server.good_url(number) for number in range(GOOD_PAGES)]
    assert [delivered[url] for url in good] == [1] * GOOD_PAGES


def test_no_page_is_asked_for_where_robots_txt_fails(run: Run) -> None:
    asked = [place for place in run.server.asked if any(place == f"{host}/page-of-{host}" for host in ROBOTS)]
    assert asked == []


def test_long_robots_txt_is_not_downloaded(run: Run) -> None:
    """Of 70 MB what two sockets hold at most."""
    assert run.server.sent < 20_000_000


def test_host_that_asks_for_hours_is_asked_once(run: Run) -> None:
    pages = ("busy-for-hours", "behind-busy-for-hours")
    assert sum(run.server.asked[f"hours.test/{page}"] for page in pages) <= len(pages)


def test_crawl_itself_is_sound(run: Run) -> None:
    assert run.crawled.code == 0, run.crawled.stderr[-2000:]
    assert "Traceback" not in run.crawled.stderr
    assert run.crawled.run["status"] == "finished"
    assert run.seconds < 120


def test_no_fault_takes_memory(run: Run) -> None:
    """A crawl of one plain page takes 155 MiB."""
    assert 0 < run.mebibytes < 300


def test_evidence_is_for_a_person(run: Run) -> None:
    rejects = run.crawled.lines("rejects.jsonl")
    assert [line["evidence"] for line in rejects if "<twisted" in line["evidence"] or "0x" in line["evidence"]] == []
    assert all(line["evidence"] or line["reason"] in {Reason.empty} for line in rejects)
