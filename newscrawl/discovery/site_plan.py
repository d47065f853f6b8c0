"""Decides which sources of a site are asked in a run, and which only after others gave nothing.

One plan lives for one site and one run. It is told what came of every poll and gives the sources to ask next;
asking is left to the spider, remembering to the memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.discovery.reading import SITEMAP_KINDS, Reading
from newscrawl.discovery.sitemap_choice import SitemapChoice, choose_sitemaps, find_name_span
from newscrawl.discovery.window import Window
from newscrawl.memory.protocol import SourceState
from newscrawl.site import Site

GUESSED_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
GUESSED_FEEDS = ("/feed/", "/rss.xml")
"""Where sitemaps and feeds lie that nothing names: asked once where a site names none; failures back off to
once a day."""
OVERLAP = timedelta(days=1)
"""By so much the wanted dates begin before the last answer of a source: pages are listed late."""
_LISTS = SITEMAP_KINDS | {SourceKind.feed}
_ORDER = (
    SourceKind.feed,
    SourceKind.news_sitemap,
    SourceKind.sitemap_index,
    SourceKind.sitemap,
    SourceKind.front_page,
    SourceKind.section_page,
    SourceKind.robots,
)
"""Who knows most of a page is asked first, so that a page is known by its date where anything has one."""


@dataclass(slots=True)
class SitePlan:
    """states: sources known from earlier runs. window: the wanted dates where the user names some, else None.
    """

    site: Site
    states: dict[str, SourceState]
    now: datetime
    window: Window | None = None
    is_backfill: bool = False
    postponed: int = 0
    """Sitemaps left for later runs, because of `max_sitemaps`."""
    guessed: set[str] = field(default_factory=set)
    """Sources that nobody named; that they are not there is no fault."""
    _asked: set[str] = field(default_factory=set)
    _sitemaps: int = 0
    _waiting: defaultdict[str, list[SourceState]] = field(default_factory=lambda: defaultdict(list))
    _held: list[SourceState] = field(default_factory=list)
    _is_productive: bool = False
    _has_guessed: bool = False

    def begin(self) -> list[SourceState]:
        """Give the sources to ask first: all that are due, but the sitemaps of an index that is asked itself,
        and sections.
        """
        declared = self._list_declared()
        self.states = declared | self.states
        due = []
        for state in self._list_accepted(declared):
            source = state.source
            if not self._is_due(state):
                self._is_productive |= source.kind in _LISTS and state.last_polled is not None
                continue
            parent = self.states.get(source.parent_url or "")
            has_index = parent is not None and parent.source.kind is SourceKind.sitemap_index
            if has_index and parent is not None and self._is_due(parent):
                self._waiting[parent.source.url].append(state)
            elif source.kind is SourceKind.section_page and source.url not in declared:
                self._held.append(state)
            elif not has_index or self._may_hold_pages(source):
                due.append(state)
        return self._ask(sorted(due, key=lambda state: _ORDER.index(state.source.kind)))

    def note_robots(self, robots_url: str, sitemaps: Iterable[str]) -> tuple[list[Source], list[SourceState]]:
        """Take the sitemaps that robots.txt names; give those that are new to the plan, and those to ask."""
        if not self.site.is_discovering:
            return [], []
        sources = [Source(url=url, kind=SourceKind.sitemap, parent_url=robots_url) for url in sitemaps]
        return self._take(sources)

    def note_read(self, source: Source, reading: Reading) -> tuple[list[Source], list[SourceState]]:
        """Take what a source says; give the sources that are new to the plan, and those to ask next."""
        self._is_productive |= reading.kind in _LISTS and bool(reading.pages)
        named = [
            Source(url=entry.url, kind=SourceKind.sitemap, parent_url=source.url)
            for entry in self.choose(reading, source).wanted
        ]
        if reading.kind is SourceKind.sitemap_index:
            self._waiting.pop(source.url, None)
        if self.site.is_discovering:
            named += [Source(url=url, kind=SourceKind.feed, parent_url=source.url) for url in reading.feeds]
            section = SourceKind.section_page
            named += [Source(url=url, kind=section, parent_url=source.url) for url in reading.sections]
        return self._take(named)

    def note_unread(self, source: Source, *, has_answered: bool) -> list[SourceState]:
        """Take that a source was unchanged or failed; give the sitemaps of an index that are due themselves.
        """
        self._is_productive |= has_answered and source.kind in _LISTS
        waiting = self._waiting.pop(source.url, ())
        return self._ask(state for state in waiting if self._may_hold_pages(state.source))

    def drain(self) -> list[SourceState]:
        """Give what is asked where nothing else is left: guesses, then sections, where no list gave pages."""
        if self._is_productive:
            return []
        has_lists = any(state.source.kind in _LISTS for state in self.states.values())
        if self.site.is_discovering and not has_lists and not self._has_guessed:
            self._has_guessed = True
            front = self.site.start[0]
            sources = [Source(url=urljoin(front, path), kind=SourceKind.sitemap) for path in GUESSED_SITEMAPS]
            sources += [Source(url=urljoin(front, path), kind=SourceKind.feed) for path in GUESSED_FEEDS]
            self.guessed.update(source.url for source in sources)
            return self._ask([SourceState(source=source) for source in sources])
        held, self._held = self._held, []
        return self._ask(held)

    def choose(self, reading: Reading, source: Source) -> SitemapChoice:
        """Choose among the sitemaps of an index."""
        return choose_sitemaps(reading.sitemaps, self.find_window(source), self.now)

    def find_window(self, source: Source) -> Window:
        """Give the wanted dates for a source: those that the user names, else from the site's `max_age` on,
        or from before its last answer where that is longer ago.
        """
        if self.window is not None:
            return self.window
        since = self.now - self.site.max_age
        state = self.states.get(source.url)
        if state is not None and state.last_polled is not None:
            since = min(since, state.last_polled - OVERLAP)
        return Window(since)

    def is_first_poll(self, source: Source) -> bool:
        """Tell whether a source never answered before."""
        state = self.states.get(source.url)
        return state is None or state.last_polled is None

    def _list_declared(self) -> dict[str, SourceState]:
        site = self.site
        kinds = (
            (SourceKind.feed, site.feeds),
            (SourceKind.sitemap, site.sitemaps),
            (SourceKind.front_page, site.start),
            (SourceKind.section_page, site.sections),
        )
        return {url: SourceState(source=Source(url=url, kind=kind)) for kind, urls in kinds for url in urls}

    def _list_accepted(self, declared: dict[str, SourceState]) -> list[SourceState]:
        """List the sources that may be asked: without discovery only the declared ones and what lies below.
        """
        if self.site.is_discovering:
            return list(self.states.values())
        accepted = dict.fromkeys(declared)
        for state in self.states.values():
            if state.source.parent_url in accepted and state.source.kind in SITEMAP_KINDS:
                accepted[state.source.url] = None
        return [self.states[url] for url in accepted]

    def _take(self, named: Sequence[Source]) -> tuple[list[Source], list[SourceState]]:
        new = [source for source in named if source.url not in self.states]
        for source in new:
            self.states[source.url] = SourceState(source=source)
        due = []
        for source in named:
            state = self.states[source.url]
            if state.source.kind is SourceKind.section_page:
                self._held.append(state)
            elif self._is_due(state):
                due.append(state)
        return new, self._ask(due)

    def _ask(self, states: Iterable[SourceState]) -> list[SourceState]:
        asked = []
        for state in states:
            url = state.source.url
            if url in self._asked or not self._is_due(state):
                continue
            if state.source.kind in SITEMAP_KINDS:
                if self._sitemaps >= self.site.max_sitemaps:
                    self.postponed += 1
                    continue
                self._sitemaps += 1
            self._asked.add(url)
            asked.append(state)
        return asked

    def _is_due(self, state: SourceState) -> bool:
        return self.is_backfill or state.is_due(self.now)

    def _may_hold_pages(self, source: Source) -> bool:
        span = find_name_span(source.url)
        return span is None or self.find_window(source).has(span)
