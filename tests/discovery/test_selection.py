"""Which pages of a source are wanted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.selection import Selection, is_same_language, join_variants, select_candidates
from newscrawl.discovery.window import Window
from newscrawl.site import Site, make_site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATELY = Window(NOW - timedelta(days=7))
JANUARY = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
SITE = make_site("n-example.com")


def candidate(path: str, kind: SourceKind = SourceKind.feed, **facts: str) -> Candidate:
    url = path if "://" in path else f"https://n-example.com{path}"
    return Candidate(url=url, source_url="https://n-example.com/s", source_kind=kind, **facts)


def wanted(selection: Selection) -> list[str]:
    return [found.url.removeprefix("https://n-example.com") for found in selection.wanted]


def test_pages_are_ordered_newest_first() -> None:
    pages = [candidate("/a", published="2026-11-20"), candidate("/b", published="2026-11-24T08:00:00Z")]
    assert wanted(select_candidates(pages, SITE, LATELY, NOW)) == ["/b", "/a"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (candidate("https://other.example/a"), "other_site"),
        (candidate("/live/a"), "pattern"),
        (candidate("/news/a", language="fr"), "language"),
        (candidate("/news/a", published="2025-01-01"), "outside"),
        (candidate("/news/tag/harbour", SourceKind.sitemap), "no_story"),
        (candidate("/news/", SourceKind.sitemap, lastmod="2020-01-01"), "outside"),
    ],
)
def test_page_that_is_left_out_is_counted_by_reason(page: Candidate, reason: str) -> None:
    site = replace(SITE, allow=(re.compile("^/news/"),), language="en")
    selection = select_candidates([page, candidate("/news/kept")], site, LATELY, NOW)
    assert wanted(selection) == ["/news/kept"]
    assert selection.left_out == {reason: 1}


def test_front_page_in_a_sitemap_is_no_story_but_an_old_archive_path_is() -> None:
    paths = ["/", "/tag/harbour", "/archive/2008/03/18/story_4417.html", "/about", "/politics/harbour-vote"]
    pages = [candidate(path, SourceKind.sitemap) for path in paths]
    assert wanted(select_candidates(pages, SITE, Window(), NOW)) == [
        "/archive/2008/03/18/story_4417.html", "/politics/harbour-vote",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "is_first_poll", "is_backfill", "is_wanted"),
    [
        (SourceKind.sitemap, True, False, False),
        (SourceKind.sitemap, False, False, True),
        (SourceKind.sitemap, True, True, True),
        (SourceKind.feed, True, False, True),
        (SourceKind.front_page, True, False, True),
    ],
)
def test_undated_pages_of_a_plain_sitemap_were_there_before_its_first_poll(
    kind: SourceKind, is_first_poll: bool, is_backfill: bool, is_wanted: bool
) -> None:
    selection = select_candidates(
        [candidate("/a", kind)], SITE, LATELY, NOW, is_first_poll=is_first_poll, is_backfill=is_backfill
    )
    assert bool(selection.wanted) is is_wanted
    assert bool(selection.baseline) is not is_wanted


def test_undated_page_of_a_current_list_was_not_published_long_ago() -> None:
    pages = [candidate("/a", SourceKind.front_page)]
    assert select_candidates(pages, SITE, JANUARY, NOW, is_backfill=True).left_out == {"outside": 1}
    assert select_candidates(pages, SITE, Window(NOW - timedelta(days=9), NOW), NOW).wanted


def test_lastmod_that_all_pages_share_is_that_of_a_template() -> None:
    pages = [candidate(f"/story-{n}", SourceKind.sitemap, lastmod="2026-11-24") for n in range(250)]
    pages += [candidate("/fresh", SourceKind.sitemap, lastmod="2026-11-23T10:00:00Z")]
    selection = select_candidates(pages, SITE, LATELY, NOW, is_first_poll=True)
    assert wanted(selection) == ["/fresh"]
    assert len(selection.baseline) == 250


def test_lastmod_of_a_small_or_living_sitemap_is_believed() -> None:
    small = [candidate(f"/story-{n}", SourceKind.sitemap, lastmod="2026-11-24") for n in range(20)]
    assert len(select_candidates(small, SITE, LATELY, NOW, is_first_poll=True).wanted) == 20
    days = [f"2026-11-{18 + n % 7}" for n in range(300)]
    living = [candidate(f"/story-{n}", SourceKind.sitemap, lastmod=day) for n, day in enumerate(days)]
    assert len(select_candidates(living, SITE, LATELY, NOW, is_first_poll=True).wanted) == 300


def test_variants_follow_each_other_and_the_fullest_knows_what_any_of_them_knows() -> None:
    joined = join_variants(
        [
            candidate("/a?amp=1", title="Vote", published="2026-11-24"),
            candidate("/b"),
            candidate("/a", lastmod="2026-11-23"),
            candidate("/a", title="Other"),
        ]
    )
    assert [found.url.removeprefix("https://n-example.com") for found in joined] == ["/a", "/a?amp=1", "/b"]
    assert (joined[0].title, joined[0].published, joined[0].lastmod) == ("Vote", "2026-11-24", "2026-11-23")


@pytest.mark.parametrize(
    ("wished", "stated", "is_same"),
    [("en", "en-GB", True), ("en-US", "en-GB", True), ("en", None, True), ("en", "fr", False)],
)
def test_languages_are_compared_without_region(wished: str, stated: str | None, is_same: bool) -> None:
    assert is_same_language(wished, stated) is is_same


def test_site_without_patterns_wants_every_path() -> None:
    assert Site(name="n-example.com", start=()).wants("https://n-example.com/any?x=1")
