"""A page counts as done once its line is on disk; every way out of the pipelines is told to the memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from newscrawl.errors import MemoryFileError
from newscrawl.memory.database import Database
from newscrawl.pipelines.checks import RejectedPage
from newscrawl.pipelines.delivery import NotDelivered
from newscrawl.pipelines.duplicates import DuplicateArticle
from newscrawl.pipelines.limit import OverLimit
from newscrawl.run_outcome import judge_run
from newscrawl.shutdown import OUTPUT_FAILED
from tests.pipelines.conftest import Line, make_article
from tests.samples import EXTRACTION, PAGE, REJECTION

PAGE_OF = {"requested_url": "https://news.example/vote", "url": "https://news.example/vote"}


def read_visits(line: Line) -> list[tuple[str, Any]]:
    database = Database(line.folder / "memory.sqlite", is_read_only=True)
    with database.read() as connection:
        rows = connection.execute("SELECT outcome, detail FROM visit ORDER BY at, page_id").fetchall()
    database.close()
    return [(outcome, json.loads(detail or "{}")) for outcome, detail in rows]


def test_article_comes_back_only_when_its_line_is_on_disk(open_line: Callable[..., Line]) -> None:
    line = open_line()
    path = line.folder / "news.jsonl"

    async def deliver() -> None:
        task = asyncio.ensure_future(line.delivery.process_item(make_article()))
        await asyncio.sleep(0.01)
        assert not task.done()
        assert not path.exists()
        article = await task
        (written,) = path.read_text("utf-8").splitlines()
        assert json.loads(written)["id"] == article.id

    asyncio.run(deliver())
    assert read_visits(line)[0][0] == "new"


def test_articles_go_out_in_batches(open_line: Callable[..., Line]) -> None:
    line = open_line()

    async def deliver() -> list[int]:
        tasks = [asyncio.ensure_future(line.delivery.process_item(make_article(f"/{number}"))) for number in range(30)]
        await asyncio.sleep(0.05)
        done = sum(task.done() for task in tasks)
        await asyncio.gather(*tasks)
        return [done, sum(task.done() for task in tasks)]

    assert asyncio.run(deliver()) == [20, 30]
    assert len((line.folder / "news.jsonl").read_text("utf-8").splitlines()) == 30


@pytest.mark.parametrize(
    ("exception", "outcome", "detail"),
    [
        (RejectedPage(REJECTION), "failed", {"reason": "http_error", "evidence": "HTTP status 404"}),
        (DuplicateArticle(make_article()), "alias", {"page_type": "article", "score": 0.9}),
        (DropItem("not about ships"), "dropped", {"evidence": "not about ships"}),
    ],
)
def test_every_drop_is_told(
    exception: BaseException, outcome: str, detail: dict[str, Any], open_line: Callable[..., Line]
) -> None:
    line = open_line()
    line.tell(lambda: line.delivery.item_dropped(replace(PAGE, **PAGE_OF), exception))
    ((told, why),) = read_visits(line)
    assert told == outcome
    assert detail.items() <= why.items()


@pytest.mark.parametrize("exception", [OverLimit("enough"), NotDelivered("disk full")])
def test_what_is_left_for_another_run_is_not_told(exception: BaseException, open_line: Callable[..., Line]) -> None:
    line = open_line()
    line.tell(lambda: line.delivery.item_dropped(PAGE, exception))
    assert read_visits(line) == []


def test_rejection_is_a_line_with_what_was_made_of_the_page(open_line: Callable[..., Line]) -> None:
    line = open_line()
    listing = replace(REJECTION, reason="listing", evidence="60 links", status=200)
    line.tell(lambda: line.delivery.item_dropped(PAGE, RejectedPage(listing, EXTRACTION)))
    (written,) = (line.folder / "rejects.jsonl").read_text("utf-8").splitlines()
    assert json.loads(written)["evidence"] == "60 links"
    ((outcome, detail),) = read_visits(line)
    assert (outcome, detail["reason"], detail["removed"]) == ("rejected", "listing", {"navigation": 4})


def test_page_that_a_pipeline_broke_on_is_rejected_and_not_fetched_by_every_run(
    open_line: Callable[..., Line],
) -> None:
    line = open_line()
    failure = SimpleNamespace(value=KeyError("title"))
    line.tell(lambda: line.delivery.item_error(PAGE, failure))
    (written,) = (line.folder / "rejects.jsonl").read_text("utf-8").splitlines()
    assert json.loads(written)["evidence"] == "a pipeline failed: KeyError: 'title'"
    assert line.memory.store.count_failures(PAGE.requested_url) == 1


def test_disk_that_refuses_ends_the_run_and_nothing_counts(
    open_line: Callable[..., Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    line, stops = open_line(), []

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newscrawl.extensions.memory.stop_crawl", lambda _, reason: stops.append(reason))
    with monkeypatch.context() as patch:
        patch.setattr("newscrawl.delivery.output_file.os.fsync", refuse)
        for path in ("/a", "/b"):
            with pytest.raises(NotDelivered, match="No space left"):
                line.pass_on(make_article(path))
    assert stops == [OUTPUT_FAILED]
    verdict = judge_run(line.crawler.stats.get_stats(), OUTPUT_FAILED)
    assert verdict.code == 3
    assert "No space left" in (verdict.why or "")
    assert read_visits(line) == []
    again = open_line("2026-11-24T08:30:00Z")
    again.pass_on(make_article("/a"))
    assert len((line.folder / "news.jsonl").read_text("utf-8").splitlines()) == 1


def test_fault_of_the_memory_ends_the_run_and_holds_up_nobody(
    open_line: Callable[..., Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    line, stops = open_line(), []
    monkeypatch.setattr("newscrawl.extensions.memory.stop_crawl", lambda _, reason: stops.append(reason))
    monkeypatch.setattr("newscrawl.memory.visit_table.keep_visit", lambda *_: {}["bug"])
    for path in ("/a", "/b"):
        with pytest.raises(NotDelivered, match="bug"):
            line.pass_on(make_article(path))
    assert stops == [OUTPUT_FAILED]
    assert judge_run(line.crawler.stats.get_stats(), OUTPUT_FAILED).code == 9


def test_memory_that_breaks_under_a_pipeline_ends_the_run(
    open_line: Callable[..., Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    line, stops = open_line(), []
    monkeypatch.setattr("newscrawl.extensions.memory.stop_crawl", lambda _, reason: stops.append(reason))
    failure = SimpleNamespace(value=MemoryFileError("memory.sqlite", "the memory is damaged"))
    line.tell(lambda: line.delivery.item_error(PAGE, failure))
    assert stops == [OUTPUT_FAILED]
    assert judge_run(line.crawler.stats.get_stats(), OUTPUT_FAILED).code == 4
    assert read_visits(line) == []


@pytest.mark.parametrize(("status", "looks"), [(410, 1), (404, 3)])
def test_article_that_vanished_gives_a_last_record(status: int, looks: int, open_line: Callable[..., Line]) -> None:
    first = open_line().pass_on(make_article())
    absent = replace(PAGE, **PAGE_OF, status=status, failure="http_error", fetched="2026-11-25T08:15:00Z")
    for look in range(1, looks):
        line = open_line(f"2026-11-24T{9 + look}:15:00Z")
        assert line.revisits.process_item(absent) is absent
        line.tell(lambda line=line: line.delivery.item_dropped(absent, RejectedPage(REJECTION)))  # type: ignore[misc]
    line = open_line("2026-11-25T08:15:00Z")
    gone = line.pass_on(absent)
    assert (gone.change, gone.version, gone.version_of, gone.http.status) == ("gone", 2, first.id, status)
    assert list(line.memory.store.list_due("news.example", line.memory.clock())) == []
    assert line.revisits.process_item(absent) is absent


def test_page_that_never_gave_a_record_does_not_vanish(open_line: Callable[..., Line]) -> None:
    absent = replace(PAGE, status=410, failure="http_error")
    assert open_line().revisits.process_item(absent) is absent
