"""Decides what kind of page the page says it is. What it really is, is left to the page's type."""

from __future__ import annotations

from newscrawl.metadata.head import Head
from newscrawl.metadata.story import ARTICLE_TYPES, Structured, read_types

OTHER_PAGE_TYPES = frozenset(
    {"CollectionPage", "SearchResultsPage", "ProfilePage", "ContactPage", "CheckoutPage", "ImageGallery",
     "MediaGallery",
     "VideoGallery", "Product", "Event", "JobPosting", "Course"}
)  # fmt: skip
"""schema.org types that say that a page is no article; a `VideoObject` or `WebPage` alone says neither."""
_SILENT_OPEN_GRAPH = frozenset({"website", "object", "page", "non_profit", "company", "blog"})
"""`og:type` values that publishing systems set on every page."""
MAX_TYPES = 30


def read_declared_types(head: Head, structured: Structured) -> tuple[str, ...]:
    """Give schema.org types, then `og:type`, in the page's order, no doubles."""
    names = [name for _, item in structured.items for name in read_types(item) if name]
    return tuple(dict.fromkeys([*names, *(kind.lower() for kind in head.read_all("og:type"))]))[:MAX_TYPES]


def is_article_declared(head: Head, structured: Structured) -> bool | None:
    """Tell whether structured data or `og:type` call the page an article; None where they say nothing.

    Structured data goes first: publishing systems set `og:type` to `article` for lists too.
    """
    types = {name for _, item in structured.items for name in read_types(item)}
    if types & ARTICLE_TYPES and structured.stories:
        return True
    if types & OTHER_PAGE_TYPES:
        return False
    kind = (head.read_first("og:type") or "").lower()
    if kind in ("article", "news", "newsarticle", "news.article", "blogposting"):
        return True
    return None if not kind or kind in _SILENT_OPEN_GRAPH else False
