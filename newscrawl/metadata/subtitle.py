"""Decides the deck: the summary set under the headline on the page. A summary that stands only in metas is
none."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Mark, Zone
from newscrawl.metadata.plain_text import fold, read_text
from newscrawl.metadata.story import Structured

_DECK_WORDS = frozenset(
    {"subtitle", "subhead", "subheadline", "subheading", "subtitulo", "deck", "standfirst", "dek", "lead",
     "lede",
     "leadtext", "teaser", "sapo", "chapo", "chapeau", "vorspann", "intro", "introduction", "summary",
     "excerpt", "ingress",
     "manchet", "perex", "abstract", "bajada", "entradilla", "copete", "sommario", "occhiello", "strapline",
     "preamble",
     "description", "tagline", "underrubrik", "zajawka", "linha", "subtitel", "untertitel", "sottotitolo",
     "sottotitoli"}
)  # fmt: skip
_NOT_DECK_WORDS = frozenset(
    {"image", "img", "media", "caption", "photo", "figure", "video", "author", "byline", "date", "meta",
     "tags", "bio",
     "list", "gallery", "credit", "player", "audio", "button"}
)  # fmt: skip
MIN_CHARACTERS = 20
MAX_CHARACTERS = 900
MAX_STEPS = 60
"""Elements after the headline in which the deck begins. On news_dev nine of ten begin within 30."""


def read_subtitle(head: Head, structured: Structured, zone: Zone, title: str | None) -> str | None:
    """Give the visible element that is marked as deck, else the one that repeats the page's description or
    alternative headline; None where there is neither."""
    declared = {fold(text) for text in _read_declared(head, structured) if len(text) >= MIN_CHARACTERS}
    for mark, text in _read_candidates(zone):
        if fold(text) == fold(title or ""):
            continue
        if mark.words & _DECK_WORDS and not mark.words & _NOT_DECK_WORDS:
            return text
        if fold(text) in declared and _is_set_apart(mark):
            return text
    return structured.read_text("alternativeHeadline") if _has_own_alternative(structured, title) else None


def _read_declared(head: Head, structured: Structured) -> Iterator[str]:
    yield from head.read_all("description", "og:description", "twitter:description")
    for name in ("description", "alternativeHeadline", "abstract"):
        text = structured.read_text(name)
        if text:
            yield text


def _read_candidates(zone: Zone) -> Iterator[tuple[Mark, str]]:
    after = [mark for mark in zone.marks if mark.is_after and mark.element is not zone.headline]
    for mark in after[:MAX_STEPS]:
        if mark.element.tag not in (
            "p",
            "div",
            "h2",
            "h3",
            "h4",
            "span",
            "section",
            "strong",
            "ul",
            "header",
        ):
            continue
        text = read_text(mark.element)
        if text and MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS:
            yield mark, text


def _is_set_apart(mark: Mark) -> bool:
    """Tell whether an element is no paragraph of the body: fewer than two other paragraphs stand beside
    it."""
    parent = mark.element.getparent()
    if parent is None:
        return False
    return sum(1 for child in parent if child.tag == "p" and child is not mark.element) < 2


def _has_own_alternative(structured: Structured, title: str | None) -> bool:
    text = structured.read_text("alternativeHeadline")
    return text is not None and fold(text) != fold(title or "") and len(text) >= MIN_CHARACTERS
