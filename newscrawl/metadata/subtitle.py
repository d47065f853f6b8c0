"""Decides the deck: the summary set under the headline on the page. A summary only in metas is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Mark, Zone
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.story import Structured
from newscrawl.metadata.title import read_declared_titles

_DECK_WORDS = frozenset(
    {
        "subtitle", "subhead", "subheadline", "subheading", "subtitulo", "deck", "standfirst", "dek", "lead",
        "lede", "leadtext", "teaser", "teasertext", "sapo", "chapo", "chapeau", "vorspann", "einleitung",
        "intro",
        "introduction", "summary", "sum", "excerpt", "ingress", "manchet", "perex", "abstract", "bajada",
        "entradilla",
        "copete", "sommario", "occhiello", "strapline", "preamble", "description", "tagline", "underrubrik",
        "zajawka", "subtitel", "untertitel", "sottotitolo",
    }
)  # fmt: skip
_NOT_DECK_WORDS = frozenset(
    {
        "image", "img", "media", "caption", "photo", "figure", "video", "author", "byline", "date", "meta",
        "tags", "bio", "list", "gallery", "credit", "avatar", "player", "audio", "button", "labels",
        "kicker", "overline", "topline",
    }
)  # fmt: skip
_WEAK_WORDS = frozenset(
    {"intro", "introduction", "lead", "lede", "summary", "excerpt", "teaser", "description", "abstract"}
)
"""Words that themes give the body's first paragraph, too."""
_DECK_TAGS = frozenset({"p", "div", "h2", "h3", "h4", "span", "section", "strong", "ul", "header"})
_TEXT_TAGS = frozenset({"p", "h2", "h3", "h4", "ul"})
_PICTURE_TAGS = frozenset({"figure", "figcaption"})
MIN_CHARACTERS = 20
MAX_CHARACTERS = 900
MIN_BODY_CHARACTERS = 80
"""A paragraph with as much text, and others of its kind beside it, is body text; decks stand alone."""


def read_subtitle(head: Head, structured: Structured, zone: Zone, title: str | None) -> str | None:
    """Give the deck: the visible element that repeats the page's description, else the one that is marked as
    deck, else the one that says its alternative headline. None where the body begins before any of them.

    Wrong where a theme marks the body's first paragraph as `lead` or `intro`: that is mostly the deck, too.
    """
    titles = {fold(text) for text in (title, *read_declared_titles(head, structured)) if text}
    described = {
        fold(text): rank
        for rank, names in (
            (_ALTERNATIVE, ("alternativeHeadline", "abstract")),
            (_DESCRIBED, ("description",)),
        )
        for text in _read_declared(head, structured, names)
        if len(text) >= MIN_CHARACTERS
    }
    found: list[tuple[int, int, str]] = []
    for at, mark in enumerate(_find_candidates(zone)):
        text, folded = mark.text, fold(mark.text)
        if not MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS or any(folded in other for other in titles):
            continue
        if _is_beside_text(mark.element, zone):
            continue
        is_body = _is_body_paragraph(mark, text)
        rank = described.get(folded)
        if _is_marked(mark) and not (is_body and mark.words & _WEAK_WORDS and _is_in_article_body(mark)):
            rank = min(_MARKED, rank or _MARKED)
        elif is_body:
            break
        if rank is not None:
            found.append((rank, at, text))
    return min(found)[2] if found else None


_DESCRIBED, _MARKED, _ALTERNATIVE = range(3)


def _find_candidates(zone: Zone) -> Iterator[Mark]:
    """Give the elements below the headline's start that may be the deck; wrappers only where they are marked,
    since what is in them comes next."""
    for mark in zone.marks:
        tag = mark.element.tag
        if mark.is_after and tag in _DECK_TAGS and (tag in _TEXT_TAGS or mark.own_text or _is_marked(mark)):
            yield mark


def _is_marked(mark: Mark) -> bool:
    return bool(mark.words & _DECK_WORDS) and not mark.words & _NOT_DECK_WORDS


def _is_in_article_body(mark: Mark) -> bool:
    """Tell whether microdata calls what an element stands in the story's text."""
    return any(around.get("itemprop") == "articleBody" for around in mark.element.iterancestors())


def _read_declared(head: Head, structured: Structured, names: tuple[str, ...]) -> Iterator[str]:
    if "description" in names:
        yield from head.read_all("description", "og:description", "twitter:description")
    for name in names:
        text = structured.read_text(name)
        if text:
            yield text


def _is_beside_text(element: HtmlElement, zone: Zone) -> bool:
    """Tell whether an element is part of the headline itself, or of a picture, or holds one."""
    if next(element.iter("figure"), None) is not None:
        return True
    return any(around is zone.headline or around.tag in _PICTURE_TAGS for around in _climb(element))


def _climb(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_body_paragraph(mark: Mark, text: str) -> bool:
    """Tell whether an element is one of the paragraphs of the body: two others stand beside it."""
    parent = mark.element.getparent()
    if mark.element.tag != "p" or len(text) < MIN_BODY_CHARACTERS or parent is None:
        return False
    others = (child for child in parent if child.tag == "p" and child is not mark.element)
    return sum(1 for _ in islice(others, 2)) == 2
