"""Decides what a publisher file makes of a page's fields: the texts in their places, read as the engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from newscrawl.metadata.facts import Metadata
from newscrawl.metadata.images import make_absolute
from newscrawl.metadata.language import normalize_tag
from newscrawl.metadata.person_names import read_names
from newscrawl.metadata.plain_text import clean_line, read_text
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.stated_dates import Stated, read_stated
from newscrawl.publishers.rules import FieldRule

SOURCE = "publisher rule"
"""What the sources of fields that a file gave begin with."""
NO_ZONE = "published_without_zone"
MAX_VALUES = 50


def override_fields(
    tree: HtmlElement, url: str | None, metadata: Metadata, rules: Mapping[str, FieldRule]
) -> tuple[Metadata, tuple[str, ...], tuple[str, ...]]:
    """Give the metadata with the fields that rules give, the names of these, and of those whose rule gave nothing.

    What a selector finds is read as the engine reads such a field: a byline gives names, a date is normalised.
    """
    changes: dict[str, Any] = {}
    missed = []
    for name, rule in rules.items():
        texts = _read_texts(tree, rule) if rule.selector is not None else list(rule.values)
        found = _read_field(name, rule, texts, url, metadata) if texts else {}
        changes |= found
        if not found:
            missed.append(name)
    given = tuple(name for name in rules if name not in missed)
    if "published" in given:
        changes["warnings"] = tuple(code for code in metadata.warnings if code != NO_ZONE)
        if "T" not in changes["published"]:
            changes["warnings"] += (NO_ZONE,)
    return replace(metadata, **changes) if changes else metadata, given, tuple(missed)


def _read_texts(tree: HtmlElement, rule: FieldRule) -> list[str]:
    assert rule.selector is not None
    found = rule.selector.find(tree)[:MAX_VALUES]
    texts = [read_text(item) if isinstance(item, HtmlElement) else clean_line(str(item)) for item in found]
    return [text for text in texts if text]


def _read_field(
    name: str, rule: FieldRule, texts: Sequence[str], url: str | None, metadata: Metadata
) -> dict[str, Any]:
    """Give what changes in the metadata; nothing where the texts are no such field."""
    if name in ("published", "modified"):
        return _read_date(name, rule, texts, metadata.language)
    readers: dict[str, Callable[[], Any]] = {
        "authors": lambda: tuple(texts) if rule.selector is None else _read_people(texts),
        "tags": lambda: tuple(dict.fromkeys(texts)),
        "language": lambda: read_tag(texts[0]),
        "image": lambda: make_absolute(texts[0], url),
    }
    value = readers.get(name, lambda: texts[0])()
    return {name: value} if value else {}


def read_tag(text: str) -> str | None:
    """Read a text that is nothing but a language tag."""
    return normalize_tag(text) if len(text.split()) == 1 else None


def _read_people(texts: Sequence[str]) -> tuple[str, ...]:
    nobody = SiteNames(frozenset(), frozenset())
    return tuple(dict.fromkeys(name for text in texts for name in read_names(text, nobody)[0]))


def _read_date(name: str, rule: FieldRule, texts: Sequence[str], language: str | None) -> dict[str, Any]:
    place = rule.selector.text if rule.selector is not None else "value"
    source = f"{SOURCE}:{place}"
    dates = (read_stated(text, source, language, is_written=True) for text in texts)
    stated = next((date for date in dates if date is not None), None)
    if stated is None:
        return {}
    written = _write_moment(stated, rule.zone)
    if name == "modified":
        return {"modified": written}
    return {"published": written, "published_raw": stated.raw, "published_source": source}


def _write_moment(stated: Stated, zone: ZoneInfo | None) -> str:
    """Give the moment; one that is shown without a zone is by the site's own clock."""
    time = stated.moment.time
    if zone is None or time is None or stated.moment.is_instant:
        return stated.moment.write()
    return datetime.isoformat(time.replace(tzinfo=zone), timespec="seconds")
