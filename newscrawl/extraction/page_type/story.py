"""Decides how much story a page holds: running text, in one place, about what the page's title names.

Whether that is enough for an article is left to `decision.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newscrawl.extraction.page_type.asides import find_asides
from newscrawl.extraction.page_type.teasers import Teasers
from newscrawl.extraction.page_type.topic import gather_topic_words, pick_topic_words, read_topic_words
from newscrawl.extraction.view import PageView

CHARACTERS_PER_WORD = 8
"""Scripts without spaces (Thai, Khmer, Lao) are counted by characters; running text of spaced languages has
5 to 7 characters a word with its space, so that they are not touched."""
MIN_RUNNING_WORDS = 8
"""Shorter blocks are headings, labels and links more often than sentences."""
MIN_UNENDED_WORDS = 20
"""A block of so many words is running text without a full stop too."""
MAX_LINK_DENSITY = 0.5
MAX_CHANCE_SHARE = 0.25
MAX_HEADLINE_WORDS = 40
MIN_HEADLINE_OVERLAP = 0.6
MAX_HEADLINE_GAP = 12
"""Between the headline and the text stand byline, dates, deck, share bar and picture: 95 % of the
development pages have 12 blocks of four words or more, or fewer, between them."""
_OTHER_TAGS = frozenset(
    {"figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "button", "label", "address", "nav",
    "footer",
     "aside", "th", "tr", "caption", "summary", "time", "legend"}
)  # fmt: skip
"""Tags of blocks that are no running text of a story, whatever they say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The running text among the kept blocks. All counts are words; ideographs count one each."""

    blocks: tuple[int, ...]
    """Indexes of the kept blocks with running text outside teasers and captions."""
    words: int
    teaser_words: int
    """Words of kept running text that stand in teasers."""
    caption_words: int
    """Words of kept running text that stand with pictures."""
    longest_run: int
    """Words of the longest run of running text that no headline link interrupts."""
    runs: int
    topic_share: float | None
    """Share of the words of title and summary that the text has, 0 to 1; None where the page names no
    topic.
    """
    link_share: float
    """Share of the text's characters that stand in links."""
    headed_links: int
    """How many pieces of the text stand under a linked heading each; 0 unless all do."""
    is_headed: bool
    """Whether the headline stands a short way above the text."""


def measure_sizes(view: PageView) -> list[int]:
    """Give the words of every block; those of scripts that set no spaces by their characters."""
    return [
        max(len(words), len(block.text) // CHARACTERS_PER_WORD)
        for words, block in zip(view.words, view.blocks, strict=True)
    ]


def measure_story(view: PageView, kept: Sequence[int], sizes: Sequence[int], teasers: Teasers) -> Story:
    """Measure the running text among the blocks that were judged body."""
    running = [index for index in kept if is_running(view, index, sizes[index])]
    captions = {index for index in running if _is_caption(view, index)}
    outside = {*captions, *teasers.blocks, *find_asides(view, running)}
    blocks = tuple(index for index in running if index not in outside)
    runs = split_runs(blocks, teasers.headlines)
    lengths = [sum(sizes[index] for index in run) for run in runs]
    return Story(
        blocks=blocks,
        words=sum(lengths),
        teaser_words=sum(sizes[index] for index in running if index in teasers.blocks),
        caption_words=sum(sizes[index] for index in captions if index not in teasers.blocks),
        longest_run=max(lengths, default=0),
        runs=len(runs),
        topic_share=measure_topic_share(view, blocks),
        link_share=measure_link_share(view, blocks),
        headed_links=count_headed_pieces(blocks, teasers.headings),
        is_headed=is_headed(view, sizes, runs[lengths.index(max(lengths))][0]) if runs else False,
    )


def is_running(view: PageView, index: int, size: int) -> bool:
    """Tell whether a block is running text: sentences, not a link, a label, a heading, a row or a caption."""
    block = view.blocks[index]
    if block.table is not None or block.context.tag in _OTHER_TAGS or view.link_density[index] >= MAX_LINK_DENSITY:
        return False
    return size >= MIN_UNENDED_WORDS or (size >= MIN_RUNNING_WORDS and view.ends[index])


def split_runs(blocks: Sequence[int], headlines: Collection[int]) -> list[list[int]]:
    """Part the blocks where a headline link stands between two of them."""
    runs: list[list[int]] = []
    marks = sorted(headlines)
    passed = 0
    for index in blocks:
        before = passed
        while passed < len(marks) and marks[passed] < index:
            passed += 1
        if runs and before == passed:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def measure_link_share(view: PageView, blocks: Sequence[int]) -> float:
    """Give the share of the blocks' characters that stand in links, 0 to 1."""
    characters = sum(len(view.blocks[index].text) for index in blocks)
    return sum(view.blocks[index].link_characters for index in blocks) / max(characters, 1)


def count_headed_pieces(blocks: Sequence[int], headings: Collection[int]) -> int:
    """Count the linked headings with text under them; 0 where text stands above the first of them.

    Why: a page of several whole stories has as much text as one story, but each stands under its own link.
    """
    marks = sorted(headings)
    if not marks or not blocks or blocks[0] < marks[0]:
        return 0
    return len({bisect_left(marks, index) for index in blocks})


def measure_topic_share(view: PageView, blocks: Sequence[int]) -> float | None:
    """Give how much of the page's title or summary the text takes up, whichever is more; None without either.

    Why: what is left on a page without its story (legal notes, author notes, other stories) shares next to no
    words with the title; the story does, in any language. Wrong for headlines that play with words over
    short texts.
    """
    title = read_topic_words(view.metadata.title or "")
    summary = read_topic_words(" ".join((view.metadata.description or "", *view.metadata.tags))) | title
    if not title:
        return None
    text = gather_topic_words([view.words[index] for index in blocks])
    return max(_measure_share(topic, text) for topic in (title, summary))


def _measure_share(topic: frozenset[str], text: frozenset[str]) -> float:
    """Give the share of the topic's words in the text; a single one of several is no more than chance."""
    common = len(topic & text)
    return min(common / len(topic), MAX_CHANCE_SHARE) if common < 2 <= len(topic) else common / len(topic)


def is_headed(view: PageView, sizes: Sequence[int], first: int) -> bool:
    """Tell whether a block that says the title stands above the block `first`, with little text between
    them.
    """
    title = read_topic_words(view.metadata.title or "")
    gap = 0
    for index in range(first - 1, -1, -1):
        size = sizes[index]
        if title and size <= MAX_HEADLINE_WORDS and view.link_density[index] < MAX_LINK_DENSITY:
            common = len(title & pick_topic_words(view.words[index]))
            if common >= MIN_HEADLINE_OVERLAP * len(title):
                return True
        gap += size >= 4
        if gap > MAX_HEADLINE_GAP:
            return False
    return False


def _is_caption(view: PageView, index: int) -> bool:
    area = view.areas[index].innermost
    return area is not None and area.name == "caption-area"
