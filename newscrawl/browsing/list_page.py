"""Decides how what was found is shown: a form that narrows it down, a table, and what each file holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lxml.html import HtmlElement

from newscrawl.browsing.frame import render_page
from newscrawl.browsing.query import KINDS, ORDERS, PAGE_SIZE, Query
from newscrawl.browsing.store import FileCounts, FoundLine, FoundLines
from newscrawl.explanation.document import make_element, make_table

HEADER = ("title", "site", "date", "language", "score, or why rejected", "what it is")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers to choose from, each value with its number of lines."""

    sites: Sequence[tuple[str, int]]
    languages: Sequence[tuple[str, int]]
    reasons: Sequence[tuple[str, int]]


def render_list(query: Query, found: FoundLines, choices: Choices, files: Sequence[FileCounts]) -> str:
    """Give the whole page."""
    main = [
        make_element("h2", "Found", id="found"),
        make_element("p", tell_found(query, found), role="status"),
        _show_lines(query, found) if found.lines else _tell_nothing(query, found, files),
        *_show_pages(query, found.count),
    ]
    content = [
        make_element("header", make_element("h1", "Records"), _tell_trouble(files)),
        _show_form(query, choices),
        make_element("main", *main),
        _show_files(files),
    ]
    title = f"Records: {query.words}" if query.words else "Records"
    return render_page(f"{title}, page {query.page}" if query.page > 1 else title, content, skip_to="found")


def name_address(query: Query, line: FoundLine) -> str:
    """Give the address of a record's page; the query stands in it, so that one comes back to its list."""
    place = urlencode({"file": line.file, "row": line.row})
    asked = query.write()
    return f"/record?{place}&{asked}" if asked else f"/record?{place}"


def tell_found(query: Query, found: FoundLines) -> str:
    """Say how many there are, and which of them are shown."""
    counted = f"{found.count:,} {KINDS[query.kind]}"
    if not found.lines:
        return counted
    first = PAGE_SIZE * (query.page - 1) + 1
    return f"{counted}, {ORDERS[query.order][0]}; {first:,} to {first + len(found.lines) - 1:,} are shown"


def _tell_nothing(query: Query, found: FoundLines, files: Sequence[FileCounts]) -> HtmlElement:
    if found.count:
        told = "There are no so many pages."
    elif query.is_narrowed:
        told = "Nothing is like that. Ask for less, or show all."
    else:
        told = "The files hold no record yet; when they do, load this page again." if files else "There is no file yet."
    return make_element("p", told)


def _show_lines(query: Query, found: FoundLines) -> HtmlElement:
    rows: list[list[Any]] = []
    for line in found.lines:
        link = make_element("a", line.title or line.url, href=name_address(query, line))
        rated = line.reason if line.kind == "reject" else None if line.score is None else f"{line.score:.2f}"
        rows.append([link, line.site, line.day or "–", line.language or "–", rated or "–", _tell_what(line)])
    return make_table("Records and rejections found", HEADER, rows)


def _tell_what(line: FoundLine) -> str:
    if line.kind == "reject":
        return "rejection"
    told = "record" if line.version is None or line.version < 2 else f"version {line.version}, {line.change or ''}"
    return f"{told.rstrip(', ')}, tells a story again" if line.dup_of else told.rstrip(", ")


def _show_pages(query: Query, count: int) -> list[HtmlElement]:
    last = max(-(-count // PAGE_SIZE), 1)
    wanted = [("First", 1), ("Previous", min(query.page - 1, last)), ("Next", query.page + 1), ("Last", last)]
    links = [
        make_element("li", make_element("a", f"{name} page", href=f"/?{query.write(page=number)}"))
        for name, number in wanted
        if number != query.page and 1 <= number <= last
    ]
    if not links:
        return []
    here = make_element("li", f"Page {query.page:,} of {last:,}", aria_current="page")
    return [make_element("nav", make_element("ul", here, *links), aria_label="Pages")]


def _show_form(query: Query, choices: Choices) -> HtmlElement:
    sites = [make_element("option", value=site) for site, _ in choices.sites]
    kinds = [(value, name) for value, name in KINDS.items()]
    orders = [(value, name) for value, (name, _) in ORDERS.items()]
    number = {"type": "number", "min": "0", "max": "1", "step": "0.01"}
    fields = [
        _make_field("words", "Words", query.words, type="search", size="32", autocomplete="off"),
        _make_field("site", "Site", query.site, list="sites", autocomplete="off"),
        make_element("datalist", *sites, id="sites"),
        _make_choice("language", "Language", query.language, _count_choices(choices.languages)),
        _make_field("since", "From day", query.since, type="date"),
        _make_field("until", "To day", query.until, type="date"),
        _make_choice("kind", "Show", query.kind, kinds),
        _make_choice("reason", "Rejected as", query.reason, _count_choices(choices.reasons)),
        _make_field("least", "Score from", query.least, **number),
        _make_field("most", "Score to", query.most, **number),
        _make_choice("order", "In order", query.order, orders),
    ]
    if query.story:
        fields.append(make_element("input", type="hidden", name="story", value=query.story))
    buttons = make_element(
        "p", make_element("button", "Search", type="submit"), " ", make_element("a", "Show all", href="/")
    )
    hint = make_element(
        "p",
        "Each word, or phrase in “quotation marks”, has to stand in title, text, authors, evidence or address.",
        class_="soft",
    )
    told = [make_element("p", "Only records of one story are shown.", class_="soft")] if query.story else []
    return make_element("form", make_element("div", *fields, class_="fields"), hint, *told, buttons, role="search")


def _make_field(name: str, label: str, value: str, **attributes: str) -> HtmlElement:
    field = make_element("input", id=name, name=name, value=value, **attributes)
    return make_element("p", make_element("label", label, for_=name), field)


def _make_choice(name: str, label: str, value: str, choices: Sequence[tuple[str, str]]) -> HtmlElement:
    """Make a list to choose from; what an address asks for stays chosen, offered or not."""
    offered = choices if value in dict(choices) else [*choices, (value, value)]
    options = [
        make_element("option", told, value=offer, **({"selected": "selected"} if offer == value else {}))
        for offer, told in offered
    ]
    select = make_element("select", *options, id=name, name=name)
    return make_element("p", make_element("label", label, for_=name), select)


def _count_choices(choices: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    return [("", "any"), *((value, f"{value} ({count:,})") for value, count in choices)]


def _tell_trouble(files: Sequence[FileCounts]) -> HtmlElement:
    """Say what the files hold, and what of them is not shown."""
    records, rejections = sum(file.records for file in files), sum(file.rejections for file in files)
    others, unread = sum(file.others for file in files), [file for file in files if file.fault]
    told = [f"{records:,} records and {rejections:,} rejections; files: {len(files):,}."]
    if others:
        told.append(f"{others:,} lines hold neither, or are broken, and are left out.")
    if unread:
        told.append(f"{len(unread):,} of the files cannot be read, or not to their end.")
    link = [" ", make_element("a", "File by file", href="#files")] if files else []
    return make_element("p", " ".join(told), *link, class_="soft")


def _show_files(files: Sequence[FileCounts]) -> HtmlElement:
    header = ("file", "records", "rejections", "left out", "trouble")
    rows = [
        [file.name, f"{file.records:,}", f"{file.rejections:,}", f"{file.others:,}", file.fault or "none"]
        for file in files
    ]
    table = make_table("Files", header, rows, numbers=3)
    return make_element("section", make_element("h2", "Files", id="files"), table)
