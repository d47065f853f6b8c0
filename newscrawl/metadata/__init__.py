"""What a page says of its story apart from the text: head, structured data, bylines, dates, pictures."""

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.canonical import normalize_url
from newscrawl.metadata.dateline import read_dateline
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.metadata.reader import read_metadata

__all__ = [
    "Image",
    "Metadata",
    "find_agency",
    "normalize_url",
    "read_dateline",
    "read_metadata",
]
