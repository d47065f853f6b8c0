"""Decides what a page is, on one line of evidence: an article where it holds a story, else what it is
instead.

The order is that of trust: first walls that stand in place of the page, then lists, then pictures, films and
stubs, then the amount of story. A page is refused as something only where it holds little story or shows two
signs of it: a false refusal loses an article, a false acceptance gives a record that a person can see
through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from newscrawl.extraction.page_type.lists import judge_declared, judge_front, judge_list, judge_search
from newscrawl.extraction.page_type.media import judge_gallery, judge_video
from newscrawl.extraction.page_type.other import judge_other
from newscrawl.extraction.page_type.paywall import judge_paywall
from newscrawl.extraction.page_type.signs import Signs, read_signs
from newscrawl.extraction.page_type.walls import (
    judge_bot_wall,
    judge_consent_wall,
    judge_login,
    judge_soft_404,
)
from newscrawl.extraction.view import PageView
from newscrawl.outcomes import PageType

Verdict = tuple[PageType, str]
JUDGES: tuple[Callable[[Signs], Verdict | None], ...] = (
    judge_bot_wall,
    judge_consent_wall,
    judge_soft_404,
    judge_login,
    judge_declared,
    judge_search,
    judge_front,
    judge_gallery,
    judge_video,
    judge_other,
    judge_list,
    judge_paywall,
)
"""Each gives a verdict or None; the first verdict stands."""
MIN_PAGE_WORDS = 12
"""With fewer words that are no links a page is empty: a shell for scripts, a frame, a blank."""


def decide_page_type(view: PageView, kept: Sequence[int], tree: HtmlElement, url: str | None) -> Verdict:
    """Decide the type of a page, and give the evidence for it.

    kept: indexes of the blocks that were judged body. tree: the page's root. url: its address, None where
    unknown.
    """
    signs = read_signs(view, kept, tree, url)
    for judge in JUDGES:
        verdict = judge(signs)
        if verdict is not None:
            return verdict
    story = signs.story
    if story.words >= signs.needed_words:
        kind = PageType.liveblog if signs.is_live else PageType.article
        return kind, describe_story(signs)
    if signs.page_words < MIN_PAGE_WORDS:
        return (
            PageType.empty,
            f"{signs.page_words} words of text that are no links" + signs.describe_scripts(),
        )
    return PageType.unknown, describe_lack(signs)


def describe_story(signs: Signs) -> str:
    """Say how much story there is, and what ties it to the page."""
    ties = [
        "under its headline" if signs.story.is_headed else "",
        f"{signs.story.topic_share:.0%} of the title's words in it" if signs.story.topic_share else "",
        f"declared as {signs.article_type}" if signs.article_type else "",
    ]
    return f"{signs.story.words} words of running text, " + (", ".join(tie for tie in ties if tie) or "no metadata")


def describe_lack(signs: Signs) -> str:
    """Say how much story there is, and how much would have been enough."""
    share = signs.story.topic_share
    if not signs.story.words:
        return f"no running text, {len(signs.teasers.headlines)} links to other stories"
    about = "no title to compare with" if share is None else f"{share:.0%} of the title's words in it"
    return f"{signs.story.words} words of running text, {about}: {signs.needed_words} needed"
