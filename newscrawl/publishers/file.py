"""Decides how a publisher file is written, and what is told to its writer when something is wrong in it.

    domains = ["news.example"]     # the site's, their subdomains included

    [[layout]]                     # as many as the site has had
    from = 2009-01-01              # days of publication; one or both may be left out
    until = 2012-06-30
    body = "#storyBody"            # CSS or XPath: where the story stands
    drop = [".relLinks", { select = ".promo", kind = "newsletter" }]

    [layout.fields]
    authors = ".byline a"
    published = { select = ".dateline", timezone = "America/New_York" }
    section = { value = "World" }

What becomes of a page by it is decided in `guide.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from newscrawl.metadata.images import make_absolute
from newscrawl.metadata.stated_dates import read_stated
from newscrawl.publishers.fields import read_tag
from newscrawl.publishers.rules import DropRule, FieldRule, Layout, Publisher
from newscrawl.publishers.schema import (
    DATE_FIELDS,
    FIELD_NAMES,
    LIST_FIELDS,
    DropEntry,
    FieldEntry,
    LayoutEntry,
    PublisherEntry,
    list_keys,
)
from newscrawl.publishers.selectors import Selector, compile_selector
from newscrawl.site import complete_address, strip_www
from newscrawl.site_schema import explain_error, hint_at
from newscrawl.sites import read_host
from newscrawl.toml_faults import TomlFault, TomlFileError, parse_toml, read_toml_text
from newscrawl.toml_lines import TomlLines, read_lines

T = TypeVar("T", bound=msgspec.Struct)


class PublisherFileError(TomlFileError):
    """A publisher file cannot be used."""


def read_publisher_file(path: Path) -> Publisher:
    """Read a publisher file. Raises PublisherFileError with every fault in it, or that it cannot be read."""
    return parse_publisher(read_toml_text(path, PublisherFileError), str(path))


def parse_publisher(text: str, path: str) -> Publisher:
    """Read the text of a publisher file. path: for the messages. Raises PublisherFileError."""
    data = parse_toml(text, path, PublisherFileError)
    reader = _Reader(read_lines(text))
    domains = reader.read_domains(data)
    tables = data.get("layout", [])
    if not isinstance(tables, list) or not tables:
        reader.tell("layout", "write [[layout]] in double brackets, at least once")
        tables = []
    layouts = tuple(reader.read_layout(table, index) for index, table in enumerate(tables))
    if reader.faults:
        raise PublisherFileError(path, tuple(sorted(reader.faults, key=lambda fault: fault.line)))
    return Publisher(Path(path).name, domains, layouts)


class _Reader:
    """Reads a file part by part and gathers what is wrong in it, so that one run tells all of it."""

    def __init__(self, lines: TomlLines) -> None:
        self.lines = lines
        self.faults: list[TomlFault] = []
        self.layout = -1

    def tell(self, key: str, why: str, value: object = None) -> None:
        """Note a fault in a key of the layout that is being read, or else of the top."""
        self.faults.append(TomlFault(line=self._find_line(key, value), key=key, why=why))

    def read_domains(self, data: dict[str, Any]) -> tuple[str, ...]:
        """Read the keys at the top."""
        self._tell_unknown(data, (*list_keys(PublisherEntry), "layout"))
        entry = self._convert({key: data[key] for key in ("domains",) if key in data}, PublisherEntry, "domains")
        domains = entry.domains if entry is not None else []
        if entry is not None and not domains:
            self.tell("domains", "name at least one domain")
        for domain in domains:
            if "/" in domain or not read_host(complete_address(domain)):
                self.tell("domains", f"{domain!r} is no domain", domain)
        return tuple(strip_www(domain.lower()) for domain in domains)

    def read_layout(self, table: Any, index: int) -> Layout:
        """Read one layout; after a fault what it gives is not used."""
        self.layout = index
        empty = Layout(name="", fields={})
        if not isinstance(table, dict):
            self.tell("layout", "write [[layout]] in double brackets")
            return empty
        self._tell_unknown(table, list_keys(LayoutEntry))
        plain = {key: table[key] for key in ("name", "from", "until", "body") if key in table}
        entry = self._convert(plain, LayoutEntry, "layout")
        if entry is None:
            return empty
        if entry.first and entry.until and entry.until < entry.first:
            self.tell("until", f"{entry.until} lies before from, {entry.first}")
        drops, fields = table.get("drop", []), table.get("fields", {})
        if not isinstance(drops, list) or not isinstance(fields, dict):
            self.tell(*("fields", "must be a table") if isinstance(drops, list) else ("drop", "must be a list"))
            return empty
        if not table.keys() & {"body", "drop", "fields"}:
            self.tell("layout", "says nothing: give body, drop or fields")
        found = {name: self._read_field(name, field) for name, field in fields.items()}
        return Layout(
            name=entry.name or str(index + 1),
            first=entry.first,
            last=entry.until,
            body=self._compile("body", entry.body) if entry.body is not None else None,
            drops=tuple(rule for rule in map(self._read_drop, drops) if rule is not None),
            fields={name: rule for name, rule in found.items() if rule is not None},
        )

    def _read_drop(self, drop: Any) -> DropRule | None:
        entry = self._convert({"select": drop} if not isinstance(drop, dict) else drop, DropEntry, "drop")
        selector = self._compile("drop", entry.select) if entry is not None else None
        return DropRule(selector, entry.kind) if entry is not None and selector is not None else None

    def _read_field(self, name: str, field: Any) -> FieldRule | None:
        if name not in FIELD_NAMES:
            self.tell(name, f"no field that a file can give{hint_at(name, FIELD_NAMES)}")
            return None
        entry = self._convert({"select": field} if not isinstance(field, dict) else field, FieldEntry, name)
        if entry is None:
            return None
        if (entry.select is None) == (entry.value is None):
            self.tell(name, "give either select or value")
            return None
        if entry.timezone is not None and (name not in DATE_FIELDS or entry.select is None):
            self.tell(name, "timezone is for a date that a selector finds", entry.timezone)
        zone = self._read_zone(name, entry.timezone)
        if entry.select is not None:
            selector = self._compile(name, entry.select)
            return FieldRule(selector, zone=zone) if selector is not None else None
        values = [entry.value] if isinstance(entry.value, str) else entry.value or []
        for fault in _find_value_faults(name, values):
            self.tell(name, fault)
        return FieldRule(None, tuple(values))

    def _read_zone(self, key: str, name: str | None) -> ZoneInfo | None:
        try:
            return ZoneInfo(name) if name is not None else None
        except (LookupError, ValueError, OSError):
            self.tell(key, f"{name!r} is no time zone: write it as Europe/Berlin", name)
            return None

    def _compile(self, key: str, text: str) -> Selector | None:
        try:
            return compile_selector(text)
        except ValueError as error:
            self.tell(key, str(error), text)
            return None

    def _convert(self, table: dict[str, Any], form: type[T], key: str) -> T | None:
        """Check one table by its schema; unknown keys are told all, of wrong values the first."""
        known = list_keys(form)
        unknown = [name for name in table if name not in known]
        for name in unknown:
            self.tell(key, f"unknown key {name}{hint_at(name, known)}")
        try:
            return msgspec.convert({name: table[name] for name in table if name in known}, form)
        except msgspec.ValidationError as error:
            why, inner, _ = explain_error(str(error))
            self.tell(inner if self._find_key(inner) is not None else key, why)
            return None

    def _tell_unknown(self, table: dict[str, Any], known: tuple[str, ...]) -> None:
        for name in [name for name in table if name not in known]:
            self.tell(name, f"unknown key{hint_at(name, known)}")
            del table[name]

    def _find_key(self, key: str) -> tuple[str, int, str] | None:
        """Give the place of a key: at the top, or between the layout's head and the next one's."""
        if self.layout < 0:
            return ("", 0, key) if ("", 0, key) in self.lines.keys else None
        start = self.lines.find("layout", self.layout)
        end = self.lines.tables.get(("layout", self.layout + 1), len(self.lines.text) + 1)
        places = (place for place, line in self.lines.keys.items() if place[2] == key and start <= line < end)
        return next(places, None)

    def _find_line(self, key: str, value: object) -> int:
        place = self._find_key(key)
        if place is not None:
            return self.lines.find(*place, value)
        return self.lines.find("layout", max(self.layout, 0)) if self.layout >= 0 else 1


def _find_value_faults(name: str, values: list[str]) -> Iterator[str]:
    """Find what is wrong with a constant."""
    if len(values) != 1 and name not in LIST_FIELDS:
        yield "is one text, not a list"
    for value in values:
        if not value.strip():
            yield "is empty"
        elif name == "language" and read_tag(value) is None:
            yield f"{value!r} is no language tag: write en or pt-BR"
        elif name in DATE_FIELDS and read_stated(value, "", None) is None:
            yield f"{value!r} is no date"
        elif name == "image" and make_absolute(value, None) is None:
            yield f"{value!r} is no URL"
