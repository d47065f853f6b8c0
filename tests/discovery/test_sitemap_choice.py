"""Which sitemaps of an index are read for a window of dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.discovery.sitemap_choice import choose_sitemaps, is_without_articles
from newscrawl.discovery.sitemaps import SitemapEntry
from newscrawl.discovery.window import Window

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LATELY = Window(datetime(2026, 11, 17, tzinfo=UTC))
JANUARY = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))


def choose(window: Window, *names: str, lastmods: tuple[str | None, ...] = ()) -> list[str]:
    dates = lastmods or (None,) * len(names)
    entries = [
        SitemapEntry(url=f"https://n.example/{name}", lastmod=lastmod)
        for name, lastmod in zip(names, dates, strict=True)
    ]
    chosen = choose_sitemaps(entries, window, NOW).wanted
    return [entry.url.removeprefix("https://n.example/") for entry in chosen]


MONTHS = [f"sitemap-2026-{month:02}.xml" for month in range(1, 12)]


def test_names_with_months_outside_the_window_are_left_out() -> None:
    assert choose(LATELY, *MONTHS) == ["sitemap-2026-11.xml"]
    # The neighbours begin or end within two days and a zone of the window.
    assert choose(JANUARY, *MONTHS) == ["sitemap-2026-02.xml", "sitemap-2026-01.xml"]


@pytest.mark.parametrize(
    "name",
    ["sitemaps/2026/01/12.xml", "sitemap_20260112.xml.gz", "s?yyyy=2026&mm=01&dd=12", "sitemap-202601.xml",
     "sitemaps/2026/1/2/sitemap.xml", "archive/2025.xml"],
)  # fmt: skip
def test_every_form_of_date_is_understood(name: str) -> None:
    assert choose(LATELY, name, "sitemap.xml") == ["sitemap.xml"]


@pytest.mark.parametrize(
    "name",
    ["sitemap-2026-w03.xml", "sitemap-2026_1.xml", "post-sitemap12.xml", "sitemap/1234567.xml", "s-2026.xml"],
)
def test_number_that_may_mean_something_else_leaves_nothing_out(name: str) -> None:
    assert choose(LATELY, name, "sitemap.xml") == [name, "sitemap.xml"] or choose(LATELY, name) == [name]
    assert name in choose(LATELY, name, "sitemap.xml")


def test_running_number_that_looks_like_a_year_is_no_date() -> None:
    names = [f"sitemap-{number}.xml" for number in (1, 2, 2018, 2019)]
    assert set(choose(LATELY, *names)) == set(names)
    assert choose(LATELY, "sitemap-2018.xml", "sitemap-2026.xml") == ["sitemap-2026.xml"]


def test_part_number_beyond_twelve_shows_that_its_siblings_are_no_months() -> None:
    names = [f"sitemap-2026-{part}.xml" for part in (10, 11, 12, 13)]
    assert set(choose(JANUARY, *names)) == set(names)


def test_lastmod_before_the_window_leaves_out_and_orders_the_rest() -> None:
    names, lastmods = ("a.xml", "b.xml", "c.xml", "d.xml"), ("2026-11-20", "2025-01-01", None, "2026-11-24")
    assert choose(LATELY, *names, lastmods=lastmods) == ["d.xml", "a.xml", "c.xml"]


def test_lastmod_after_the_window_tells_nothing() -> None:
    assert choose(JANUARY, "a.xml", lastmods=("2026-11-20",)) == ["a.xml"]


def test_newest_is_read_where_dates_leave_nothing_of_a_living_site() -> None:
    assert choose(LATELY, "a.xml", "b.xml", lastmods=("2020-01-01", "2021-01-01")) == ["b.xml"]
    assert choose(JANUARY, "2020-01.xml", "2021-01.xml") == []


@pytest.mark.parametrize(
    ("name", "is_without"),
    [
        ("category-sitemap.xml", True), ("post_tag-sitemap.xml", True), ("page-sitemap.xml", True),
        ("author-sitemap2.xml", True), ("sitemaps/video.xml", True), ("image_sitemap.xml", True),
        ("post-sitemap.xml", False), ("sitemap-news-video.xml", False), ("sitemap_index.xml", False),
        ("sitemap-articles-2020.xml", False), ("pagesix/sitemap.xml", False),
    ],
)  # fmt: skip
def test_sitemaps_of_tags_and_pictures_are_told_by_name(name: str, is_without: bool) -> None:
    assert is_without_articles(f"https://n.example/{name}") is is_without


def test_sitemaps_without_articles_are_read_only_where_nothing_else_is_there() -> None:
    assert choose(LATELY, "category-sitemap.xml", "post-sitemap.xml") == ["post-sitemap.xml"]
    assert choose(LATELY, "category-sitemap.xml") == ["category-sitemap.xml"]
