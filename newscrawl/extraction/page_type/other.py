"""Decides whether a page is a thing of another sort: a product, an event, a forum thread, a table of
numbers.
"""

from __future__ import annotations

from newscrawl.extraction.page_type.signs import NEWS_TYPES, Signs
from newscrawl.outcomes import PageType

OTHER_TYPES = frozenset(
    {"Product", "ProductGroup", "Offer", "Event", "SportsEvent", "MusicEvent", "JobPosting",
    "RealEstateListing",
     "DiscussionForumPosting", "QAPage", "ContactPage", "CheckoutPage", "WeatherForecast"}
)  # fmt: skip
"""schema.org types of pages that tell no story."""
OTHER_OPEN_GRAPH = frozenset(
    {"product", "product.item", "product.group", "event", "profile", "business.business", "place"}
)


def judge_other(signs: Signs) -> tuple[PageType, str] | None:
    """A page that is declared as another thing and as no article, or is a forum's thread by address or markup."""
    if signs.types & NEWS_TYPES:
        return None
    declared = signs.view.metadata.declared_types
    kind = next((name for name in declared if name in OTHER_TYPES or name in OTHER_OPEN_GRAPH), None)
    if kind and (signs.article_type is None or kind == "DiscussionForumPosting"):
        return PageType.unknown, f"declared as {kind}, and as no article"
    role = signs.roles.get("forum")
    if role:
        return PageType.unknown, f"the address of a forum: {role}"
    mark = signs.find_mark(PageType.unknown) if signs.article_type is None else None
    if mark:
        return PageType.unknown, f"the markup of a forum: “{mark}”"
    head, role = signs.find_head(PageType.unknown), signs.roles.get("service")
    if head and (role or not signs.is_told):
        return PageType.unknown, f"a page of the site’s own, headed “{head}”"
    return None
