"""Decides the deck: the summary set under the headline on the page. A summary only in metas is none."""

from __future__ import annotations

from collections.abc import Iterator

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
        "tags", "bio", "list", "gallery", "credit", "avatar", "player", "audio", "button",
    }
)  # fmt: skip
_DECK_TAGS = frozenset({"p", "div", "h2", "h3", "h4", "span", "section", "strong", "ul", "header"})
_TEXT_TAGS = frozenset({"p", "h2", "h3", "h4", "ul"})
_PICTURE_TAGS = frozenset({"figure", "figcaption"})
MIN_CHARACTERS = 20
MAX_CHARACTERS = 900
MIN_BODY_CHARACTERS = 80
"""A paragraph with as much text, and others of its kind beside it, is body text; decks stand alone."""


def read_subtitle(head: Head, structured: Structured, zone: Zone, title: str | None) -> str | None:
    """Give the visible element that is marked as deck, else the one that repeats the page's description or
    alternative headline. None where the body begins before either.

    Wrong where a theme marks the body's first paragraph as `lead` or `intro`: that is mostly the deck, too.
    """
    titles = {fold(text) for text in (title, *read_declared_titles(head, structured)) if text}
    declared = {fold(text) for text in _read_declared(head, structured) if len(text) >= MIN_CHARACTERS}
    for mark in zone.marks:
        if not mark.is_after or mark.element.tag not in _DECK_TAGS:
            continue
        is_marked = bool(mark.words & _DECK_WORDS) and not mark.words & _NOT_DECK_WORDS
        if not is_marked and mark.element.tag not in _TEXT_TAGS and not mark.own_text:
            continue  # a wrapper: what is in it comes next
        text = mark.text
        if not MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS or fold(text) in titles:
            continue
        if _is_beside_text(mark.element, zone):
            continue
        if is_marked:
            return text
        is_body = _is_body_paragraph(mark, text)
        if fold(text) in declared and not is_body:
            return text
        if is_body:
            return None
    return None


def _read_declared(head: Head, structured: Structured) -> Iterator[str]:
    yield from head.read_all("description", "og:description", "twitter:description")
    for name in ("description", "alternativeHeadline", "abstract"):
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
    return sum(1 for child in parent if child.tag == "p" and child is not mark.element) >= 2
