"""Decides what one site of the world answers to a path at a moment: its channels list its articles, each in its own
way, late, twice or never.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from tests.newsworld.article_page import render_page
from tests.newsworld.channel_forms import RENDERERS, Entry, render_index, wrap_page
from tests.newsworld.life import EditKind, Life, Listing, Rates, draw_life, read_number

_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
_PAGES = ("front", "section")
_SHOWS_CHANGES = ("atom", "sitemap")
_NIGHT = 0.15
"""Of what is published in an hour of the day, so much is in an hour of the night (0 to 6)."""


class Validator(StrEnum):
    """What an answer carries that makes the next request conditional."""

    etag = "etag"
    last_modified = "last_modified"
    both = "both"
    none = "none"
    """Nothing; such a page is made anew for every reader, and differs each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A list of articles. form: a key of `RENDERERS`. length: so many are listed, the newest first.

    share: of the articles so many are listed at all. late: of those so many are listed late, by up to
    `late_hours`. twice: so many are listed again later, under a variant of the URL. is_daily: the path is that of an
    index, whose sitemaps hold a day each. section: only articles of this section.
    """

    path: str
    form: str
    validator: Validator = Validator.etag
    length: int = 25
    share: float = 1.0
    late: float = 0.0
    late_hours: float = 3.0
    twice: float = 0.0
    variant: str = "?utm_source=feed&utm_medium=rss"
    is_daily: bool = False
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path gives. changed: for `Last-Modified`."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    changed: datetime | None = None
    validator: Validator = Validator.none


@dataclass(slots=True)
class Newsroom:
    """A site. per_day: articles. page_validator: of its article pages. origin: set by its server.

    lives: its articles, from `open_newsroom`. serial: counts answers that are made anew for every reader. outage:
    from when to when it answers nothing but 503.
    """

    name: str
    per_day: float
    channels: tuple[Channel, ...]
    rates: Rates = field(default_factory=Rates)
    page_validator: Validator = Validator.both
    sections: tuple[str, ...] = ("town", "sport", "culture")
    names_sitemaps: bool = True
    lives: dict[int, Life] = field(default_factory=dict)
    origin: str = ""
    serial: int = 0
    outage: tuple[datetime, datetime] | None = None

    def open_newsroom(self, seed: str, first_number: int, start: datetime, end: datetime) -> None:
        """Draw the articles from `start` to `end`. In place."""
        random = Random(f"{seed} {self.name}")
        number, moment = first_number, start
        while (moment := moment + timedelta(days=random.expovariate(self.per_day))) < end:
            if moment.hour >= 6 or random.random() < _NIGHT:
                published = moment.replace(microsecond=0)
                section = random.choice(self.sections)
                listings = self._draw_listings(random, published, section)
                self.lives[number] = draw_life(random, number, section, published, self.rates, listings)
                number += 1

    def answer(self, path: str, now: datetime) -> Answer:
        """Answer a request."""
        if self.is_down(now):
            return Answer(status=503, body=b"<h1>Back soon</h1>")
        bare = path.partition("?")[0]
        if bare == "/robots.txt":
            return Answer(body=self._render_robots(), content_type="text/plain")
        number = read_number(bare)
        if number is not None:
            return self._answer_article(bare, number, now)
        for channel in self.channels:
            if channel.path == bare:
                return self._answer_channel(channel, now)
            if channel.is_daily and (day := self._read_day(channel, bare)) is not None:
                return self._answer_day(channel, day, now)
        return Answer(status=404, body=b"<h1>Not found</h1>")

    def is_down(self, now: datetime) -> bool:
        """Tell whether the site is out of order."""
        return self.outage is not None and self.outage[0] <= now < self.outage[1]

    def _draw_listings(self, random: Random, published: datetime, section: str) -> dict[str, Listing]:
        listings = {}
        for channel in self.channels:
            if channel.section not in (None, section) or random.random() >= channel.share:
                continue
            hours = random.uniform(0.3, channel.late_hours) if random.random() < channel.late else random.random() / 40
            at = published + timedelta(seconds=int(hours * 3600))
            again = at + timedelta(hours=random.uniform(1, 12)) if random.random() < channel.twice else None
            listings[channel.path] = Listing(at=at, again=again)
        front = self.channels[-1].path
        return listings or {front: Listing(at=published)}

    def _answer_article(self, path: str, number: int, now: datetime) -> Answer:
        life = self.lives.get(number)
        is_amp = path.endswith("/amp")
        path = path.removesuffix("/amp")
        if life is None or now < life.published or path not in (life.first_path, life.moved_path):
            return Answer(status=404, body=b"<h1>Not found</h1>")
        if life.is_gone(now):
            return Answer(status=life.gone_status, body=b"<h1>This page is no more</h1>")
        if path != life.find_path(now):
            return Answer(status=301 if path == life.first_path else 404, location=self.origin + life.find_path(now))
        self.serial += 1
        noise = self.serial if self.page_validator is Validator.none else 0
        changed = max([life.published, *(edit.at for edit in life.edits if edit.at <= now)])
        body = render_page(life, now, self.origin, noise=noise, is_amp=is_amp)
        return Answer(body=body, changed=changed, validator=self.page_validator)

    def _answer_channel(self, channel: Channel, now: datetime) -> Answer:
        if channel.is_daily:
            days = {life.published.date() for life in self._list_lives(channel, now)}
            moments = {self._name_day(channel, f"{day}"): self._find_changed(channel, now, f"{day}") for day in days}
            sitemaps = {path: moment for path, moment in moments.items() if moment is not None}
            newest = dict(sorted(sitemaps.items(), reverse=True)[: channel.length])
            body, changed = render_index(newest, self.origin), max(sitemaps.values(), default=None)
            return Answer(body=body, content_type="application/xml", changed=changed, validator=channel.validator)
        body = RENDERERS[channel.form](self._list_entries(channel, now), self.origin)
        if channel.form in _PAGES:
            body = self._wrap_page(body, channel)
        kind = _TYPES.get(channel.form, "text/html" if channel.form in _PAGES else "application/xml")
        changed = self._find_changed(channel, now)
        return Answer(body=body, content_type=kind, changed=changed, validator=channel.validator)

    def _answer_day(self, channel: Channel, day: str, now: datetime) -> Answer:
        entries = self._list_entries(channel, now, day)
        if not entries:
            return Answer(status=404)
        body = RENDERERS[channel.form](entries, self.origin)
        changed = self._find_changed(channel, now, day)
        return Answer(body=body, content_type="application/xml", changed=changed, validator=channel.validator)

    def _wrap_page(self, body: bytes, channel: Channel) -> bytes:
        feeds = [(_TYPES[feed.form], feed.path) for feed in self.channels if feed.form in _TYPES]
        page = wrap_page(body, feeds, self.sections)
        if channel.validator is Validator.none:
            self.serial += 1
            page += f"<!-- made for reader {self.serial} -->".encode()
        return page

    def _render_robots(self) -> bytes:
        sitemaps = [channel.path for channel in self.channels if channel.form in ("sitemap", "news_sitemap")]
        lines = [f"Sitemap: {self.origin}{path}" for path in sitemaps if self.names_sitemaps]
        return "\n".join(["User-agent: *", "Disallow: /search", *lines, ""]).encode()

    def _list_lives(self, channel: Channel, now: datetime, day: str = "") -> list[Life]:
        return [
            life
            for life in self.lives.values()
            if (listing := life.listings.get(channel.path)) is not None
            and listing.at <= now
            and not life.is_gone(now)
            and (not day or f"{life.published:%Y-%m-%d}" == day)
        ]

    def _list_entries(self, channel: Channel, now: datetime, day: str = "") -> Sequence[Entry]:
        entries = []
        for life in self._list_lives(channel, now, day):
            listing, url = life.listings[channel.path], self.origin + life.find_path(now)
            changed = max([life.published, *(edit.at for edit in life.edits if edit.at <= now)])
            title = life.find_title(now)
            entries.append((listing.at, Entry(url=url, title=title, at=life.published, changed=changed)))
            if listing.again is not None and listing.again <= now:
                variant = Entry(url=url + channel.variant, title=title, at=listing.again, changed=changed)
                entries.append((listing.again, variant))
        entries.sort(key=lambda pair: pair[0], reverse=True)
        return [entry for _, entry in (entries if day else entries[: channel.length])]

    def _find_changed(self, channel: Channel, now: datetime, day: str = "") -> datetime | None:
        moments = (
            moment
            for life in self.lives.values()
            if not day or f"{life.published:%Y-%m-%d}" == day
            for moment in self._list_moments(channel, life)
            if moment <= now
        )
        return max(moments, default=None)

    def _list_moments(self, channel: Channel, life: Life) -> Iterator[datetime]:
        """Give the moments at which an article changes a channel."""
        listing = life.listings.get(channel.path)
        if listing is None:
            return
        yield listing.at
        for moment in (listing.again, life.moved, life.gone):
            if moment is not None and moment > listing.at:
                yield moment
        for edit in life.edits:
            if edit.kind is EditKind.headline or channel.form in _SHOWS_CHANGES:
                yield edit.at

    def _name_day(self, channel: Channel, day: str) -> str:
        return channel.path.replace("index", day)

    def _read_day(self, channel: Channel, path: str) -> str | None:
        head, _, tail = channel.path.partition("index")
        is_day = path.startswith(head) and path.endswith(tail)
        return path.removeprefix(head).removesuffix(tail) if is_day else None
