"""Decides of what kind a removed block is, and the reason that is told.

The nearest evidence goes first: what is hidden, a rule about the line, what the page's metadata repeats, a rule
about the elements around; then links and place. What none of them explains is `other`, with the classifier's
own reason: no block is removed without one.
"""

from __future__ import annotations

from newscrawl.blocks import Cut, CutKind, make_cut
from newscrawl.cleaning.shape import count_words
from newscrawl.dom.elements import HEADING_TAGS
from newscrawl.extraction.markers import MarkerRule, load_marker_index
from newscrawl.extraction.view import PageView

MIN_LINKED_SHARE = 0.6
"""A block with so much of its text in links leads to other pages."""
MIN_HEADLINE_WORDS = 4
"""Links of fewer words are menu entries; headlines are longer. In scripts without spaces ideographs are counted."""
MIN_TITLE_SHARE = 0.8
MIN_DIGIT_SHARE = 0.05
"""Dates and times have more digits among their characters; teasers with a number in their headline have fewer."""

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
VAGUE_RULES = frozenset({"classifier", "heading-outside", "form-area", "dialog-area", "rule-of-marks", "no-words"})
"""Rules that tell no kind, or one that the company of a block may know better (`company.py`)."""


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
    named = inline or _find_telling_rule(view, index)
    if named is not None:
        return named.cut
    if view.link_density[index] >= MIN_LINKED_SHARE:
        return LINKED_LABEL if _is_label(view, index) else LINKED_HEADLINE
    if area is not None and area.kind == CutKind.other:
        return area.cut
    if block.table is not None:
        return TABLE
    if block.context.tag in HEADING_TAGS and block.context.tag != "h1":
        return HEADING
    reason = f"{probability:.0%} likely to be the story's, by text, markup and place"
    return make_cut(CutKind.other, "classifier", reason)


def _find_telling_rule(view: PageView, index: int) -> MarkerRule | None:
    """Give the rule around a block that says its kind: the innermost, where it can be true of the block.

    Rules further out, the first in the file's order, come in where that only says `other` (a form, a dialog), says
    `timestamp` of a text with hardly a digit, or `related_links` of a short link in a menu or at the page's foot.
    """
    area = view.areas[index]
    rule = area.innermost
    if rule is None or (rule.kind != CutKind.other and _can_be(rule.kind, view, index)):
        return rule
    outer = (other for other in load_marker_index().rules if other.name in area.names and other is not rule)
    return next((other for other in outer if other.kind != CutKind.other and _can_be(other.kind, view, index)), None)


def _can_be(kind: CutKind, view: PageView, index: int) -> bool:
    if kind == CutKind.timestamp:
        text = view.blocks[index].text
        return sum(map(str.isdigit, text)) >= MIN_DIGIT_SHARE * len(text)
    if kind == CutKind.related_links and _is_label(view, index):
        return view.areas[index].names.isdisjoint(("foot-area", "menu-area"))
    return True


def _is_label(view: PageView, index: int) -> bool:
    return count_words(view.blocks[index].text) < MIN_HEADLINE_WORDS


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
    area = view.areas[index].innermost
    if area is not None and area.kind == CutKind.comments:
        return None
    names_author = any(name in text for name in facts.authors)
    return BYLINE if names_author and is_byline_long(view, index) else None


def is_byline_long(view: PageView, index: int) -> bool:
    """Tell whether a block is no longer than a byline of the page's authors would be."""
    return len(view.words[index]) <= BYLINE_WORDS_PER_NAME * (1 + len(view.metadata.authors))
