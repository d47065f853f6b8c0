"""JSON Feed: read entry by entry, whatever else is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import newscrawl
from newscrawl.discovery.json_feeds import read_json_feed

URL = "https://news.example/feed.json"
SITE = Path(newscrawl.__file__).parents[1] / "fixtures/site"


def test_feed_of_the_demo_site_is_read_whole() -> None:
    body = (SITE / "feed.json").read_bytes()
    feed = read_json_feed(body, URL)
    assert (feed.version, feed.title, feed.language) == ("json1.1", "The Harbour Gazette", "en-GB")
    assert feed.faults == ()
    assert len(feed.pages) == body.count(b'"date_published"') > 20
    page = next(page for page in feed.pages if "/zh/" in page.url)
    assert (page.title, page.published, page.language) == (
        "水产市场迎来春季开渔", "2026-03-02T06:00:00+00:00", "zh",
    )  # fmt: skip


def test_entries_of_wrong_types_are_passed_over() -> None:
    items = [
        3, None, {"url": 5}, {"url": "javascript:alert(1)"}, {"id": "48213"},
        {"url": "/a", "title": 7, "date_published": 1}, {"id": "https://news.example/b"},
    ]  # fmt: skip
    feed = read_json_feed(json.dumps({"items": items}).encode(), URL)
    assert [(page.url, page.title) for page in feed.pages] == [
        ("https://news.example/a", None), ("https://news.example/b", None),
    ]  # fmt: skip
    assert feed.dropped == 5


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no JSON Feed"),
        (b'{"items": {}}', "no JSON Feed"),
        (b'{"items": []}', "no entry in the feed"),
    ],
)
def test_what_is_no_feed_is_a_fault_and_no_exception(body: bytes, fault: str) -> None:
    feed = read_json_feed(body, URL)
    assert feed.pages == ()
    assert feed.faults[0].startswith(fault)
