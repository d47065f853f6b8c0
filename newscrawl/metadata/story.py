"""Decides which structured items speak of the page's own story, and reads values out of them.

Pages carry items of teasers, of videos, of the site and of other stories; what the chosen item says of a
field is left to that field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawl.metadata.json_ld import Item
from newscrawl.metadata.plain_text import clean_line, fold, strip_markup

ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle",
        "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle",
        "SatiricalArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "APIReference",
        "Report", "SocialMediaPosting", "BlogPosting", "LiveBlogPosting", "DiscussionForumPosting",
    }
)  # fmt: skip
"""schema.org's Article and all its subtypes."""
OTHER_TYPES = frozenset({"Review", "CriticReview", "ClaimReview", "Recipe", "HowTo", "CreativeWork", "NewsItem"})
"""Types under which pages also tell stories; asked after the articles."""
PAGE_TYPES = frozenset({"WebPage", "ItemPage", "MedicalWebPage", "AboutPage", "FAQPage", "QAPage", "WebContent"})
"""Types of the page round the story: asked last, since their dates and names may be those of the page."""

MAX_BODY_CHARACTERS = 1_000_000

MAX_VALUES = 200
"""Values of one property that are read. The development sets have 63 at most, of keywords."""
MAX_DEPTH = 6
"""How deep nested values are followed (`author` → `worksFor` → …); references may form circles."""


@dataclass(frozen=True, slots=True)
class Structured:
    """What structured data says. stories: (source, item) of the story, best first: the story's item, then
    the page's. items: all items. by_id: the items that references name. source is `json-ld` or
    `microdata`."""

    stories: tuple[tuple[str, Item], ...] = ()
    items: tuple[tuple[str, Item], ...] = ()
    by_id: Mapping[str, Item] = field(default_factory=dict)

    def read_values(self, *names: str) -> Iterator[tuple[str, str, Any]]:
        """Give (source, property, value) of the story for the first named property of each item, lists
        opened."""
        for source, item in self.stories:
            for name in names:
                for value in open_list(item.get(name))[:MAX_VALUES]:
                    yield source, name, value

    def read_text(self, *names: str) -> str | None:
        """Give the first value of the story among these properties, as plain text."""
        for _, _, value in self.read_values(*names):
            text = clean_line(value if isinstance(value, str) else self.read_name(value))
            if text:
                return text
        return None

    def read_body(self) -> str | None:
        """Give the longest `articleBody` of the story as plain text, a paragraph a line."""
        bodies = [value for _, _, value in self.read_values("articleBody", "text") if isinstance(value, str)]
        return strip_markup(max(bodies, key=len)[:MAX_BODY_CHARACTERS]) if bodies else None

    def read_name(self, value: Any, depth: int = 0) -> str | None:
        """Give the name of a string or of an item, references resolved."""
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str):
            return clean_line(value)
        if not isinstance(value, dict) or depth > MAX_DEPTH:
            return None
        name = self.read_name(value.get("name"), depth + 1)
        if name:
            return name
        target = self.by_id.get(str(value.get("@id")))
        return self.read_name(target, depth + 1) if target is not None and target is not value else None


def choose_stories(
    json_ld: Iterable[Item], microdata: Iterable[Item], *, addresses: Iterable[str], titles: Iterable[str]
) -> Structured:
    """Rank the items: those whose address or headline is the page's before others, articles before pages.

    addresses: URLs of the page (its own, the canonical one). titles: what title and metas call the story.
    """
    items = [("json-ld", item) for item in json_ld] + [("microdata", item) for item in microdata]
    by_id = {str(item["@id"]): item for _, item in items if "@id" in item and len(item) > 1}
    keys = {_fold_address(address) for address in addresses if address}
    heads = [fold(title) for title in titles if title]
    ranked = [(rank_item(item, keys, heads), -at, source, item) for at, (source, item) in enumerate(items)]
    chosen = sorted((entry for entry in ranked if entry[0] > 0), key=lambda entry: entry[:2], reverse=True)
    stories: list[tuple[str, Item]] = []
    best = chosen[0][0] if chosen else 0
    for rank, _, source, item in chosen:
        # A second article is believed only where it fits the page as well as the first: else it is a teaser.
        if rank < 20 or rank >= min(best, 24):
            stories.append((source, item))
    return Structured(tuple(stories[:6]), tuple(items), by_id)


def rank_item(item: Item, addresses: set[str], titles: list[str]) -> int:
    """Give how well an item speaks of the story: 20 and more for articles, 10 for other works, 1 for the
    page."""
    types = set(read_types(item))
    if types & ARTICLE_TYPES:
        rank = 20
    elif types & OTHER_TYPES and (item.get("headline") or item.get("datePublished")):
        rank = 10
    elif types & PAGE_TYPES and not types & {"AboutPage"}:
        rank = 1
    elif not types and ("headline" in item or "datePublished" in item or "articleBody" in item):
        rank = 5
    else:
        return 0
    if any(_fold_address(address) in addresses for address in _read_addresses(item)):
        rank += 4
    headline = fold(clean_line(_first(item.get("headline"))) or clean_line(_first(item.get("name"))) or "")
    if headline and any(headline in title or title in headline for title in titles if title):
        rank += 5
    return rank


def read_types(item: Item) -> list[str]:
    """Give the bare names of an item's types."""
    types = open_list(item.get("@type") or item.get("type"))
    return [name.rpartition("/")[2].rpartition(":")[2].strip() for name in types if isinstance(name, str)]


def open_list(value: Any) -> list[Any]:
    """Give the values of a property that may hold one or several, one level of nesting opened; `@list`
    too."""
    if isinstance(value, dict) and set(value) <= {"@list", "@type"} and "@list" in value:
        value = value["@list"]
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    return [inner for outer in value for inner in (outer if isinstance(outer, list) else [outer]) if inner is not None]


def _first(value: Any) -> Any:
    values = open_list(value)
    return values[0] if values else None


def _read_addresses(item: Item) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        for value in open_list(item.get(name)):
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                yield from (value[key] for key in ("@id", "url") if isinstance(value.get(key), str))


def _fold_address(address: str) -> str:
    address = address.split("#")[0].split("?")[0].strip().lower()
    return address.partition("://")[2].removeprefix("www.").rstrip("/") or address.rstrip("/")
