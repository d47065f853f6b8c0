"""Decides which kept blocks follow the story without being part of it: another article, and the note on its author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.blocks import Cut, CutKind
from newscrawl.dom import Context
from newscrawl.extraction.view import PageView

MIN_TITLE_LIKENESS = 0.6
"""A heading with so many of its and the title's words in common is the page's headline."""
MIN_MAIN_SHARE = 0.2
"""An `<article>` with the headline and less of the kept text than this is a frame around the headline alone."""
MAX_NOTE_CHARACTERS = 500
MAX_NOTE_START = 60
"""A note on the author names them within so many characters: `Korrespondent Ulrich Exner ist bei …`."""
MIN_NOTE_WORDS = 6
MAX_NOTES = 3
OTHER_ARTICLE = Cut(CutKind.related_links, "other-article", "belongs to another article, set behind the story")
AUTHOR_NOTE = Cut(CutKind.author_bio, "author-note", "tells who the author is")


def find_appendices(view: PageView, kept: Sequence[int]) -> dict[int, Cut]:
    """Give the kept blocks that only follow the story, each with its verdict.

    Another article: 29 blocks not in the golds, 0 in them (one page of 945; endless scrolling begins like that). Notes
    on authors, on pages that declare news: 4 and 0; on other pages golds keep them (6 and 9), and so do we.
    """
    found = dict.fromkeys(_find_other_articles(view, kept), OTHER_ARTICLE)
    rest = [index for index in kept if index not in found]
    return found | dict.fromkeys(_find_author_notes(view, rest), AUTHOR_NOTE)


def _find_other_articles(view: PageView, kept: Sequence[int]) -> list[int]:
    """Give the blocks of `<article>` elements behind the one that holds the headline, and outside of it.

    A live blog's entries are such elements, too, but its headline stands ahead of them all, in none.
    """
    homes = {index: _find_article(view.blocks[index].context) for index in kept}
    if len({home.index for home in homes.values() if home is not None}) < 2:
        return []
    mains = {
        home.index
        for index in range(len(view.blocks))
        if _is_headline(view, index) and (home := _find_article(view.blocks[index].context)) is not None
    }
    if len(mains) != 1:
        return []
    inside = [index for index in kept if mains & _name_around(view.blocks[index].context)]
    sizes = {index: len(view.blocks[index].text) for index in kept}
    if sum(sizes[index] for index in inside) < MIN_MAIN_SHARE * sum(sizes.values()):
        return []
    return [index for index in kept if homes[index] is not None and index > inside[-1]]


def _is_headline(view: PageView, index: int) -> bool:
    if view.blocks[index].context.tag not in {"h1", "h2"} or not view.title_words:
        return False
    words = set(view.words[index])
    return len(words & view.title_words) >= MIN_TITLE_LIKENESS * len(words | view.title_words)


def _find_article(context: Context) -> Context | None:
    return next((around for around in _climb(context) if around.tag == "article"), None)


def _name_around(context: Context) -> set[int]:
    return {around.index for around in _climb(context)}


def _climb(context: Context | None) -> Iterator[Context]:
    while context is not None:
        yield context
        context = context.parent


def _find_author_notes(view: PageView, kept: Sequence[int]) -> list[int]:
    """Give the short blocks among the last of the story that name an author at once."""
    if not any("News" in name for name in view.metadata.declared_types):
        return []
    names = [name for name in view.metadata.authors if " " in name]
    return [index for index in kept[-MAX_NOTES:] if _is_note(view, index, names)]


def _is_note(view: PageView, index: int, names: Sequence[str]) -> bool:
    text = view.blocks[index].text
    is_long = len(view.words[index]) >= MIN_NOTE_WORDS
    return is_long and len(text) <= MAX_NOTE_CHARACTERS and any(name in text[:MAX_NOTE_START] for name in names)
