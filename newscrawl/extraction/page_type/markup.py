"""Decides what the markup shows beside text: players, pictures, password fields, challenge scripts, declared
length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.dom.segmentation import collapse_space, read_markers

_PLAYER_TAGS = frozenset({"video", "amp-video", "amp-youtube", "amp-brightcove", "amp-jwplayer", "mux-player"})
_PLAYER_NAME = re.compile(
    r"video-?player|player-?(wrap|container|main|video)|jwplayer|brightcove|video-?js|\bvjs\b|flowplayer|kaltura",
    re.IGNORECASE,
)
_PLAYER_ADDRESS = re.compile(r"player|/embed|video|youtu|vimeo|brightcove", re.IGNORECASE)
_WORD_COUNT = re.compile(r'"wordCount"\s*:\s*"?(\d{2,6})')
_PICTURE_WORDS = frozenset(
    {"gallery", "slide", "slides", "slideshow", "carousel", "swiper", "diaporama", "fotostrecke", "lightbox"}
)
_PICTURE_LEVELS = 5
"""How many elements around an image are asked whether they are a figure or a slide."""
_PICTURE_ADDRESS = re.compile(r"\.(jpe?g|png|webp|avif|gif)(\?|$)|^#", re.IGNORECASE)
MAX_JUMP_PIECES = 30
"""A link of a headline's length has few pieces of text; broken markup nests thousands."""
_JUMP = re.compile(r"\s*(#|javascript:|$)", re.IGNORECASE)
_MARKED_TAGS = ("script", "iframe", "form", "input", "div", "section", "body", "main")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the tree holds. All counts are elements."""

    players: int
    pictures: int
    """Images in figures and slides that lead to no other page; thumbnails of teasers stand in links."""
    passwords: int
    noscript: str
    """The text for browsers without scripts."""
    title: str
    word_count: int
    """The largest `wordCount` that JSON-LD declares; 0 where none."""


def read_markup(tree: HtmlElement) -> Markup:
    """Gather what the markup shows, in one pass."""
    players = pictures = passwords = word_count = 0
    noscript: list[str] = []
    title = ""
    for element in tree.iter("iframe", "div", "img", "amp-img", "input", "noscript", "title", "script", *_PLAYER_TAGS):
        tag = element.tag
        if tag == "input":
            passwords += (element.get("type") or "").lower() == "password"
        elif tag in ("img", "amp-img"):
            pictures += _is_picture(element)
        elif tag == "noscript":
            noscript.append(element.text_content())
        elif tag == "title":
            title = title or collapse_space(element.text_content())
        elif tag == "script":
            word_count = max(word_count, _read_word_count(element))
        else:
            players += _is_player(element)
    return Markup(
        players=players,
        pictures=pictures,
        passwords=passwords,
        noscript=collapse_space(" ".join(noscript))[:2_000],
        title=title,
        word_count=word_count,
    )


def read_jumps(tree: HtmlElement) -> frozenset[str]:
    """Give the texts of the links that stay on the page or lead nowhere: folds, tabs, tables of contents."""
    anchors = (anchor for anchor in tree.iter("a") if _JUMP.match(anchor.get("href") or ""))
    texts = ("".join(islice(anchor.itertext(), MAX_JUMP_PIECES)) for anchor in anchors)
    return frozenset(collapse_space(text) for text in texts)


def find_mark(tree: HtmlElement, marks: Sequence[str]) -> str | None:
    """Give the first of the marks that stands in an address, id, name or class of the markup."""
    for value in _read_attributes(tree):
        lowered = value.lower()
        for mark in marks:
            if mark in lowered:
                return mark
    return None


def _read_attributes(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter(*_MARKED_TAGS):
        for name in ("src", "action", "id", "class", "name"):
            value = element.get(name)
            if value:
                yield value


def _is_player(element: HtmlElement) -> bool:
    if element.tag in _PLAYER_TAGS:
        return True
    if element.tag == "iframe":
        return bool(_PLAYER_ADDRESS.search(element.get("src") or element.get("data-src") or ""))
    return bool(_PLAYER_NAME.search(f"{element.get('class')} {element.get('id')}"))


def _is_picture(image: HtmlElement) -> bool:
    around = list(islice(image.iterancestors(), _PICTURE_LEVELS))
    for element in around:
        if element.tag == "a" and not _PICTURE_ADDRESS.search(element.get("href") or "#"):
            return False
    return any(element.tag == "figure" or _PICTURE_WORDS & read_markers(element) for element in around)


def _read_word_count(script: HtmlElement) -> int:
    if "ld+json" not in (script.get("type") or "").lower():
        return 0
    return max((int(count) for count in _WORD_COUNT.findall(script.text or "")), default=0)
