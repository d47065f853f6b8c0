"""Decides whether a paragraph ends with a headline that was a link behind its last sentence.

Only languages that write headlines in capitals show it: `… until spring. Ferry Company Orders a New Ship`.
"""

from __future__ import annotations

import re

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import count_words, ends_sentence, find_capitals

GLUED_HEADLINE = Cut(
    CutKind.inline_promo, "glued-headline", "a headline in capitals behind the paragraph's last sentence"
)
MIN_PARAGRAPH_WORDS = 12
MIN_CAPITALS, MAX_WORDS = 3, 14
MAX_USUAL_CAPITALS = 0.4
"""Where so many of the paragraph's long words have capitals, they tell nothing."""
MAX_READ_CHARACTERS = 2000
"""Only so much of the paragraph's end is looked at."""
_LAST_SENTENCE = re.compile(r"""[.!?…][”"’'»)\]]{0,2}\s+(?=[^\W\d_])""")
_NO_HEADLINE = re.compile(r"[\[\](){};/]|[.] ")


def find_glued_headline(paragraph: str) -> tuple[int, Cut] | None:
    """Find where such a headline starts: it ends no sentence, and all its long words have capitals, while
    few of the paragraph's have.

    Of 67,150 gold lines of both development sets it is found in 6: a promo, three sources and two products.
    """
    if ends_sentence(paragraph):
        return None
    tail = paragraph[-MAX_READ_CHARACTERS:]
    starts = [match.end() for match in _LAST_SENTENCE.finditer(tail)]
    if not starts:
        return None
    story, headline = tail[: starts[-1]], tail[starts[-1] :]
    capitals, usual = find_capitals(headline), find_capitals(story)
    is_headline = len(capitals) >= MIN_CAPITALS and all(capitals) and count_words(headline) <= MAX_WORDS
    is_story = count_words(story) >= MIN_PARAGRAPH_WORDS and sum(usual) < MAX_USUAL_CAPITALS * len(usual)
    if not is_headline or not is_story or _NO_HEADLINE.search(headline) or not headline[0].isupper():
        return None
    return len(paragraph) - len(headline), GLUED_HEADLINE
