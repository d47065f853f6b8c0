"""Which sources of a site are asked in a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.site_plan import GUESSED_FEEDS, GUESSED_SITEMAPS, SitePlan
from newscrawl.discovery.sitemaps import SitemapEntry
from newscrawl.discovery.window import Window
from newscrawl.memory.protocol import SourceState
from newscrawl.site import make_site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
SITE = make_site("n.example")
FRONT = "https://n.example/"
PAGE = Candidate(url="https://n.example/a", source_url=FRONT, source_kind=SourceKind.feed)


def source(path: str, kind: SourceKind, parent: str | None = None) -> Source:
    parent_url = f"https://n.example{parent}" if parent else None
    return Source(url=f"https://n.example{path}", kind=kind, parent_url=parent_url)


def state(path: str, kind: SourceKind, parent: str | None = None, *, is_due: bool = True) -> SourceState:
    next_poll = NOW if is_due else LATER
    return SourceState(
        source=source(path, kind, parent), last_polled=NOW - timedelta(hours=1), next_poll=next_poll
    )


def plan(*states: SourceState, **settings: object) -> SitePlan:
    settings = {"site": SITE, "now": NOW, **settings}
    return SitePlan(states={known.source.url: known for known in states}, **settings)  # type: ignore[arg-type]


def paths(states: Iterable[SourceState]) -> list[str]:
    return [asked.source.url.removeprefix("https://n.example") for asked in states]


def names(sources: Iterable[Source]) -> list[str]:
    return [named.url.removeprefix("https://n.example") for named in sources]


FRONT_SOURCE = source("/", SourceKind.front_page)
INDEX = source("/index.xml", SourceKind.sitemap_index)
FRONT_READING = Reading(
    kind=SourceKind.front_page, feeds=("https://n.example/rss",), sections=("https://n.example/politics",)
)


def test_bare_domain_begins_at_its_front_page() -> None:
    assert paths(plan().begin()) == ["/"]


def test_feed_of_the_front_page_is_asked_and_its_sections_only_if_no_list_gives_pages() -> None:
    made = plan()
    made.begin()
    named, asked = made.note_read(FRONT_SOURCE, FRONT_READING)
    assert names(named) == ["/rss", "/politics"]
    assert paths(asked) == ["/rss"]
    silent, productive = Reading(kind=SourceKind.feed), Reading(kind=SourceKind.feed, pages=(PAGE,))
    made.note_read(source("/rss", SourceKind.feed), silent)
    assert paths(made.drain()) == ["/politics"]
    assert made.drain() == []
    made = plan()
    made.begin()
    made.note_read(FRONT_SOURCE, FRONT_READING)
    made.note_read(source("/rss", SourceKind.feed), productive)
    assert made.drain() == []


def test_site_that_names_no_list_has_its_usual_places_tried_once() -> None:
    made = plan()
    made.begin()
    made.note_read(FRONT_SOURCE, Reading(kind=SourceKind.front_page))
    assert paths(made.drain()) == [*GUESSED_SITEMAPS, *GUESSED_FEEDS]
    assert made.drain() == []


def test_places_that_failed_before_are_not_guessed_again() -> None:
    made = plan(state("/sitemap.xml", SourceKind.sitemap, is_due=False))
    made.begin()
    assert paths(made.drain()) == []


def test_sitemaps_of_robots_are_asked_and_named_once() -> None:
    made = plan()
    made.begin()
    sitemaps = ["https://n.example/news.xml", "https://cdn.example/s.xml"]
    named, asked = made.note_robots("https://n.example/robots.txt", sitemaps)
    assert [found.url for found in named] == sitemaps
    assert [found.source.parent_url for found in asked] == ["https://n.example/robots.txt"] * 2
    assert made.note_robots("https://n.example/robots.txt", sitemaps) == ([], [])


def test_sources_that_are_not_due_are_left_alone_except_in_a_backfill() -> None:
    states = (state("/", SourceKind.front_page, is_due=False), state("/rss", SourceKind.feed))
    assert paths(plan(*states).begin()) == ["/rss"]
    assert paths(plan(*states, is_backfill=True).begin()) == ["/rss", "/"]


def test_feed_that_is_not_due_keeps_sections_from_being_asked() -> None:
    made = plan(
        state("/", SourceKind.front_page, is_due=False), state("/rss", SourceKind.feed, is_due=False),
        state("/politics", SourceKind.section_page),
    )  # fmt: skip
    assert made.begin() == []
    assert made.drain() == []


def test_sitemaps_of_an_index_wait_for_it_and_only_its_choice_is_asked() -> None:
    old, new = "/s-2026-01.xml", "/s-2026-11.xml"
    made = plan(
        SourceState(source=INDEX), state("/", SourceKind.front_page, is_due=False),
        state(old, SourceKind.sitemap, "/index.xml"), state(new, SourceKind.sitemap, "/index.xml"),
    )  # fmt: skip
    assert paths(made.begin()) == ["/index.xml"]
    entries = tuple(SitemapEntry(url=f"https://n.example{path}") for path in (old, new))
    named, asked = made.note_read(INDEX, Reading(kind=SourceKind.sitemap_index, sitemaps=entries))
    assert (names(named), paths(asked)) == ([], [new])


@pytest.mark.parametrize("has_answered", [True, False])
def test_unchanged_or_failed_index_lets_its_due_sitemaps_go(has_answered: bool) -> None:
    made = plan(
        SourceState(source=INDEX), state("/", SourceKind.front_page, is_due=False),
        state("/s-2026-01.xml", SourceKind.sitemap, "/index.xml"),
        state("/s-2026-11.xml", SourceKind.sitemap, "/index.xml"),
    )  # fmt: skip
    made.begin()
    assert paths(made.note_unread(INDEX, has_answered=has_answered)) == ["/s-2026-11.xml"]


def test_sitemaps_of_an_index_that_is_not_due_are_asked_themselves() -> None:
    made = plan(
        state("/", SourceKind.front_page, is_due=False),
        state("/index.xml", SourceKind.sitemap_index, is_due=False),
        state("/s-2026-11.xml", SourceKind.sitemap, "/index.xml"),
        state("/s-2026-01.xml", SourceKind.sitemap, "/index.xml"),
    )  # fmt: skip
    assert paths(made.begin()) == ["/s-2026-11.xml"]


def test_backfill_chooses_the_archive_of_its_dates() -> None:
    window = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    made = plan(window=window, is_backfill=True)
    entries = tuple(SitemapEntry(url=f"https://n.example/s-2026-{month:02}.xml") for month in range(1, 12))
    _, asked = made.note_read(INDEX, Reading(kind=SourceKind.sitemap_index, sitemaps=entries))
    assert paths(asked) == ["/s-2026-02.xml", "/s-2026-01.xml"]


def test_no_more_sitemaps_are_asked_than_the_site_allows() -> None:
    made = plan(site=replace(SITE, max_sitemaps=3))
    entries = tuple(SitemapEntry(url=f"https://n.example/s-{number}.xml") for number in range(9))
    named, asked = made.note_read(INDEX, Reading(kind=SourceKind.sitemap_index, sitemaps=entries))
    assert (len(named), len(asked), made.postponed) == (9, 3, 6)


def test_without_discovery_only_declared_sources_and_what_lies_below_are_asked() -> None:
    site = replace(
        SITE, is_discovering=False, start=(), feeds=("https://n.example/rss",), sitemaps=(INDEX.url,),
        sections=("https://n.example/politics",),
    )  # fmt: skip
    made = plan(state("/other-feed", SourceKind.feed, "/"), site=site)
    assert paths(made.begin()) == ["/rss", "/index.xml", "/politics"]
    assert made.note_robots("https://n.example/robots.txt", ["https://n.example/news.xml"]) == ([], [])
    named, asked = made.note_read(
        INDEX, Reading(kind=SourceKind.sitemap_index, sitemaps=(SitemapEntry(url="https://n.example/s-1.xml"),))
    )
    assert (names(named), paths(asked)) == (["/s-1.xml"], ["/s-1.xml"])
    assert made.drain() == []


def test_window_reaches_back_to_the_last_answer_or_the_age_of_the_site() -> None:
    feed = source("/rss", SourceKind.feed)
    assert plan().find_window(feed) == Window(NOW - timedelta(days=7))
    long_ago = SourceState(source=feed, last_polled=NOW - timedelta(days=20))
    assert plan(long_ago).find_window(feed) == Window(NOW - timedelta(days=21))
    assert plan(long_ago, window=Window()).find_window(feed) == Window()


def test_first_poll_is_one_that_never_had_an_answer() -> None:
    feed = source("/rss", SourceKind.feed)
    assert plan().is_first_poll(feed)
    assert plan(SourceState(source=feed)).is_first_poll(feed)
    assert not plan(state("/rss", SourceKind.feed)).is_first_poll(feed)
