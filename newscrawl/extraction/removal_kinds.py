"""Decides of what kind a removed block is, and the reason that is told.

The nearest evidence goes first: what is hidden, a rule about the line, what the page's metadata repeats, a rule
about the elements around; then links and place. What none of them explains is `other`, with the classifier's
own reason: no block is removed without one.
"""

from __future__ import annotations

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import count_words
from newscrawl.dom.elements import HEADING_TAGS
from newscrawl.extraction.view import PageView

MIN_LINKED_SHARE = 0.6
"""A block with so much of its text in links leads to other pages."""
MIN_HEADLINE_WORDS = 4
"""Links of fewer words are menu entries; headlines are longer. In scripts without spaces ideographs are counted."""
MIN_TITLE_SHARE = 0.8

HIDDEN = Cut(CutKind.hidden, "hidden", "the page does not show it")
HEADLINE = Cut(CutKind.headline, "repeats-title", "the headline; it is the title")
DECK = Cut(CutKind.deck, "repeats-subtitle", "the summary under the headline; it is the subtitle")
BYLINE = Cut(CutKind.byline, "names-author", "names who wrote it, apart from the text")
LINKED_HEADLINE = Cut(
    CutKind.related_links, "linked-headline", "a link with a headline for its text, outside the story"
)
LINKED_LABEL = Cut(CutKind.navigation, "linked-label", "a short link outside the story")
TABLE = Cut(CutKind.table, "table-outside", "a table outside the story")
HEADING = Cut(CutKind.heading, "heading-outside", "a heading with nothing of the story under it")
BYLINE_WORDS_PER_NAME = 4
"""A byline is the names with little around them; longer blocks that name an author tell of them."""


def explain_removal(view: PageView, index: int, probability: float) -> Cut:
    """Give kind, rule and reason of a block that is not the story's."""
    block = view.blocks[index]
    area = view.areas[index].innermost
    inline = view.inline_rules[index]
    if block.context.is_hidden:
        return HIDDEN
    found = view.line_cuts[index] or _match_metadata(view, index)
    if found is not None:
        return found
    if inline is not None or area is not None:
        return (inline or area).cut  # type: ignore[union-attr]
    if view.link_density[index] >= MIN_LINKED_SHARE:
        return LINKED_HEADLINE if count_words(block.text) >= MIN_HEADLINE_WORDS else LINKED_LABEL
    if block.table is not None:
        return TABLE
    if block.context.tag in HEADING_TAGS - {"h1"}:
        return HEADING
    return Cut(
        CutKind.other,
        "classifier",
        f"{probability:.0%} likely to belong to the story, by text, markup and place",
    )


def repeats_title(view: PageView, index: int) -> bool:
    """Tell whether a block says what the title says, in nearly the same words."""
    words, title = set(view.words[index]), view.title_words
    common = len(title & words)
    return bool(title) and common >= MIN_TITLE_SHARE * max(len(title), len(words))


def _match_metadata(view: PageView, index: int) -> Cut | None:
    facts, text = view.metadata, view.blocks[index].text
    is_heading = view.blocks[index].context.tag in ("h1", "h2")
    if (is_heading and repeats_title(view, index)) or (facts.title and text == facts.title):
        return HEADLINE
    if facts.subtitle and text == facts.subtitle:
        return DECK
    names_author = any(name in text for name in facts.authors)
    return BYLINE if names_author and is_byline_long(view, index) else None


def is_byline_long(view: PageView, index: int) -> bool:
    """Tell whether a block is no longer than a byline of the page's authors would be."""
    return len(view.words[index]) <= BYLINE_WORDS_PER_NAME * (1 + len(view.metadata.authors))
