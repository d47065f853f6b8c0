"""Decides which blocks are not the story's, whatever the classifier says: what rules with a proven record know.

Each rule names its record: of the blocks that a classifier which never saw the site would have kept, how many were
not in the gold text, and how many were, on `pages_dev` and `news_dev` (2026-11).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile

from newscrawl.blocks import Cut, CutKind
from newscrawl.dom.elements import HEADING_TAGS
from newscrawl.extraction.appendices import find_appendices
from newscrawl.extraction.removal_kinds import BYLINE, HEADING, HEADLINE, is_byline_long, repeats_title
from newscrawl.extraction.view import PageView

MAX_RULED_PROBABILITY = 0.9
"""A line rule counts where the classifier is less sure than this (195 not in the gold, 82 in it); above, 1 and 9."""
CLOSED_AREAS = frozenset({CutKind.comments, CutKind.footer, CutKind.newsletter, CutKind.sign_in})
"""Kinds of area that hold nothing of a story (48 not in the gold, 1 in it)."""
MAX_CAPTION_DISTANCE = 1
"""An element named as caption counts for what stands right in it (45 and 4); sliders hold whole stories further in."""
MAX_CREDIT_CHARACTERS = 60
MAX_BYLINE_PROBABILITY = 0.8
"""A short block with all authors' names is a byline if it has a date or the classifier is not sure (22 and 4); authors
are also named in headings of profiles (0 and 25 above 0.8)."""
MIN_LIST_LINKS = 2
MIN_LINKED_SHARE = 0.9
MIN_LINK_WORDS, MAX_LINK_WORDS = 3, 24
MAX_LISTED_SHARE = 0.12
"""A page with more of its kept text in such lists is a list itself, and they are its content, unless it declares that
it is an article. Lists of headlines inside articles: 208 not in the gold, 113 in it, nearly all of these in pages of
tips and resources; in news 18 and 0."""

BOX_RULES = frozenset({"fact-box"})
"""Boxes beside the story: golds of news leave them out (32 and 0), pages of tips keep them (0 and 35)."""

PULL_QUOTE_RULE = "pull-quote"
PULL_QUOTE = Cut(CutKind.other, PULL_QUOTE_RULE, "words of the story, repeated in large type")
WORDLESS = Cut(CutKind.other, "no-words", "a rule or ornament without words")
CAPTION = Cut(CutKind.caption, "repeats-caption", "the caption of an image; it is in `images`")
LINK_LIST = Cut(CutKind.related_links, "link-list", "a list of links to other pages")


def find_exclusions(view: PageView, probabilities: Sequence[float], kept: Sequence[int]) -> dict[int, Cut]:
    """Give the kept blocks that are taken out after all, each with kind, rule and reason."""
    captions = tuple(image.caption for image in view.metadata.images if image.caption)
    found: dict[int, Cut] = {}
    for index in kept:
        cut = (
            _judge_text(view, index, probabilities[index])
            or _judge_area(view, index)
            or (CAPTION if _is_caption(view.blocks[index].text, captions) else None)
        )
        if cut is not None:
            found[index] = cut
    found |= dict.fromkeys(_find_pull_quotes(view, kept), PULL_QUOTE)
    found |= dict.fromkeys(_find_link_lists(view, kept), LINK_LIST)
    found |= find_appendices(view, [index for index in kept if index not in found])
    return found | dict.fromkeys(_find_trailing_headings(view, [i for i in kept if i not in found]), HEADING)


def _find_pull_quotes(view: PageView, kept: Sequence[int]) -> list[int]:
    """Give the blocks named as pull quotes whose words stand in another kept block: the story has them once."""
    named = [index for index in kept if PULL_QUOTE_RULE in view.areas[index].names]
    texts = {index: f" {' '.join(view.words[index])} " for index in kept} if named else {}
    return [index for index in named if any(texts[index] in text for other, text in texts.items() if other != index)]


def _find_trailing_headings(view: PageView, kept: Sequence[int]) -> list[int]:
    """Give the headings behind the story's last text: those of the next box, whose own text is not the story's."""
    return list(takewhile(lambda index: view.blocks[index].context.tag in HEADING_TAGS, reversed(kept)))


def _judge_text(view: PageView, index: int, probability: float) -> Cut | None:
    line = view.line_cuts[index]
    if line is not None and probability < MAX_RULED_PROBABILITY:
        return line
    if not any(map(str.isalnum, view.blocks[index].text)):
        return WORDLESS
    if view.blocks[index].context.tag == "h1" and repeats_title(view, index):
        return HEADLINE
    return BYLINE if _is_byline(view, index, probability) else None


def _is_byline(view: PageView, index: int, probability: float) -> bool:
    names, text = view.metadata.authors, view.blocks[index].text
    if not names or view.ends[index] or not is_byline_long(view, index):
        return False
    is_telling = probability < MAX_BYLINE_PROBABILITY or any(map(str.isdigit, text))
    return is_telling and all(name in text for name in names)


def _is_caption(text: str, captions: Sequence[str]) -> bool:
    """Tell whether a text is a caption of the page's images, its credit included (22 and 8)."""
    return any(text.startswith(caption) and len(text) <= len(caption) + MAX_CREDIT_CHARACTERS for caption in captions)


def _judge_area(view: PageView, index: int) -> Cut | None:
    area = view.areas[index]
    if area.innermost is None:
        return None
    kind = area.innermost.kind
    is_caption = kind == CutKind.caption and area.distance <= MAX_CAPTION_DISTANCE
    is_aside = area.innermost.name in BOX_RULES and bool(view.metadata.is_article_declared)
    return area.innermost.cut if kind in CLOSED_AREAS or is_caption or is_aside else None


def _find_link_lists(view: PageView, kept: Sequence[int]) -> set[int]:
    """Give the kept blocks that stand in lists of links.

    Wrong for lists of resources that an article is about, where it does not declare itself an article.
    """
    listed: list[int] = []
    for is_linked, run in groupby(range(len(view.blocks)), key=lambda index: _is_linked_item(view, index)):
        items = list(run)
        if is_linked and len(items) >= MIN_LIST_LINKS:
            listed += items
    chosen = set(kept).intersection(listed)
    sizes = [len(block.text) for block in view.blocks]
    is_small = sum(sizes[index] for index in chosen) < MAX_LISTED_SHARE * sum(sizes[index] for index in kept)
    return chosen if is_small or view.metadata.is_article_declared else set()


def _is_linked_item(view: PageView, index: int) -> bool:
    """Tell whether a block is a list item that is a link from end to end, as long as a headline and no sentence."""
    return (
        view.blocks[index].context.tag == "li"
        and view.link_density[index] >= MIN_LINKED_SHARE
        and MIN_LINK_WORDS <= len(view.words[index]) <= MAX_LINK_WORDS
        and not view.ends[index]
    )
