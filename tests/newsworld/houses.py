"""Decides which sites the world has: each of another kind, none of them of a real publisher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.newsworld.newsroom import Channel, Newsroom, Validator

NUMBERS_A_SITE = 10_000
BACKLOG = timedelta(days=2)
"""The world begins so long before the first run, so that it finds lists that are full."""


def build_houses(count: int = 6) -> list[Newsroom]:
    """Give the first `count` sites."""
    front = Channel(path="/", form="front", validator=Validator.etag)
    made_anew = Channel(path="/", form="front", validator=Validator.none)
    houses = [
        # A daily with everything: feed late or twice, news sitemap, front page.
        Newsroom(
            "gazette",
            12,
            (
                Channel(path="/rss.xml", form="rss", validator=Validator.both, share=0.95, late=0.3, twice=0.1),
                Channel(path="/news.xml", form="news_sitemap", late=0.2, late_hours=1.0),
                front,
            ),
        ),
        # A sitemap a day under an index, an Atom feed by Last-Modified, a front page that is made anew each time.
        Newsroom(
            "courier",
            8,
            (
                Channel(path="/feed.atom", form="atom", validator=Validator.last_modified, late=0.2),
                Channel(path="/sitemap-index.xml", form="sitemap", is_daily=True, late=0.5, twice=0.1, variant="/amp"),
                made_anew,
            ),
            page_validator=Validator.none,
        ),
        # No feed; a news sitemap by Last-Modified, and a plain one.
        Newsroom(
            "herald",
            5,
            (
                Channel(path="/sitemap-news.xml", form="news_sitemap", validator=Validator.last_modified, share=0.9),
                Channel(path="/sitemap.xml", form="sitemap", length=500, late=0.9, late_hours=6.0),
                front,
            ),
            page_validator=Validator.etag,
        ),
        # A weekly with a feed that nothing but its front page names.
        Newsroom(
            "weekly", 2, (Channel(path="/feed/", form="rss", twice=0.2), made_anew), page_validator=Validator.none
        ),
        # Much, in a JSON feed; what it leaves out stands on the front page alone.
        Newsroom("bulletin", 15, (Channel(path="/feed.json", form="json", share=0.85, late=0.1), front)),
        # Neither feed nor sitemap: the front page has most, the sections have all, late.
        Newsroom(
            "observer",
            4,
            (
                Channel(path="/town", form="section", section="town", late=0.5),
                Channel(path="/sport", form="section", section="sport", late=0.5),
                Channel(path="/", form="front", validator=Validator.both, share=0.7),
            ),
            sections=("town", "sport"),
            page_validator=Validator.last_modified,
        ),
    ]
    return houses[:count]


def open_world(seed: str, start: datetime, end: datetime, count: int = 6) -> Sequence[Newsroom]:
    """Give the sites with their articles from a while before `start` to `end`."""
    houses = build_houses(count)
    for place, house in enumerate(houses):
        house.open_newsroom(seed, place * NUMBERS_A_SITE, start - BACKLOG, end)
    return houses
