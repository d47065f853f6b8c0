"""Decides what the markup shows beside text: players, pictures, password fields, challenge scripts, declared
length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.dom.markers import read_markers
from newscrawl.dom.white_space import collapse_space

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
MAX_NOSCRIPT_CHARACTERS = 2_000
_MARKED_TAGS = ("script", "iframe", "form", "input", "div", "section", "body", "main")


class Markup:
    """What the tree holds, each looked for when first asked: a page that is a story for sure is asked its title."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree

    @cached_property
    def players(self) -> int:
        """How many elements are players of films."""
        return sum(map(_is_player, self._tree.iter("iframe", "div", *_PLAYER_TAGS)))

    @cached_property
    def pictures(self) -> int:
        """Images in figures and slides that lead to no other page; thumbnails of teasers stand in links."""
        return sum(map(_is_picture, self._tree.iter("img", "amp-img")))

    @cached_property
    def passwords(self) -> int:
        """How many fields ask for a password."""
        return sum((field.get("type") or "").lower() == "password" for field in self._tree.iter("input"))

    @cached_property
    def noscript(self) -> str:
        """The text for browsers without scripts."""
        texts = (element.text_content() for element in self._tree.iter("noscript"))
        return collapse_space(" ".join(texts))[:MAX_NOSCRIPT_CHARACTERS]

    @cached_property
    def title(self) -> str:
        """The first `<title>` that says something."""
        titles = (collapse_space(element.text_content()) for element in self._tree.iter("title"))
        return next((title for title in titles if title), "")

    @cached_property
    def word_count(self) -> int:
        """The largest `wordCount` that JSON-LD declares; 0 where none."""
        return max(map(_read_word_count, self._tree.iter("script")), default=0)


def read_jumps(tree: HtmlElement) -> frozenset[str]:
    """Give the texts of the links that stay on the page or lead nowhere: folds, tabs, tables of contents."""
    anchors = (anchor for anchor in tree.iter("a") if _is_jump(anchor.get("href")))
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


def _is_jump(address: str | None) -> bool:
    if not address:
        return True
    return (address[0] in "#jJ" or address[0].isspace()) and _JUMP.match(address) is not None


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
