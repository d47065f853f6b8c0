"""Decides the headline, without the site's name.

What the page shows as its headline wins; metas and structured data confirm it, and stand in where the page shows
none. A headline that metas call differently (for search engines, for sharing) stays the one that readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.story import Structured

SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜]\s*|[：:]\s?(?=[^：:]{2,30}$)|\s*_\s*(?=[^_]{2,20}$)|(?<=\w): (?=\w)")
MIN_SHARED_WORDS = 0.5
"""Share of words that a visible headline has in common with a declared one to be of the same story. On news_dev and
pages_dev true pairs share 0.5 to 1.0, site names and section names next to none."""
MIN_TITLE_CHARACTERS = 2
MAX_TITLE_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Titles:
    """What calls the story something. shown: texts of `<h1>`, in order. structured: headlines of structured data.
    shared: metas. head: `<title>`."""

    shown: tuple[str, ...]
    structured: tuple[str, ...]
    shared: tuple[str, ...]
    head: str | None


SHARING_METAS = (
    "og:title", "twitter:title", "citation_title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title",
    "title", "headline",
)  # fmt: skip


def gather_titles(head: Head, structured: Structured, shown: Sequence[str]) -> Titles:
    """Collect the candidates as they stand, doubles left out."""
    declared = (structured.read_name(value) for _, _, value in structured.read_values("headline"))
    return Titles(
        shown=tuple(dict.fromkeys(shown)),
        structured=tuple(dict.fromkeys(text for text in declared if text)),
        shared=tuple(dict.fromkeys(head.read_all(*SHARING_METAS))),
        head=head.title,
    )


def choose_title(titles: Titles, site: SiteNames) -> str | None:
    """Give the headline, None where nothing calls the story anything."""
    everything = [*titles.shown, *titles.structured, *titles.shared, *([titles.head] if titles.head else [])]
    declared = [
        strip_site_name(text, site, everything)
        for text in (*titles.structured, *titles.shared, *([titles.head] if titles.head else []))
    ]
    declared = [text for text in declared if is_headline(text, site)]
    shown = [strip_site_name(text, site, everything) for text in titles.shown]
    shown = [text for text in shown if is_headline(text, site)]
    best = choose_shown(shown, declared)
    if best is not None:
        return drop_kicker(best, declared)
    return declared[0] if declared else (shown[0] if shown else None)


def choose_shown(shown: Sequence[str], declared: Sequence[str]) -> str | None:
    """Give the visible headline that declared ones confirm; a lone one needs no confirmation where it is long."""
    ranked = sorted(
        ((max((share_words(text, other) for other in declared), default=0.0), -at, text) for at, text in enumerate(shown)),
        reverse=True,
    )
    if not ranked:
        return None
    share, _, best = ranked[0]
    if share >= MIN_SHARED_WORDS or not declared:
        return best
    # A new headline over an old declaration: believable where it is a sentence, not a section's name.
    return best if len(shown) == 1 and len(best) >= 25 else None


def drop_kicker(shown: str, declared: Sequence[str]) -> str:
    """Give the declared headline where the visible one is it with a kicker before it, without a mark between."""
    folded = fold(shown)
    for text in declared:
        other = fold(text)
        if other == folded:
            return shown
    for text in declared:
        other = fold(text)
        if len(other) >= 20 and folded.endswith(other) and declared.count(text) >= 2:
            return text
    return shown


def strip_site_name(text: str, site: SiteNames, others: Sequence[str]) -> str:
    """Cut the site's name, and sections beside it, from the start or end of a headline.

    A part goes only if it names the site or all that stands before it is another candidate's whole text.
    """
    folded_others = {fold(other) for other in others if other != text}
    for _ in range(4):
        cut = _strip_once(text, site, folded_others)
        if cut is None:
            return text
        text = cut
    return text


def _strip_once(text: str, site: SiteNames, others: set[str]) -> str | None:
    cuts = list(SEPARATOR.finditer(text))
    for cut in cuts:
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if not before or not after:
            continue
        if site.has_name(after) and len(fold(before)) >= MIN_TITLE_CHARACTERS:
            return before
        if site.has_name(before) and len(fold(after)) >= MIN_TITLE_CHARACTERS and cut is cuts[0]:
            return after
    for cut in cuts:
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if fold(before) in others and len(fold(before)) >= 10 and len(after) <= len(before):
            return before
    return None


def is_headline(text: str, site: SiteNames) -> bool:
    """Tell whether a text can be a headline: not empty, not endless, not the site's name."""
    return MIN_TITLE_CHARACTERS <= len(text) <= MAX_TITLE_CHARACTERS and not site.has_name(text) and bool(fold(text))


def share_words(text: str, other: str) -> float:
    """Give which share of the shorter text's words stands in the other; letters where the script has no spaces."""
    words, others = set(_read_words(text)), set(_read_words(other))
    smaller = min(len(words), len(others))
    return len(words & others) / smaller if smaller else 0.0


def _read_words(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.casefold()):
        if len(word) > 8 and word[0] >= "\u2e80":
            yield from word
        else:
            yield word
