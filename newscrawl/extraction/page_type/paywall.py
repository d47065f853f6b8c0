"""Decides whether a page holds only the free beginning of its story."""

from __future__ import annotations

from newscrawl.blocks import CutKind
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
_ELLIPSES = ("…", "...", "[…]", "[...]")


def judge_paywall(signs: Signs) -> tuple[PageType, str] | None:
    """A short text with a wall under it: what stands behind the last paragraph asks for a subscription."""
    words = signs.story.words
    if words >= MAX_STUB_WORDS:
        return None
    line = find_wall(signs)
    declared = signs.markup.word_count
    is_short = bool(declared) and words < STUB_SHARE * declared
    facts = [
        "declared as not free" if signs.view.metadata.is_free is False else "",
        f"{declared} words declared" if is_short else "",
        "the text breaks off" if _breaks_off(signs) else "",
    ]
    told = [fact for fact in facts if fact]
    if line and (told or words < MAX_UNDECLARED_WORDS):
        told = [f"it says “{line}”", *told]
    elif len(told) < 2:
        return None
    return PageType.paywall_stub, f"{words} words, {', '.join(told)}"


def find_wall(signs: Signs) -> str | None:
    """Give the words behind the beginning of the story that ask for a subscription."""
    first = signs.story.blocks[0] if signs.story.blocks else 0
    notice = signs.notice(PageType.paywall_stub)
    for block, cut in zip(signs.view.blocks[first:], signs.view.line_cuts[first:], strict=True):
        line = notice.find_line(block.text)
        if line:
            return line
        if cut is not None and cut.kind is CutKind.paywall:
            return block.text[:80]
    return None


def _breaks_off(signs: Signs) -> bool:
    last = signs.view.blocks[signs.story.blocks[-1]].text if signs.story.blocks else ""
    return last.rstrip().endswith(_ELLIPSES)
