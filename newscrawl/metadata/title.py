"""Decides the headline, without the site's name.

What the page shows as its headline wins; metas and structured data confirm it, and stand in where the page
shows none. A headline that metas call differently (for search engines, for sharing) stays the one that
readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import TITLE_SEPARATOR, SiteNames
from newscrawl.metadata.story import Structured, read_types

MIN_SHARED_WORDS = 0.5
"""Share of words that a visible headline has in common with a declared one to be of the same story. Of the
800 `<h1>` of the development sets that are the gold's headline, 9 share fewer; of their 381 other
`<h1>`, 211."""
MIN_LIKENESS = 0.3
"""Share of words that two titles have in common, of all words of both, to be one. Of the same 800, 4 have
less; of the 381 others, 216."""
MIN_CONFIRMED = 0.6
"""A heading that is as like to a declared title as this stays the headline, though another heading says that
title to the letter: a section of the body may."""
MIN_LONE_CHARACTERS = 25
MIN_LONE_SHARE = 0.2
"""A lone heading of a sentence's length needs to share only this: stories get new headlines, metas keep
the old."""
MIN_WORDS = 3
MIN_BARE_CHARACTERS = 20
"""A declared title shorter than this is a fragment, not the headline without its kicker."""
MIN_TITLE_CHARACTERS = 2
MAX_TITLE_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Title:
    """text: the headline, None where nothing calls the story anything. shown: index of the heading that
    shows it."""

    text: str | None
    shown: int | None


SHARING_METAS = (
    "og:title", "twitter:title", "citation_title", "parsely-title", "sailthru.title", "dc.title",
    "dcterms.title",
    "title", "headline",
)  # fmt: skip


def read_declared_titles(head: Head, structured: Structured) -> list[str]:
    """Give what structured data, metas and `<title>` call the story, in this order, doubles left out."""
    headlines = (structured.read_name(value) for _, _, value in structured.read_values("headline"))
    texts = [*headlines, *head.read_all(*SHARING_METAS), head.title]
    return list(dict.fromkeys(text for text in texts if text))


def read_agreed_title(
    head: Head, structured: Structured, site: SiteNames, everything: Sequence[str], shown: str | None
) -> str | None:
    """Give the headline that a news item of the structured data and `og:title` both state; None where
    they differ, where the shown headline only goes on, and for items that are no news.

    Newsrooms keep the story's headline in both, and set kickers and trial wordings into the `<h1>`: on the
    8 news pages of the development sets where the two agree and the `<h1>` differs the gold is what they
    agree on. Blogs write titles for search engines there: of their 25 such pages the `<h1>` is the gold on
    16.
    """
    shared = [strip_site_name(text, site, everything) for text in head.read_all("og:title")]
    for _, item in structured.stories:
        if any("News" in name for name in read_types(item)):
            headline = strip_site_name(structured.read_name(item.get("headline")) or "", site, everything)
            if not is_headline(headline, site) or not is_stated(headline, shared):
                return None
            return None if fold(shown or "").startswith(fold(headline)) else headline
    return None


def choose_title(shown: Sequence[str], declared: Sequence[str], site: SiteNames) -> Title:
    """Choose among the headings that the page shows and the titles that it declares."""
    everything = [*shown, *declared]
    bare = [strip_site_name(text, site, everything) for text in declared]
    bare = [text for text in bare if is_headline(text, site)]
    candidates = [(at, strip_site_name(text, site, everything)) for at, text in enumerate(shown)]
    candidates = [(at, text) for at, text in candidates if is_headline(text, site)]
    best = choose_shown(candidates, bare, declared)
    if best is not None:
        return Title(drop_kicker(best[1], bare), best[0])
    if bare:
        return Title(bare[0], None)
    return Title(candidates[0][1], candidates[0][0]) if candidates else Title(None, None)


def choose_shown(
    shown: Sequence[tuple[int, str]], declared: Sequence[str], raw: Sequence[str]
) -> tuple[int, str] | None:
    """Give the heading that declared titles confirm.

    Where they do not, a lone long one wins that shares a few words with them, or where they do not agree
    with each other: liveblogs and edited stories keep old titles in their metas.
    """
    if not shown or not declared:
        return shown[0] if shown else None
    ranked = sorted(
        ((max(compare_words(text, other) for other in declared), -at, text) for at, text in shown),
        reverse=True,
    )
    likeness, at, best = ranked[0]
    share = max(share_words(best, other) for other in declared)
    words = len(list(_read_words(best)))
    if words < MIN_WORDS and share >= MIN_SHARED_WORDS:
        # A short heading can be a section's name or a word of the headline: it must be a whole part of a
        # title.
        return (-at, best) if any(is_part_of(best, other) for other in raw) else None
    if share >= MIN_SHARED_WORDS and likeness >= MIN_LIKENESS:
        return -at, best
    long = [(at, text) for at, text in shown if len(text) >= MIN_LONE_CHARACTERS]
    if len(long) != 1:
        return None
    at_odds = any(compare_words(declared[0], other) < MIN_LIKENESS for other in declared[1:])
    share = max(share_words(long[0][1], other) for other in declared)
    return long[0] if at_odds or share >= MIN_LONE_SHARE else None


def is_stated(title: str | None, declared: Iterable[str]) -> bool:
    """Tell whether the page declares this title, to the letter."""
    return title is not None and fold(title) in {fold(text) for text in declared}


def is_confirmed(title: str | None, declared: Iterable[str]) -> bool:
    """Tell whether a declared title is nearly this one."""
    return title is not None and any(compare_words(title, text) >= MIN_CONFIRMED for text in declared)


def is_part_of(text: str, title: str) -> bool:
    """Tell whether a text is a whole part of a title, as separators part it, or how the title begins."""
    folded = fold(text)
    parts = [fold(part) for part in TITLE_SEPARATOR.split(title) if part]
    return folded in parts or fold(title).startswith(folded)


def drop_kicker(shown: str, declared: Sequence[str]) -> str:
    """Give the declared spelling of the visible headline where that has marks that the page sets by
    layout: a kicker and the headline stand in two elements without a colon between. Where all that is
    declared lacks the kicker, so does the title."""
    folded = fold(shown)
    same = [text for text in declared if fold(text) == folded]
    if same:
        marked = [text for text in same if text[0] == shown[0] and text[-1] == shown[-1]]
        return max([shown, *marked], key=len)
    shorter = [text for text in declared if len(fold(text)) >= MIN_BARE_CHARACTERS and folded.endswith(fold(text))]
    return shorter[0] if len(shorter) >= 2 else shown


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
    cuts = list(TITLE_SEPARATOR.finditer(text))
    for cut in cuts:
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if not before or not after:
            continue
        if site.is_part(after) and len(fold(before)) >= MIN_TITLE_CHARACTERS:
            return before
        is_own = site.is_part(before) and cut is cuts[0] and len(fold(after)) >= MIN_TITLE_CHARACTERS
        if is_own and (":" not in cut[0] or fold(after) in others):
            return after  # after a colon a headline goes on: "Harbour Gazette: we move" may be about itself
    for cut in cuts:
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if fold(before) in others and len(fold(before)) >= 10 and len(after) <= len(before):
            return before
    return None


def split_title(text: str) -> list[str]:
    """Give a title, then the parts that can be a headline of its own, the longest first."""
    parts = sorted({part.strip() for part in TITLE_SEPARATOR.split(text) if part}, key=len, reverse=True)
    return [text, *(part for part in parts if len(part) >= MIN_BARE_CHARACTERS and part != text)] if text else []


def is_headline(text: str, site: SiteNames) -> bool:
    """Tell whether a text can be a headline: not empty, not endless, not the site's name."""
    return MIN_TITLE_CHARACTERS <= len(text) <= MAX_TITLE_CHARACTERS and not site.has_name(text) and bool(fold(text))


def share_words(text: str, other: str) -> float:
    """Give which share of the shorter text's words stands in the other; letters where the script has no
    spaces."""
    words, others = set(_read_words(text)), set(_read_words(other))
    smaller = min(len(words), len(others))
    return len(words & others) / smaller if smaller else 0.0


def compare_words(text: str, other: str) -> float:
    """Give how alike two titles are, 0 to 1: twice the words in common by the words of both."""
    words, others = set(_read_words(text)), set(_read_words(other))
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def _read_words(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.casefold()):
        if len(word) > 8 and word[0] >= "\u2e80":
            yield from word
        else:
            yield word
