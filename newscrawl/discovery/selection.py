"""Decides which of the pages that a source names are wanted, before any of them is fetched, and says why not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.url_variants import choose_fullest
from newscrawl.discovery.window import Timeliness, Window, judge_candidate, order_newest_first
from newscrawl.links import score_link
from newscrawl.site import Site

CURRENT_KINDS = frozenset(
    {SourceKind.feed, SourceKind.news_sitemap, SourceKind.front_page, SourceKind.section_page}
)
"""Sources that list what is new. What they name without a date was published lately."""
LATELY = timedelta(days=30)
"""How far back lists of what is new reach: feeds of small papers hold a month, others days."""
NO_STORY_SCORE = -3
"""At or below it a URL of a plain sitemap is a front, tag or service page: a path part that says so, and no
sign of a story (`links.score_link`)."""
MIN_SAME_LASTMOD = 200
MAX_SAME_SHARE = 0.9
"""Of at least 200 entries with a `lastmod`, this share on one day means that the day is that of a template or
of the file, not of the pages."""


class LeftOut(StrEnum):
    """Why a page that a source names is not asked for."""

    other_site = "other_site"
    pattern = "pattern"
    """The user's `allow` and `deny`."""
    language = "language"
    no_story = "no_story"
    outside = "outside"
    """Published outside the wanted dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """wanted: newest first; variants of one page follow each other, the fullest first. baseline: undated
    pages of a plain sitemap at its first poll. left_out: counts by `LeftOut`.
    """

    wanted: tuple[Candidate, ...] = ()
    baseline: tuple[Candidate, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def select_candidates(
    pages: Sequence[Candidate],
    site: Site,
    window: Window,
    now: datetime,
    *,
    is_first_poll: bool = False,
    is_backfill: bool = False,
) -> Selection:
    """Choose among the pages of one source.

    is_first_poll: the source never answered before: what a plain sitemap lists without dates was there
    before, and goes into the baseline. is_backfill: the user asked for the past, so undated pages are wanted.
    """
    wanted, baseline, left_out = [], [], Counter[str]()
    for candidate in _drop_false_lastmods(pages):
        reason = _find_reason(candidate, site)
        if reason is None:
            timeliness = _judge(candidate, window, now)
            is_plain = candidate.source_kind not in CURRENT_KINDS
            if timeliness is Timeliness.outside:
                reason = LeftOut.outside
            elif timeliness is Timeliness.undated and is_plain and is_first_poll and not is_backfill:
                baseline.append(candidate)
            else:
                wanted.append(candidate)
        if reason is not None:
            left_out[reason.value] += 1
    ordered = tuple(join_variants(order_newest_first(wanted)))
    return Selection(wanted=ordered, baseline=tuple(baseline), left_out=dict(left_out))


def join_variants(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put variants of one page next to each other, the fullest first, at the place of the first of them.

    What one of them knows and the fullest does not (title, dates, language) is handed on to the fullest. A
    URL that is named twice is given once.
    """
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    joined = []
    for group in groups.values():
        if len(group) == 1:
            joined += group
            continue
        by_url: dict[str, Candidate] = {}
        for candidate in group:
            by_url.setdefault(candidate.url, candidate)
        first, *others = [by_url[url] for url in choose_fullest(by_url)]
        joined += [_complete(first, group), *others]
    return joined


def _complete(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    def find(name: str) -> str | None:
        return next((value for other in (candidate, *others) if (value := getattr(other, name))), None)

    return replace(
        candidate,
        title=find("title"),
        published=find("published"),
        lastmod=find("lastmod"),
        language=find("language"),
    )


def _find_reason(candidate: Candidate, site: Site) -> LeftOut | None:
    if not site.owns(candidate.url):
        return LeftOut.other_site
    if not site.wants(candidate.url):
        return LeftOut.pattern
    if site.language and not is_same_language(site.language, candidate.language):
        return LeftOut.language
    if candidate.source_kind is SourceKind.sitemap and score_link(candidate.url, "") <= NO_STORY_SCORE:
        return LeftOut.no_story
    return None


def _judge(candidate: Candidate, window: Window, now: datetime) -> Timeliness:
    timeliness = judge_candidate(candidate, window)
    is_current = candidate.source_kind in CURRENT_KINDS
    if timeliness is Timeliness.undated and is_current and window.until and window.until < now - LATELY:
        return Timeliness.outside
    return timeliness


def _drop_false_lastmods(pages: Sequence[Candidate]) -> Sequence[Candidate]:
    """Forget the `lastmod` of the day on which nearly all pages of a plain sitemap were changed."""
    days = Counter(
        page.lastmod[:10] for page in pages if page.lastmod and page.source_kind is SourceKind.sitemap
    )
    total = sum(days.values())
    if total < MIN_SAME_LASTMOD:
        return pages
    day, count = days.most_common(1)[0]
    if count < MAX_SAME_SHARE * total:
        return pages
    return [
        replace(page, lastmod=None)
        if page.lastmod and page.lastmod.startswith(day)
        else page
        for page in pages
    ]


def is_same_language(wanted: str, stated: str | None) -> bool:
    """Tell whether a stated language may be the wanted one: `en-GB` is `en`, and none is any."""
    return stated is None or wanted.partition("-")[0].lower() == stated.partition("-")[0].lower()
