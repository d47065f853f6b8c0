"""Decides how microdata becomes plain items in the shape of JSON-LD. Which item is the story is left to
`story.py`.

Follows https://html.spec.whatwg.org/multipage/microdata.html without `itemref`. extruct's reader was
measured and left: it copies and cleans the markup of every value (40 ms on a page of pages_dev) and costs
250 ms to import.
"""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement

from newscrawl.metadata.json_ld import Item
from newscrawl.metadata.plain_text import read_paragraphs, read_text
from newscrawl.metadata.survey import Survey

MAX_PROPERTIES = 1_000
"""Properties read on a page. No page of the development sets has more than 266."""

MAX_BODIES = 10

_ADDRESS_ATTRIBUTES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "video": "src",
    "audio": "src", "iframe": "src", "embed": "src", "object": "data", "data": "value", "meter": "value",
}  # fmt: skip
_NAMED_BY_TEXT = frozenset(
    {"name", "headline", "author", "creator", "articleSection", "keywords", "about", "publisher"}
)


def read_microdata(survey: Survey) -> list[Item]:
    """Give the items that are no property of another, in document order: `@type` (a list of bare type
    names) and the properties, a list where a property repeats. Properties outside any item come last,
    as one item without type."""
    items: dict[HtmlElement, Item] = {}
    top: list[Item] = []
    loose: Item = {}
    bodies = 0
    for element in survey.marked[:MAX_PROPERTIES]:
        names = (element.get("itemprop") or "").split()
        is_item = element.get("itemscope") is not None
        value: Any = None
        if is_item:
            types = (element.get("itemtype") or "").split()
            value = items[element] = {"@type": [name.rstrip("/").rpartition("/")[2] for name in types]}
            if element.get("itemid"):
                value["@id"] = element.get("itemid")
        if not names:
            if is_item:
                top.append(value)
            continue
        owner = _find_owner(element, items)
        for name in names:
            bodies += name == "articleBody"
            if bodies > MAX_BODIES and name == "articleBody":
                continue  # nested bodies would each be read to the end
            add_value(loose if owner is None else owner, name, value if is_item else _read_value(element, name))
        if owner is None and is_item:
            top.append(value)
    return [*top, loose] if loose else top


def add_value(item: Item, name: str, value: Any) -> None:
    """Add a property's value, in place: a second value makes a list."""
    if value is None or value == "":
        return
    if name not in item:
        item[name] = value
    elif isinstance(item[name], list):
        item[name].append(value)
    else:
        item[name] = [item[name], value]


def _find_owner(element: HtmlElement, items: dict[HtmlElement, Item]) -> Item | None:
    for around in element.iterancestors():
        if around.get("itemscope") is not None:
            return items.get(around)
    return None


def _read_value(element: HtmlElement, name: str) -> str | None:
    tag = element.tag
    content = element.get("content")
    if content is not None:
        return str(content)
    if tag == "time":
        return element.get("datetime") or read_text(element)
    attribute = _ADDRESS_ATTRIBUTES.get(tag)
    if attribute and not (tag == "a" and name in _NAMED_BY_TEXT):
        return element.get(attribute) or None
    if name == "articleBody":
        return read_paragraphs(element)
    return read_text(element)
