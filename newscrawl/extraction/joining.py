"""Decides how an article on several pages becomes one: the pages in order, what they repeat once.

Which pages belong together is decided before they are fetched, in `discovery/continuation.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from newscrawl.blocks import Cut, CutKind, Keep, Piece
from newscrawl.dom.white_space import collapse_space
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.outcomes import ARTICLE_TYPES, PageType

REPEATED = Cut(CutKind.other, "repeated_on_next_page", "stands on an earlier page of the article too")
NOT_JOINED = Cut(CutKind.other, "no_article_on_next_page", "stands on a following page that is no article")
WITHOUT_TEXT = "continuation_without_text"
"""Warning: a following page held nothing of the article."""
MISSING = "continuation_missing"
"""Warning: a following page could not be fetched, so the text is not whole."""
JOINED_TYPES = ARTICLE_TYPES | {PageType.unknown}
"""Page types whose text is joined. The last page of a story may be a paragraph, too little to be known by
itself."""
_BETWEEN_PAGES = "\n\n"


def join_extractions(first: Extraction, following: Sequence[Extraction]) -> Extraction:
    """Join the extractions of an article's pages, the first page's facts being those of the article.

    Blocks that an earlier page has to the letter (headline, deck, author's box) are cut on the later ones.
    The pieces of all pages follow each other, parted by a blank line, so that together they still give back
    the source. The score is that of the page that is least sure. A first page that is no article is given
    back as it is.
    """
    if not first.is_article:
        return first
    blocks, pieces, warnings = list(first.blocks), list(first.pieces), dict.fromkeys(first.warnings)
    scores = [first.score]
    for page in following:
        warnings |= dict.fromkeys(page.warnings)
        if page.page_type not in JOINED_TYPES or not page.blocks:
            warnings[WITHOUT_TEXT] = None
            pieces += _append_pieces(pieces, page, _list_texts(page.blocks), NOT_JOINED)
            continue
        scores.append(page.score)
        seen = {block.text for block in blocks}
        repeated = [block for block in page.blocks if block.text in seen]
        blocks += [block for block in page.blocks if block.text not in seen]
        pieces += _append_pieces(pieces, page, _list_texts(repeated), REPEATED)
    return replace(
        first,
        blocks=tuple(blocks),
        pieces=tuple(pieces),
        metadata=_join_metadata(first.metadata, [page.metadata for page in following]),
        score=min(scores),
        warnings=tuple(warnings),
    )


def _append_pieces(
    before: Sequence[Piece], page: Extraction, left_out: frozenset[str], cut: Cut
) -> list[Piece]:
    """Give a page's pieces with block numbers that go on after `before`; blocks with these texts are cut."""
    appended: list[Piece] = []
    offset = before[-1].block + 1 if before else 0
    for _, group in groupby(page.pieces, key=lambda piece: piece.block):
        members = list(group)
        kept = [piece.text for piece in members if isinstance(piece.verdict, Keep)]
        is_left_out = collapse_space(" ".join(kept)) in left_out
        for piece in members:
            verdict = cut if is_left_out and isinstance(piece.verdict, Keep) else piece.verdict
            gap = "" if appended or not before else _BETWEEN_PAGES
            appended.append(
                Piece(gap + piece.before, piece.text, verdict, piece.block + offset)
            )
    return appended


def _list_texts(blocks: Sequence[TextBlock]) -> frozenset[str]:
    """Give the texts of blocks, of tables those of their rows too."""
    return frozenset(text for block in blocks for text in (block.text, *block.text.split("\n")))


def _join_metadata(first: Metadata, following: Sequence[Metadata]) -> Metadata:
    images: dict[str, Image] = {}
    for facts in (first, *following):
        for image in facts.images:
            images.setdefault(image.url, image)
    return replace(first, images=tuple(images.values()))
