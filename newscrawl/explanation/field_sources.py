"""Decides what is told as the source of each field of the metadata: every place of the page that states its value.

The readers of `metadata/` weigh several places against each other, so a field is told with all places that agree with
what was chosen. Wrong where a value was put together of several (a title without the site's name stands in no meta to
the letter): then the places that hold it within a longer text are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from lxml.html import HtmlElement

from newscrawl.extraction.result import Extraction
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.metadata.head import Head, read_head
from newscrawl.metadata.json_ld import Item, read_json_ld
from newscrawl.metadata.microdata import read_microdata
from newscrawl.metadata.plain_text import clean_line, fold, read_text
from newscrawl.metadata.story import read_types
from newscrawl.metadata.survey import Survey, survey_page
from newscrawl.metadata.timestamps import read_moment

TOLD_PLACES = 4
"""Places told of one value; pages repeat a headline in a dozen metas."""
MAX_STATEMENTS = 5_000
MAX_DEPTH = 4
MAX_SHOWN_CHARACTERS = 300
"""Longer texts of the page are no field; the story's own text is asked last."""
MIN_WITHIN = 4
"""Shorter values stand within longer texts by chance."""
DATES = frozenset({"published", "modified"})
LEFT_OUT = frozenset({"article_body", "published_raw", "published_source", "warnings", "images", "declared_types"})
STORY_TEXT, PUT_TOGETHER, NOT_STATED = "the story's text", "put together from several places", "not stated"


@dataclass(frozen=True, slots=True)
class FieldSource:
    """One field. value: as a person reads it, None where the page does not say. places: where it is stated."""

    name: str
    value: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one place of the page says."""

    place: str
    text: str
    folded: str


def find_field_sources(extraction: Extraction, tree: HtmlElement) -> tuple[FieldSource, ...]:
    """Give every field with the places of the page that state it."""
    facts, statements = extraction.metadata, list(_list_statements(tree))
    given = extraction.publisher.fields if extraction.publisher is not None else ()
    story = fold(extraction.text)
    told = []
    for name, values in _list_values(facts):
        found = (place for value in values for place in _find_places(name, value, statements, facts))
        places = list(dict.fromkeys(found))
        if name in given and extraction.publisher is not None:
            places = [f"publisher file {extraction.publisher.file}"]
        elif name == "published" and facts.published_source:
            raw = f" “{facts.published_raw}”" if facts.published_raw else ""
            places = [f"{facts.published_source}{raw}", *places]
        elif values and not places:
            places = [STORY_TEXT if all(fold(value) in story for value in values) else PUT_TOGETHER]
        told.append(FieldSource(name, ", ".join(values) or None, tuple(places[:TOLD_PLACES]) or (NOT_STATED,)))
    return tuple(told)


def list_plain_fields(facts: Metadata) -> tuple[FieldSource, ...]:
    """Give the fields of a plain text, which only its own lines can state."""
    return tuple(
        FieldSource(name, ", ".join(values) or None, ("the text",) if values else (NOT_STATED,))
        for name, values in _list_values(facts)
    )


def _list_values(facts: Metadata) -> Iterator[tuple[str, list[str]]]:
    for field in fields(facts):
        if field.name not in LEFT_OUT:
            yield field.name, list(_write(getattr(facts, field.name)))


def _write(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _write(item)
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, Image):
        yield value.url
    elif value is not None:
        yield str(value)


def _find_places(name: str, value: str, statements: Iterable[_Statement], facts: Metadata) -> Iterator[str]:
    """Give the places that say the value, those that say just that first."""
    if name in DATES:
        yield from (one.place for one in statements if _is_moment(one, value, facts.language))
        return
    if name in ("is_free", "is_article_declared"):
        words = ("accessibleforfree", "content_tier>") if name == "is_free" else ("@type", "og:type>")
        outer = (one.place for one in statements if one.place.count(".") <= 1)
        yield from (place for place in outer if place.lower().endswith(words))
        return
    wanted = fold(value)
    if not wanted:
        return
    yield from (one.place for one in statements if one.folded == wanted)
    if name == "language":
        yield from (one.place for one in statements if "lang" in one.place.lower() and one.folded.startswith(wanted))
    elif len(wanted) >= MIN_WITHIN:
        yield from (f"{one.place} (within)" for one in statements if one.folded != wanted and wanted in one.folded)


def _is_moment(statement: _Statement, value: str, language: str | None) -> bool:
    if not any(map(str.isdigit, statement.text)) or len(statement.text) > MAX_SHOWN_CHARACTERS:
        return False
    if not any(word in statement.place.lower() for word in ("date", "time", "publish", "modif", "created", "updated")):
        return False
    moment = read_moment(statement.text, language)
    return moment is not None and moment.write() == value


def _list_statements(tree: HtmlElement) -> Iterator[_Statement]:
    """Give what all places say, in the order in which they are told."""
    survey = survey_page(tree)
    head = read_head(survey)
    count = 0
    for place, text in _list_texts(survey, head, tree):
        line = clean_line(text)
        if line:
            count += 1
            yield _Statement(place, line, fold(line))
        if count >= MAX_STATEMENTS:
            return


def _list_texts(survey: Survey, head: Head, tree: HtmlElement) -> Iterator[tuple[str, object]]:
    for element in survey.h1:
        yield "<h1>", read_text(element)
    for item in read_json_ld(head.json_ld)[0]:
        yield from _walk_item("JSON-LD", item)
    for item in read_microdata(survey):
        yield from _walk_item("microdata", item)
    yield "<title>", head.title
    for name, contents in head.metas.items():
        for content in contents:
            yield f"<meta {name}>", content
    for rel in ("canonical", "amphtml", "image_src", "author"):
        for address in head.links.get(rel, ()):
            yield f"<link {rel}>", address
    yield "<html lang>", head.lang
    yield from _list_shown(survey, tree)


def _list_shown(survey: Survey, tree: HtmlElement) -> Iterator[tuple[str, object]]:
    """Give the short texts of the page that stand in elements of a telling name."""
    for element in tree.iter("time"):
        yield "<time datetime>", element.get("datetime")
        yield "<time>", read_text(element)
    named = [("an element named author", survey.authors), ("the breadcrumb", survey.breadcrumbs)]
    for place, elements in [*named, ("a heading", survey.lesser)]:
        for element in elements:
            text = read_text(element)
            if text and len(text) <= MAX_SHOWN_CHARACTERS:
                yield place, text
    for element in tree.iter("p", "span", "div", "a", "figcaption", "address"):
        text = element.text if not len(element) else None
        if text and len(text) <= MAX_SHOWN_CHARACTERS:
            yield f"shown on the page, in <{element.tag}>", text


def _walk_item(label: str, item: Item) -> Iterator[tuple[str, object]]:
    stack: list[tuple[str, Any, int]] = [(f"{label} {'/'.join(read_types(item)) or 'item'}", item, 0)]
    while stack:
        place, value, depth = stack.pop()
        if isinstance(value, Mapping) and depth < MAX_DEPTH:
            inner = [(f"{place}.{key}", inside, depth + 1) for key, inside in value.items() if key != "articleBody"]
            stack += reversed(inner)
        elif isinstance(value, list):
            stack += [(place, inside, depth) for inside in reversed(value[:MAX_STATEMENTS])]
        elif isinstance(value, str | bool | int | float):
            yield place, str(value)
