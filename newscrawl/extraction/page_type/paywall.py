"""Decides whether a page holds only the free beginning of its story."""

from __future__ import annotations

from newscrawl.extraction.page_type.signs import Signs
from newscrawl.outcomes import PageType

MAX_STUB_WORDS = 200
"""Free beginnings are shorter. The shortest whole story of the development pages that is declared as not
free has 200 words of running text."""
MAX_UNDECLARED_WORDS = 120
"""The same where the page does not say that it is not free: there a subscription box may stand beside a news
in brief.
"""
STUB_SHARE = 0.5
"""Text with less than this of the declared `wordCount` is a part of the story."""
MAX_WALL_PLACE = 200
"""How many blocks of a page without a story are asked."""
BLOCKS_BEHIND = 12
"""A wall stands right behind the text; further down follow other stories and the site's own offers."""
_ELLIPSES = ("…", "...", "[…]", "[...]")


def judge_paywall(signs: Signs) -> tuple[PageType, str] | None:
    """A short text with a wall behind it, or a story declared as not free of which nothing is there."""
    words = signs.story.words
    if words >= MAX_STUB_WORDS or signs.article_type is None:
        return None
    line = find_wall(signs)
    declared = signs.markup.word_count
    is_closed = signs.view.metadata.is_free is False
    facts = [
        "declared as not free" if is_closed else "",
        f"{declared} words declared" if words < STUB_SHARE * declared else "",
        "the text breaks off" if _breaks_off(signs) else "",
    ]
    told = [fact for fact in facts if fact]
    if line and (told or 0 < words < MAX_UNDECLARED_WORDS):
        told = [f"it says “{line}”", *told]
    elif not is_closed or len(told) < 2:
        return None
    return PageType.paywall_stub, f"{words} words, {', '.join(told)}"


def find_wall(signs: Signs) -> str | None:
    """Give the words between the story's first paragraph and a little behind its last that ask to subscribe."""
    blocks = signs.view.blocks
    first, last = (signs.story.blocks[0], signs.story.blocks[-1]) if signs.story.blocks else (0, MAX_WALL_PLACE)
    notice = signs.notice(PageType.paywall_stub)
    for block in blocks[first : last + BLOCKS_BEHIND]:
        line = notice.find_line(block.text) if not block.context.is_hidden else None
        if line:
            return line
    return None


def _breaks_off(signs: Signs) -> bool:
    last = signs.view.blocks[signs.story.blocks[-1]].text if signs.story.blocks else ""
    return last.rstrip().endswith(_ELLIPSES)
