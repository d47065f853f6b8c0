"""Real crawls of `news` with a memory: only what is new, quietly, and sites held against their own past."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import QUICK, Answer, Crawled, Loopback, html, run_crawl, story

PATHS = [f"/2026/11/24/the-council-votes-on-harbour-plan-{number}" for number in range(4)]
SETTINGS = {**QUICK, "RETRY_ENABLED": "False", "NEWSCRAWL_CONTACT": "a@b.test"}


def front(paths: list[str]) -> Answer:
    links = "".join(f'<li><a href="{path}">The council votes on plan {path[-1]} today</a></li>' for path in paths)
    return html(f"<title>News</title><h1>News</h1><ul>{links}</ul>".encode(), etag=f'"{len(paths)}"')


@pytest.fixture
def site() -> Iterator[Loopback]:
    """A site of a front page and stories, with a feed that the front page does not name."""
    server = Loopback()
    server.serve({path: story(f"Plan {path[-1]}", place=f"{path[-1]}th " * 40) for path in PATHS})
    server.serve({"/": front(PATHS[:3])})
    yield server
    server.stop()


def watch(folder: Path, site: Loopback, minute: int, **settings: str) -> Crawled:
    site.seen.clear()
    now = f"2026-11-24T{8 + minute // 60:02}:{minute % 60:02}:00Z"
    name = site.origin.removeprefix("http://")
    budget = settings.pop("budget", "")
    arguments = {"site": name, **({"budget": budget} if budget else {})}
    return run_crawl(folder, "news", settings={**SETTINGS, "NEWSCRAWL_NOW": now, **settings}, **arguments)


def fetched(site: Loopback) -> list[str]:
    return sorted(path for path in site.paths() if path.startswith("/2026"))


def test_each_run_brings_what_is_new_and_is_quiet(site: Loopback, tmp_path: Path) -> None:
    first = watch(tmp_path, site, 0)
    assert (first.code, first.stderr, fetched(site)) == (0, "", PATHS[:3])
    assert (tmp_path / "out/last_success").read_text().startswith("2026-11-24T08:0")
    second = watch(tmp_path, site, 15)
    assert (second.code, second.stderr, fetched(site)) == (0, "", [])
    assert second.run["counts"]["articles"] == 0
    site.serve({"/": front(PATHS)})
    third = watch(tmp_path, site, 30)
    assert (third.code, third.stderr, fetched(site)) == (0, "", PATHS[3:])
    revisit = watch(tmp_path, site, 75)
    assert (revisit.code, revisit.stderr, fetched(site)) == (0, "", PATHS[:3])
    records = [json.loads(line) for line in (tmp_path / "out/news.jsonl").read_text("utf-8").splitlines()]
    assert sorted(record["title"] for record in records) == ["Plan 0", "Plan 1", "Plan 2", "Plan 3"]
    assert {record["discovered_via"]["type"] for record in records} == {"front_page"}
    (told,) = revisit.run["sites"].values()
    assert (told["status"], told["findings"]) == ("ok", [])


def test_site_that_breaks_is_named_by_code_and_run_json(site: Loopback, tmp_path: Path) -> None:
    assert watch(tmp_path, site, 0).code == 0
    stamp = (tmp_path / "out/last_success").read_text()
    site.serve({"/": Answer(b"", 500)})
    broken = watch(tmp_path, site, 15)
    name = site.origin.removeprefix("http://")
    assert broken.code == 2
    assert f"scrapy crawl: sites that failed: 1 ({name}); run.json says why" in broken.stderr
    assert broken.run["sites"][name]["status"] == "failed"
    assert "HTTP status 500" in broken.run["sites"][name]["findings"][0]
    assert broken.run["exit_code"] == 2
    assert (tmp_path / "out/last_success").read_text() == stamp


def test_site_that_names_nothing_any_more_fell_silent(site: Loopback, tmp_path: Path) -> None:
    assert watch(tmp_path, site, 0).code == 0
    site.serve({"/": html(b"<title>News</title><p>We have moved to an app.")})
    silent = watch(tmp_path, site, 15)
    assert silent.code == 5
    assert "sites that fell silent: 1" in silent.stderr
    (told,) = silent.run["sites"].values()
    assert told["status"] == "silent"


def test_budget_ends_a_run_cleanly_and_the_next_one_goes_on(site: Loopback, tmp_path: Path) -> None:
    site.serve({PATHS[0]: Answer(story("Plan 0", place="0th " * 40), 200, {"Content-Type": "text/html"}, delay=4.0)})
    cut = watch(tmp_path, site, 0, budget="2s", DOWNLOAD_DELAY="1.5")
    assert cut.code == 0
    assert cut.run["exit_reason"] == "closespider_timeout"
    assert cut.run["counts"]["articles"] < 3
    rest = watch(tmp_path, site, 15)
    assert rest.code == 0
    records = [json.loads(line) for line in (tmp_path / "out/news.jsonl").read_text("utf-8").splitlines()]
    assert sorted(record["title"] for record in records) == ["Plan 0", "Plan 1", "Plan 2"]


def test_log_can_be_turned_up(site: Loopback, tmp_path: Path) -> None:
    assert "INFO" in watch(tmp_path, site, 0, LOG_LEVEL="INFO").stderr
