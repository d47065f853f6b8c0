"""Decides how one record or rejection is shown: what was kept, what was cut by kind, what changed, where fields stand.

All that is shown comes of the line alone. Lines may be of any version, or of other hands: what a field should be is
asked of every value, and what is of another kind is shown as it is.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from newscrawl.browsing.frame import render_page
from newscrawl.browsing.query import Query
from newscrawl.explanation.document import make_element, make_link, make_list, make_table
from newscrawl.explanation.kinds import KINDS
from newscrawl.outcomes import PAGE_SCORE_MEANING, REASON_MEANING

MAX_RAW = 200_000
"""Characters of a line that are shown as it is."""
SHOWN_ELSEWHERE = frozenset({"blocks", "text", "removed", "diff", "title", "url"})
"""Fields that have a place of their own on the page."""
UNCUT = "The record names nothing that was cut."

Record = Mapping[str, Any]


def render_record(record: Record, query: Query, file: str, row: int) -> str:
    """Give the whole page. query: what was asked for; its words are marked. file, row: where the line stands."""
    title = _read_text(record, "title") or _read_text(record, "url") or "A line without title or address"
    asked = query.write()
    back = make_element("a", "Back to the list", href=f"/?{asked}" if asked else "/")
    head = make_element(
        "header",
        make_element("p", back),
        make_element("h1", title, dir="auto", id="record"),
        make_list([*_list_facts(record), ("stands in", f"{file}, line {row + 1:,}")], class_="facts"),
    )
    sections = [
        _show_text(record, query) if "text" in record or "blocks" in record else None,
        _show_cut(record) if "removed" in record else None,
        _show_changes(record),
        _show_fields(record),
        _show_raw(record),
    ]
    main = make_element("main", *[section for section in sections if section is not None])
    return render_page(title, [head, main], skip_to="record")


def _list_facts(record: Record) -> Iterator[tuple[str, Any]]:
    reason = _read_text(record, "reason")
    meanings = {name.value: meaning for name, meaning in REASON_MEANING.items()}
    if reason:
        yield "outcome", f"no article: {reason} ({meanings.get(reason, 'a reason of another version')})"
        yield "what shows it", _read_text(record, "evidence") or "–"
    else:
        yield "outcome", "article: it is a record"
    if url := _read_text(record, "url"):
        yield "address", make_link(url)
        yield "block by block", make_element("code", f"scrapy explain {shlex.quote(url)}")
    if "extraction_score" in record:
        yield "score", f"{_write(record['extraction_score'])} ({PAGE_SCORE_MEANING})"
    removed = _read_mapping(record, "removed")
    if isinstance(text := record.get("text"), str):
        cut = sum(count for count in removed.values() if isinstance(count, int))
        yield "characters", f"{len(text):,} kept, {cut:,} cut"
    warnings = record.get("warnings")
    if isinstance(warnings, list) and warnings:
        yield "warnings", _write(warnings)
    story = _read_text(record, "dup_cluster") or _read_text(record, "version_of")
    if story:
        address = f"/?{Query(story=story).write()}"
        yield "related", make_element("a", "Other versions and records of this story", href=address)


def _show_text(record: Record, query: Query) -> HtmlElement:
    items = []
    for kind, text in _list_blocks(record):
        shown = KINDS.get(f"kept-{kind}")
        name = make_element("span", kind.replace("_", " "), class_=f"kind tint-kept-{kind}" if shown else "kind")
        said = make_element("span", *_mark(text, query.needles), class_="said", dir="auto")
        items.append(make_element("li", name, said, class_=kind if shown else "other"))
    listed = make_element("ol", *items, class_="blocks") if items else make_element("p", "No text was kept.")
    return make_element("section", make_element("h2", "Clean text, block by block"), listed)


def _list_blocks(record: Record) -> Iterator[tuple[str, str]]:
    """Give the blocks with their kinds; of a record without blocks the paragraphs of its text."""
    blocks = record.get("blocks")
    if isinstance(blocks, list) and blocks:
        for block in blocks:
            if isinstance(block, dict):
                yield _write(block.get("type")), _write(block.get("text"))
            else:
                yield "of another form", _write(block)
    else:
        yield from (("paragraph", part) for part in _write(record.get("text")).split("\n\n") if part.strip())


def _mark(text: str, needles: tuple[str, ...]) -> list[Any]:
    if not needles:
        return [text]
    longest_first = sorted(needles, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", text, flags=re.IGNORECASE)
    return [make_element("mark", part) if number % 2 else part for number, part in enumerate(parts) if part]


def _show_cut(record: Record) -> HtmlElement:
    removed = {
        kind: count for kind, count in _read_mapping(record, "removed").items() if isinstance(count, int) and count > 0
    }
    total = sum(removed.values())
    rows = []
    for kind, count in sorted(removed.items(), key=lambda item: -item[1]):
        shown = KINDS.get(kind)
        swatch = make_element("span", class_=f"swatch tint-{kind}" if shown else "swatch", aria_hidden="true")
        name = make_element("span", swatch, shown.name if shown else kind)
        meaning = shown.meaning if shown else "a kind of another version"
        rows.append([name, f"{count:,}", f"{count / total:.1%}", meaning])
    header = ("kind", "characters", "share", "why")
    table = make_table("What was cut", header, rows, numbers=2) if rows else make_element("p", UNCUT)
    return make_element("section", make_element("h2", "What was cut, by kind"), table)


def _show_changes(record: Record) -> HtmlElement | None:
    changes = record.get("diff")
    if not isinstance(changes, list) or not changes:
        return None
    parts = []
    for change in changes:
        both = [change.get("old"), change.get("new")] if isinstance(change, dict) else [None, change]
        shown = [make_element(tag, _write(said)) for tag, said in zip(("del", "ins"), both, strict=True) if said]
        parts.append(make_element("p", *shown, dir="auto"))
    told = make_element("p", make_element("del", "gone"), " ", make_element("ins", "come"), class_="soft")
    return make_element("section", make_element("h2", "What changed since the version before"), told, *parts)


def _show_fields(record: Record) -> HtmlElement:
    extractor = _read_mapping(record, "extractor")
    given = extractor.get("publisher_fields")
    rows: list[list[Any]] = []
    for name, value in record.items():
        if name in SHOWN_ELSEWHERE:
            continue
        told = _write(value) or "–"
        source = "–"
        if name == "published" and _read_text(record, "published_source"):
            raw = _read_text(record, "published_raw")
            source = f"{_read_text(record, 'published_source')}{f' “{raw}”' if raw else ''}"
        elif isinstance(given, list) and name in given:
            source = f"publisher file {_write(extractor.get('publisher'))}"
        rows.append([name, make_link(told) if "\n" not in told else told, source])
    table = make_table("Metadata", ("field", "value", "stated in"), rows)
    return make_element("section", make_element("h2", "Metadata"), table)


def _show_raw(record: Record) -> HtmlElement:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    rest = len(text) - MAX_RAW
    shown = text if rest <= 0 else f"{text[:MAX_RAW]}\n… and {rest:,} more characters"
    pre = make_element("pre", shown, tabindex="0", aria_label="The line as it is")
    return make_element("section", make_element("details", make_element("summary", "The line as it is"), pre))


def _write(value: Any) -> str:
    """Give a value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    if isinstance(value, dict) and not any(isinstance(one, dict | list) for one in value.values()):
        return "\n".join(f"{name}: {_write(one)}" for name, one in value.items() if one is not None)
    return json.dumps(value, ensure_ascii=False)


def _read_text(record: Record, name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None


def _read_mapping(record: Record, name: str) -> dict[str, Any]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}
