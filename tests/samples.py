"""What several tests share: one page, what the core makes of it, and the lines that come of that."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.outcomes import PageType, Reason
from newscrawl.page import RawPage
from newscrawl.record import RunFacts, build_article, build_rejection

RUN = RunFacts(crawl_id="20261124T081500Z-3f9a")
PAGE = RawPage(
    url="https://news.example/vote",
    requested_url="https://news.example/vote",
    status=200,
    fetched="2026-11-24T08:15:00Z",
)
EXTRACTION = Extraction(
    blocks=(TextBlock(type=BlockType.paragraph, text="The council met on Tuesday."),),
    pieces=(
        Piece("", "Menu", Cut(CutKind.navigation, "nav", "a menu")),
        Piece("\n\n", "The council met on Tuesday.", Keep(BlockType.paragraph), 1),
    ),
    metadata=Metadata(
        title="Vote delayed", published="2026-11-23", images=(Image(url="https://a.example/i"),)
    ),
    page_type=PageType.article,
    page_type_evidence="",
    score=0.9,
    strategy="column",
    raw_sha256="0" * 64,
)
ARTICLE = build_article(PAGE, EXTRACTION, RUN)
REJECTION = build_rejection(PAGE, None, Reason.http_error, "HTTP status 404", RUN)
