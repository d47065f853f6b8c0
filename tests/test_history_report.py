"""The history of a URL reads like a story: found, looked at, written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.columns import format_plain
from newscrawl.delivery.journal import Position
from newscrawl.history_report import OUTCOME_WORDS, report_history, tell_position
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.memory.page_history import ArticleFacts, Look, NextLook, PageHistory
from newscrawl.memory.protocol import Validators

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
LOOK = Look(
    at=NOW,
    crawl_id="20261124T081500Z-3f9a",
    outcome="rejected",
    status=200,
    final_url="https://a.test/b",
    validators=Validators(etag='"1"'),
    detail={
        "reason": "listing",
        "evidence": "60 links",
        "page_type": "listing",
        "page_type_evidence": "60 links",
        "score": 0.25,
        "removed": {"navigation": 4200, "footer": 80},
    },
    position=Position(Path("/out/rejects.jsonl"), 512),
    version=None,
)
HISTORY = PageHistory(
    url="https://a.test/a",
    site="a.test",
    first_seen=NOW,
    source_url="https://a.test/rss",
    source_kind="feed",
    said={"title": "A vote"},
    aliases=("https://a.test/amp/a",),
    outcome="rejected",
    failures=1,
    validators=Validators(),
    next_look=NextLook(due=NOW, why="retry", is_in_flight=False),
    article=ArticleFacts(
        id="a" * 64, first_id="b" * 64, version=2, title="A vote", dup_of="c" * 64, dup_cluster="c" * 64,
        looked_at_by="https://a.test/c",
    ),
    looks=(LOOK,),
)  # fmt: skip


def read(history: PageHistory) -> str:
    return "\n".join(line for section in report_history(history) for line in format_plain(section))


def test_everything_that_is_known_is_told() -> None:
    told = " ".join(read(HISTORY).split())
    for words in (
        "https://a.test/a site a.test first seen 2026-11-24 08:15:00 UTC",
        "found by feed https://a.test/rss",
        "title A vote",
        "other URLs https://a.test/amp/a",
        "robots.txt does not refuse it",
        "next look 2026-11-24 08:15:00 UTC, the last try gave nothing",
        f"id {'a' * 64}",
        f"first id {'b' * 64}",
        f"same story as {'c' * 64}",
        "looked at by https://a.test/c",
        "Look 1, 2026-11-24 08:15:00 UTC: no article",
        "run 20261124T081500Z-3f9a",
        "HTTP status 200",
        "led to https://a.test/b",
        'ETag "1"',
        "reason listing",
        "evidence 60 links",
        "page type listing (60 links)",
        "score 0.25",
        "cut navigation 4,200, footer 80 characters",
        "rejection /out/rejects.jsonl, byte 512",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ((), "robots.txt not asked yet"),
        ((replace(LOOK, status=None, detail={"reason": "timeout"}),), "robots.txt not known: no answer came"),
        (
            (replace(LOOK, status=None, detail={"reason": "robots_denied", "evidence": "Forbidden"}),),
            "robots.txt refuses it (Forbidden)",
        ),
    ],
)
def test_verdict_of_robots_is_that_of_the_last_look(looks: tuple[Look, ...], told: str) -> None:
    assert told in " ".join(read(replace(HISTORY, looks=looks)).split())


def test_page_of_the_baseline_was_never_fetched() -> None:
    told = read(replace(HISTORY, looks=(), article=None, outcome="baseline", next_look=None, source_url=None))
    assert "never fetched: it was there before the first run" in told
    assert "next look   none" in told
    assert "the user's list, or a link" in told


def test_line_in_a_compressed_file_is_told_by_its_member() -> None:
    position = Position(Path("/out/news.jsonl.gz"), 900, 4)
    assert tell_position(position) == "/out/news.jsonl.gz, line 5 of the member at byte 900"


def test_every_outcome_has_its_words() -> None:
    assert set(OUTCOME_WORDS) == set(VisitOutcome)
