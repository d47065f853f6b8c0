"""Decides the order in which a page becomes an extraction: one flat list of named steps.

Text → tree → blocks → what is known of them → which are the story's → pieces, kept or removed with a reason →
the article's blocks. What each step decides stands in its own file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.dom import Decoded, is_truncated, parse_html, segment_page
from newscrawl.extraction.assembly import assemble_blocks
from newscrawl.extraction.classifier import Classifier, load_classifier
from newscrawl.extraction.deck import find_deck
from newscrawl.extraction.guided_selection import guide_selection, is_dropped
from newscrawl.extraction.page_type import decide_page_type
from newscrawl.extraction.pieces import make_pieces
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.extraction.selection import Selection, measure_confidence, select_blocks
from newscrawl.extraction.verdicts import judge_blocks
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata import add_text_facts, read_metadata
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options
from newscrawl.outcomes import PageType
from newscrawl.publishers import find_publisher, guide_page
from newscrawl.publishers.rules import list_misses

LINES_BEHIND = 5
"""Lines behind the story that may credit an agency; what stands further down belongs to the page."""
CHARSET_MISMATCH = "charset_mismatch"
"""Warning: the page declares a charset that its bytes are not in."""


@dataclass(frozen=True, slots=True)
class Examination:
    """An extraction with what it was made from, for whoever is to explain it. tree, view, selection: None where there
    was nothing to judge; the tree is as it was parsed."""

    extraction: Extraction
    tree: HtmlElement | None = None
    view: PageView | None = None
    selection: Selection | None = None


def extract_text_page(
    decoded: Decoded, digest: str, url: str | None, options: Options, classifier: Classifier | None = None
) -> Extraction:
    """Extract the article of a page that was decoded.

    digest: SHA-256 of its bytes. classifier: another model than the package's, to measure it.
    """
    return examine_text_page(decoded, digest, url, options, classifier).extraction


def examine_text_page(
    decoded: Decoded, digest: str, url: str | None, options: Options, classifier: Classifier | None = None
) -> Examination:
    """Do the same, and give what the extraction was made from, too."""
    tree = parse_html(decoded.text)
    if tree is None:
        return Examination(make_empty_extraction(PageType.empty, "no markup that could be parsed", digest))
    if is_truncated(tree):
        evidence = "elements nested more than 2,000 deep"
        return Examination(make_empty_extraction(PageType.broken_markup, evidence, digest))
    metadata = read_metadata(tree, url)
    publisher = find_publisher(url, options.publishers)
    guide = guide_page(tree, url, metadata, publisher) if publisher is not None else None
    metadata = guide.metadata if guide is not None else metadata
    blocks = segment_page(tree, guide.marks) if guide is not None else segment_page(tree)
    warnings = (CHARSET_MISMATCH,) if decoded.is_mismatch else ()
    view = view_page(blocks, metadata)
    if not blocks:
        empty = make_empty_extraction(*decide_page_type(view, (), tree, url), digest)
        return Examination(replace(empty, metadata=metadata, charset=decoded.charset, warnings=warnings), tree, view)
    probabilities = (classifier or load_classifier()).rate(view)
    selection, trace = select_blocks(view, probabilities, tree, options), None
    if guide is not None:
        selection, trace = guide_selection(view, selection, guide)
    page_type, evidence = decide_page_type(view, selection.kept, tree, url)
    deck = find_deck(view, selection.kept)
    verdicts = judge_blocks(view, selection, None if is_dropped(selection, deck) else deck, options)
    pieces = make_pieces(view, verdicts)
    text_blocks = assemble_blocks(pieces, [block.table for block in blocks])
    extraction = Extraction(
        blocks=text_blocks,
        pieces=pieces,
        metadata=_complete_metadata(metadata, text_blocks, pieces),
        page_type=page_type,
        page_type_evidence=evidence,
        score=round(measure_confidence(view, selection), 4),
        strategy=selection.strategy,
        charset=decoded.charset,
        raw_sha256=digest,
        warnings=(*warnings, *list_misses(trace)),
        publisher=trace,
    )
    return Examination(extraction, tree, view, selection)


def make_empty_extraction(page_type: PageType, evidence: str, digest: str) -> Extraction:
    """Make the extraction of input that holds no text."""
    return Extraction(
        blocks=(),
        pieces=(),
        metadata=Metadata(),
        page_type=page_type,
        page_type_evidence=evidence,
        score=0.0,
        strategy="none",
        raw_sha256=digest,
    )


def _complete_metadata(metadata: Metadata, blocks: tuple[TextBlock, ...], pieces: tuple[Piece, ...]) -> Metadata:
    """Add what only the story's own text says: dateline, agency, and credits among the lines cut behind it."""
    paragraphs = [block.text for block in blocks if block.type == BlockType.paragraph]
    kept = [at for at, piece in enumerate(pieces) if isinstance(piece.verdict, Keep)]
    behind = pieces[kept[-1] + 1 : kept[-1] + 1 + LINES_BEHIND] if kept else ()
    return add_text_facts(metadata, paragraphs, [piece.text for piece in behind])
