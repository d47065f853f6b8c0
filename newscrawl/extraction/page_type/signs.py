"""Decides which signs of its type a page shows, gathered once; what they come to is left to the judges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from newscrawl.extraction.page_type.address import read_roles
from newscrawl.extraction.page_type.markup import Markup, find_mark, read_jumps
from newscrawl.extraction.page_type.story import Story, measure_sizes, measure_story
from newscrawl.extraction.page_type.teasers import Teasers, find_teasers
from newscrawl.extraction.page_type.words import Notice, load_page_words
from newscrawl.extraction.view import PageView
from newscrawl.metadata.story import ARTICLE_TYPES
from newscrawl.metadata.title import split_title
from newscrawl.outcomes import PageType

NEWS_TYPES = ARTICLE_TYPES - {"DiscussionForumPosting", "SocialMediaPosting", "APIReference"}
MIN_CLEAR_TOPIC = 0.30
"""Text with so many of the title's words is the story of that title. Of whole stories of the development
pages 99 % have 0.39 or more; of what else stands on these pages, the stories cut out, 95 % (news) and 80 %
(other) have less."""
MIN_VAGUE_TOPIC = 0.12
NEEDED_WORDS = {
    ("clear", True): 25, ("clear", False): 50, ("vague", True): 120, ("vague", False): 150,
    ("none", True): 200, ("none", False): 300, ("unknown", True): 150, ("unknown", False): 150,
}  # fmt: skip
"""How many words of running text make an article, by its tie to the title and whether the headline stands
over it. Whole stories of the development pages have 143 words and more in 99 of 100 cases; news in brief
have 40 to 80, and are told from leftovers by their ties."""
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?!\d)")
MIN_LIVE_TIMES = 4
MAX_LINES = 200
"""How many blocks of a page are asked for telling words; pages that say what they are say it at once."""
UNDATED_FACTOR = 1.5
UNDECLARED_FACTOR = 2.0
"""A page that names no date, or is not declared an article, needs so many times as much; one that does
neither, the greater."""


@dataclass(frozen=True, slots=False, kw_only=True)
class Signs:
    """All that the judges look at."""

    view: PageView
    kept: Sequence[int]
    tree: HtmlElement
    sizes: Sequence[int]
    teasers: Teasers
    story: Story
    markup: Markup
    roles: Mapping[str, str]
    """What the address says; see `address.py`."""
    heads: tuple[str, ...]
    """Title, parts of the title, and the page's first headings."""

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that the page declares."""
        return frozenset(self.view.metadata.declared_types)

    @cached_property
    def article_type(self) -> str | None:
        """The article type that the page declares, if any."""
        named = next((kind for kind in self.view.metadata.declared_types if kind in NEWS_TYPES), None)
        return named or ("an article" if self.view.metadata.is_article_declared else None)

    @cached_property
    def is_dated(self) -> bool:
        """Whether the page says when it was published."""
        return self.view.metadata.published is not None

    @cached_property
    def is_live(self) -> bool:
        """Whether the page calls itself a live blog, by its type, or by its address and the times of its posts."""
        if "LiveBlogPosting" in self.types:
            return True
        times = sum(_CLOCK.match(block.text) is not None for block in self.view.blocks) if "live" in self.roles else 0
        return times >= MIN_LIVE_TIMES

    @cached_property
    def needed_words(self) -> int:
        """How many words of running text would make this page an article."""
        share = self.story.topic_share
        if share is None:
            tie = "unknown"
        else:
            if self.is_live:
                share = max(share, MIN_CLEAR_TOPIC)  # a live page is headed by what was true hours ago
            tie = "clear" if share >= MIN_CLEAR_TOPIC else "vague" if share >= MIN_VAGUE_TOPIC else "none"
        support = (self.article_type is not None) + self.is_dated
        factor = (UNDECLARED_FACTOR, UNDATED_FACTOR, 1.0)[support]
        return round(NEEDED_WORDS[tie, self.story.is_headed] * factor)

    @cached_property
    def has_story(self) -> bool:
        """Whether the amount of text is enough for an article."""
        return self.story.words >= self.needed_words

    @cached_property
    def is_sure_story(self) -> bool:
        """Whether there is so much text on the title's topic, under a declared type, that no word speaks
        against it.
        """
        return self.has_story and self.story.words >= 150 and (self.story.topic_share or 0) >= MIN_CLEAR_TOPIC

    @cached_property
    def is_told(self) -> bool:
        """Whether the page is declared an article or says when it was published."""
        return self.article_type is not None or self.is_dated

    @cached_property
    def is_backed(self) -> bool:
        """Whether the page does both."""
        return self.article_type is not None and self.is_dated

    @cached_property
    def page_words(self) -> int:
        """Words of the page that stand in no link and are shown."""
        return sum(
            round(size * (1 - density))
            for block, size, density in zip(self.view.blocks, self.sizes, self.view.link_density, strict=True)
            if not block.context.is_hidden
        )

    def notice(self, kind: PageType) -> Notice:
        """The words of pages of that type."""
        return load_page_words().notices[kind]

    def find_head(self, kind: PageType) -> str | None:
        """Give the title or heading that says the type."""
        return self.notice(kind).find_head(self.heads)

    def find_line(self, kind: PageType) -> str | None:
        """Give the words of a shown block, or of the text without scripts, that say the type."""
        notice = self.notice(kind)
        shown = (block.text for block in self.view.blocks[:MAX_LINES] if not block.context.is_hidden)
        return next((line for line in map(notice.find_line, (*shown, self.markup.noscript)) if line), None)

    def find_mark(self, kind: PageType) -> str | None:
        """Give the mark in the markup that says the type."""
        return find_mark(self.tree, self.notice(kind).marks)

    def describe_scripts(self) -> str:
        """Say that the page wants scripts, where it does."""
        line = self.find_line(PageType.empty)
        return f"; it says “{line}”" if line else ""


def read_signs(view: PageView, kept: Sequence[int], tree: HtmlElement, url: str | None) -> Signs:
    """Gather the signs."""
    sizes = measure_sizes(view)
    teasers = find_teasers(view, sizes, read_jumps(tree))
    markup = Markup(tree)
    return Signs(
        view=view,
        kept=kept,
        tree=tree,
        sizes=sizes,
        teasers=teasers,
        story=measure_story(view, kept, sizes, teasers),
        markup=markup,
        roles=read_roles(url),
        heads=gather_heads(view, markup.title),
    )


def gather_heads(view: PageView, title: str) -> tuple[str, ...]:
    """Give the headline, the parts of the title, and the headings of the page's highest rank."""
    ranks = ("h1", "h2", "h3")
    headings = {
        rank: [b.text for b in view.blocks if b.context.tag == rank and not b.context.is_hidden] for rank in ranks
    }
    top = next((headings[rank] for rank in ranks if headings[rank]), [])
    texts = [view.metadata.title or "", title, *split_title(title), *top[:3]]
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
