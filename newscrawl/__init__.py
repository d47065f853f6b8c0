"""Clean news text from the web: the article parted from everything else, with what was removed and why.

The library side needs no Scrapy: `newscrawl.extract(html, url=…)`, `newscrawl.clean_text(text)`.
"""

from newscrawl.api import clean_text, extract, extract_page
from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece, Removal, rebuild_source
from newscrawl.errors import DataFileError, InputError, NewscrawlError
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.options import Options
from newscrawl.outcomes import PageType, Reason
from newscrawl.page import RawPage
from newscrawl.version import __version__

__all__ = [
    "BlockType",
    "Cut",
    "CutKind",
    "DataFileError",
    "Extraction",
    "Image",
    "InputError",
    "Keep",
    "Metadata",
    "NewscrawlError",
    "Options",
    "PageType",
    "Piece",
    "RawPage",
    "Reason",
    "Removal",
    "TextBlock",
    "__version__",
    "clean_text",
    "extract",
    "extract_page",
    "rebuild_source",
]
