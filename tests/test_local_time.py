"""Where a run's machine is, and what its clocks do, changes neither ids nor times: everything is in UTC."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.api import extract
from newscrawl.record import build_article
from newscrawl.serialiser import encode_line
from tests.conftest import QUICK, ROOT, Crawled, Loopback, crawl_command, crawl_environment, story
from tests.long import IS_LONG
from tests.samples import PAGE, RUN

ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[^\s\"]*")


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def read_fixtures() -> list[bytes]:
    lines = []
    for folder in sorted(path.parent for path in ROOT.glob("fixtures/*/expected.txt"))[::2]:
        page = replace(PAGE, url=f"https://news.example/{folder.name}", body=(folder / "page.html").read_bytes())
        extraction = extract(page.body, url=page.url)
        lines.append(encode_line(build_article(page, extraction, RUN)))
    return lines


def test_records_are_the_same_in_every_time_zone(in_zone: pytest.MonkeyPatch) -> None:
    found = []
    for zone in ZONES:
        in_zone.setenv("TZ", zone)
        time.tzset()
        found.append(read_fixtures())
    assert len(found[0]) > 10
    assert all(lines == found[0] for lines in found[1:])


def run_at(folder: Path, zone: str, now: str, url: str, out: str = "out") -> Crawled:
    settings = {**QUICK, "NEWSCRAWL_NOW": now, "NEWSCRAWL_MEMORY": f"{out}/memory.sqlite", "NEWSCRAWL_OUT": out}
    command = crawl_command("article", settings=settings, urls=url)
    environment = {**crawl_environment(), "TZ": zone}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120)
    return Crawled(done.returncode, done.stderr.decode(), "", folder, folder / out)


def test_clocks_that_change_or_go_back_lose_and_double_nothing(loopback: Loopback, tmp_path: Path) -> None:
    """Both changes of daylight saving time, a machine that moves, a clock a day back: one article, once.

    The short run takes the last two only; `NEWSCRAWL_LONG=1` takes all.
    """
    loopback.serve({"/vote": story("Dredging put off")})
    runs = [
        ("Europe/Berlin", "2026-03-29T00:59:59Z"),
        ("Europe/Berlin", "2026-03-29T01:00:01Z"),
        ("Europe/Berlin", "2026-10-25T00:59:59Z"),
        ("America/New_York", "2026-10-25T01:00:01Z"),
        ("Europe/Berlin", "2026-10-24T01:00:01Z"),
    ]
    runs = runs if IS_LONG else runs[3:]
    for zone, now in runs:
        crawled = run_at(tmp_path, zone, now, loopback.url("/vote"))
        assert crawled.code == 0, crawled.stderr
        assert crawled.run["started"][:13] == now[:13]
        times = TIME.findall((crawled.out / "run.json").read_text())
        assert len(times) >= 2
        assert [time for time in times if not time.endswith("Z")] == []
    (record,) = crawled.lines("article.jsonl")
    assert record["fetched"].endswith("Z")
    alone = run_at(tmp_path, "Pacific/Kiritimati", "2031-01-01T00:00:00Z", loopback.url("/vote"), out="alone")
    (same,) = alone.lines("article.jsonl")
    names = ("id", "text_sha256", "published", "modified", "canonical_url", "title", "text")
    assert [same[name] for name in names] == [record[name] for name in names]
