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
    """A page that is declared as another thing and as no article, or is a forum's thread by its address."""
    if signs.types & NEWS_TYPES:
        return None
    kind = next(
        (name for name in signs.view.metadata.declared_types if name in OTHER_TYPES | OTHER_OPEN_GRAPH), None
    )
    if kind and not (signs.is_dated and signs.is_sure_story):
        return PageType.unknown, f"declared as {kind}, and as no article"
    role = signs.roles.get("forum")
    if role and not signs.is_dated and not signs.article_type:
        return PageType.unknown, f"the address of a forum: {role}"
    if kind == "DiscussionForumPosting":
        return PageType.unknown, "declared as a thread of a forum"
    return None
