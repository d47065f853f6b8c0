"""Decides which running text on a page is not its story, though it reads like one: consent texts, notes on the
author, the headline said again.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.extraction.page_type.topic import STEM_CHARACTERS, is_telling, pick_topic_words, read_topic_words
from newscrawl.extraction.page_type.words import Notice, load_page_words
from newscrawl.extraction.view import PageView
from newscrawl.outcomes import PageType

MIN_CONSENT_TERMS = 2
"""A paragraph with so many different terms of consent texts is one: stories on cookies use one at a time."""
MAX_NAME_PLACE = 40
"""A note on the author begins with the name, a title or a job before it at most."""


def find_asides(view: PageView, running: Sequence[int]) -> frozenset[int]:
    """Find them among the blocks with running text.

    Wrong for a story that its author tells in the third person, name first in every paragraph.
    """
    title = read_topic_words(view.metadata.title or "")
    names = [name.casefold() for name in view.metadata.authors]
    texts = "\n".join(view.blocks[index].text for index in running)
    notice = load_page_words().notices[PageType.consent_wall].narrow(texts)
    return frozenset(
        index
        for index in running
        if is_note(view.blocks[index].text, names)
        or _is_headline(view, index, title)
        or (is_consent(view.blocks[index].text, notice) and not title & pick_topic_words(view.words[index]))
    )


def is_note(text: str, names: Sequence[str]) -> bool:
    """Tell whether a paragraph is a note on one of these people. names: case folded."""
    beginning = text[: MAX_NAME_PLACE + max(map(len, names), default=0)].casefold()
    return any(0 <= beginning.find(name) <= MAX_NAME_PLACE for name in names)


def is_consent(text: str, notice: Notice) -> bool:
    """Tell whether a paragraph asks for consent to cookies and the use of data."""
    return notice.count_terms(text) >= MIN_CONSENT_TERMS


def _is_headline(view: PageView, index: int, title: frozenset[str]) -> bool:
    if any(is_telling(word) and word[:STEM_CHARACTERS] not in title for word in view.words[index]):
        return False
    words = pick_topic_words(view.words[index])
    return bool(title) and words <= title and 2 * len(words) > len(title)
