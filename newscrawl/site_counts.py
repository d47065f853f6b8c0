"""Decides what is counted of every site while a crawl runs, and which pace and time to go follow from it.

Who tells of pages and outcomes is the Scrapy side's matter (`extensions/progress.py`), how it looks that of
`progress_view.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundPages:
    """What a spider knows of the pages of one site.

    found: those that have an outcome or will have one, as far as is known by now. left: of them those that have none
    yet; None where the spider does not follow that.
    """

    site: str
    found: int
    left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCounts:
    """How far a crawl is with one site, or with all.

    fetched: pages that came and have their outcome; what is neither article nor rejected of them was known before.
    seconds: for which it has been at work. seconds_left: at the pace so far; None where that cannot be told yet.
    """

    site: str
    found: int
    left: int
    fetched: int
    articles: int
    rejected: int
    seconds: float
    seconds_left: float | None

    @property
    def rate(self) -> float:
        """Pages fetched a second."""
        return self.fetched / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class _Outcomes:
    began: float
    last: float
    done: int = 0
    fetched: int = 0
    articles: int = 0
    rejected: int = 0


class SiteTally:
    """Counts outcomes by site. clock: gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sites: dict[str, _Outcomes] = {}

    def note(self, site: str, *, is_fetched: bool, is_article: bool = False, is_rejected: bool = False) -> None:
        """Count the outcome of one page."""
        outcomes = self._find(site)
        outcomes.last = self._clock()
        outcomes.done += 1
        outcomes.fetched += is_fetched
        outcomes.articles += is_article
        outcomes.rejected += is_rejected

    def count(self, known: Iterable[FoundPages]) -> list[SiteCounts]:
        """Give how far each site is. known: what the spider tells; other sites have found what has an outcome."""
        now, counts = self._clock(), []
        told = {pages.site: pages for pages in known}
        for site, pages in told.items():
            if pages.found:
                self._find(site)
        for site, outcomes in self._sites.items():
            pages = told.get(site) or FoundPages(site, outcomes.done)
            found = max(pages.found, outcomes.done)
            left = found - outcomes.done if pages.left is None else pages.left
            seconds = (now if left else outcomes.last) - outcomes.began
            done = found - left
            counts.append(
                SiteCounts(
                    site=site,
                    found=found,
                    left=left,
                    fetched=outcomes.fetched,
                    articles=outcomes.articles,
                    rejected=outcomes.rejected,
                    seconds=seconds,
                    seconds_left=left * seconds / done if done and seconds else None if left else 0.0,
                )
            )
        return counts

    def _find(self, site: str) -> _Outcomes:
        found = self._sites.get(site)
        if found is None:
            now = self._clock()
            found = self._sites[site] = _Outcomes(now, now)
        return found


def sum_counts(
    sites: Sequence[SiteCounts], seconds: float, *, max_articles: int | None = None, budget: float | None = None
) -> SiteCounts:
    """Give how far the crawl is as a whole; its time to go is that of the site that needs longest.

    seconds: since its start. max_articles: so many records end it. budget: so many seconds end it.
    """
    articles = sum(site.articles for site in sites)
    times = [site.seconds_left for site in sites if site.seconds_left is not None]
    left = sum(site.left for site in sites)
    ends = [max(times)] if any(times) or (times and not left) else []
    if max_articles and articles and seconds:
        ends.append(max(max_articles - articles, 0) * seconds / articles)
    if budget:
        ends.append(max(budget - seconds, 0.0))
    return SiteCounts(
        site="all",
        found=sum(site.found for site in sites),
        left=left,
        fetched=sum(site.fetched for site in sites),
        articles=articles,
        rejected=sum(site.rejected for site in sites),
        seconds=seconds,
        seconds_left=min(ends) if ends and left else None,
    )
