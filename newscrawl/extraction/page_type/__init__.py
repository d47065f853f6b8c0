"""From what is known of a page to what it is: an article, or one of the other types, with evidence."""

from newscrawl.extraction.page_type.decision import decide_page_type

__all__ = ["decide_page_type"]
