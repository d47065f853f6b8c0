"""What a page says of its story apart from the text: head, structured data, bylines, dates, pictures."""

from newscrawl.metadata.agency_credit import AgencyCredit, read_agency
from newscrawl.metadata.canonical import normalize_url
from newscrawl.metadata.dateline import Dateline, read_dateline
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.metadata.reader import read_metadata
from newscrawl.metadata.story_text import add_text_facts

__all__ = [
    "AgencyCredit",
    "Dateline",
    "Image",
    "Metadata",
    "add_text_facts",
    "normalize_url",
    "read_agency",
    "read_dateline",
    "read_metadata",
]
