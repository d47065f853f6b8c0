"""Decides the summary that the page's metadata gives; the deck on the page is left to `subtitle.py`."""

from __future__ import annotations

from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import TITLE_SEPARATOR, SiteNames
from newscrawl.metadata.story import Structured

DESCRIPTION_METAS = ("description", "og:description", "twitter:description", "dc.description")


def read_description(head: Head, structured: Structured, publisher: str | None, site: SiteNames) -> str | None:
    """Give the summary that metas or structured data carry, that of the metas first."""
    texts = [*head.read_all(*DESCRIPTION_METAS), structured.read_text("description", "abstract")]
    return next((text for text in texts if text and not is_slogan(text, publisher, site)), None)


def is_slogan(text: str, publisher: str | None, site: SiteNames) -> bool:
    """Tell whether a description is that of the site: it begins with the publication's name, set off."""
    first, *rest = TITLE_SEPARATOR.split(text, maxsplit=1)
    return bool(rest) and (site.has_name(first) or fold(first) == fold(publisher or ""))
