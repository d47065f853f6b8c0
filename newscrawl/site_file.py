"""Decides how `sites.toml` is written, and what is told to its writer when something is wrong in it.

    [defaults]              # optional; for every site that does not say otherwise
    delay = 2.0

    [[site]]
    domain = "example.org"  # a bare domain is enough

What the keys mean is told in `site.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from newscrawl.addresses import find_url_fault
from newscrawl.errors import NewscrawlError
from newscrawl.metadata.language import normalize_tag
from newscrawl.site import Site, complete_address, strip_www
from newscrawl.site_schema import SiteEntry, SiteLimits, explain_error, hint_at, read_age
from newscrawl.sites import read_host
from newscrawl.toml_lines import TomlLines, read_lines

_Row = TypeVar("_Row", bound=SiteLimits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFault:
    """One thing that is wrong. line: counted from 1. key: empty where the fault is in no single key."""

    line: int
    key: str
    why: str


class SiteFileError(NewscrawlError):
    """`sites.toml` cannot be used. path: as given. faults: all that were found, in the order of lines."""

    def __init__(self, path: str, faults: tuple[SiteFault, ...]) -> None:
        keyed = ((fault.line, f"{fault.key}: " if fault.key else "", fault.why) for fault in faults)
        super().__init__("\n".join(f"{path}:{line}: {key}{why}" for line, key, why in keyed))
        self.path = path
        self.faults = faults


def read_site_file(path: str | Path) -> tuple[Site, ...]:
    """Read `sites.toml`. Raises SiteFileError with every fault in it, or that it cannot be read."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise _make_error(path, 1, f"cannot be read ({error.strerror})") from None
    try:
        return parse_sites(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _make_error(path, line, "not UTF-8 text") from None


def parse_sites(text: str, path: str = "sites.toml") -> tuple[Site, ...]:
    """Read the text of a `sites.toml`. path: for the messages. Raises SiteFileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _read_syntax_error(path, text, str(error)) from None
    lines = read_lines(text)
    faults: list[SiteFault] = list(_find_top_faults(data, lines))
    defaults = _convert(data.get("defaults", {}), SiteLimits, "defaults", 0, lines, faults) or SiteLimits()
    faults += _find_limit_faults(defaults, "defaults", 0, lines)
    sites = []
    tables = data.get("site", [])
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        entry = _convert(table, SiteEntry, "site", index, lines, faults)
        if entry is not None:
            found = [*_find_entry_faults(entry, index, lines)]
            faults += found
            if not found:
                sites.append(_build_site(entry, defaults))
    faults += _find_doubles(tables, lines)
    if faults:
        raise SiteFileError(path, tuple(sorted(faults, key=lambda fault: fault.line)))
    return tuple(sites)


def _find_top_faults(data: Mapping[str, Any], lines: TomlLines) -> Iterator[SiteFault]:
    for key, value in data.items():
        if key in ("site", "defaults"):
            continue
        line = lines.keys.get(("", 0, key)) or next(
            (at for (name, _), at in lines.tables.items() if name.split(".")[0] == key), 1
        )
        hint = "sites are written [[site]] with domain = …" if isinstance(value, (dict, list)) else None
        yield SiteFault(line=line, key=key, why=f"unknown key{hint_at(key, ('site', 'defaults'), hint)}")
    if isinstance(data.get("site"), dict):
        yield SiteFault(line=lines.find("site"), key="site", why="write [[site]] in double brackets")
    elif not data.get("site"):
        yield SiteFault(line=1, key="", why="no site in it: write [[site]] with domain = …")


def _convert(
    table: Any, form: type[_Row], name: str, index: int, lines: TomlLines, faults: list[SiteFault]
) -> _Row | None:
    """Check one table by its schema; unknown keys are told all, of wrong values the first. Fills `faults`."""
    if not isinstance(table, dict):
        faults.append(SiteFault(line=lines.find(name, index), key=name, why="must be a table"))
        return None
    known = form.__struct_fields__
    unknown = [key for key in table if key not in known]
    for key in unknown:
        line = lines.find(name, index, key)
        faults.append(SiteFault(line=line, key=key, why=f"unknown key{hint_at(key, known)}"))
    try:
        return msgspec.convert({key: table[key] for key in table if key in known}, form)
    except msgspec.ValidationError as error:
        why, key, place = explain_error(str(error))
        value = table[key][int(place)] if place.isdecimal() else None
        faults.append(SiteFault(line=lines.find(name, index, key, value), key=key, why=why))
    return None


def _find_entry_faults(entry: SiteEntry, index: int, lines: TomlLines) -> Iterator[SiteFault]:
    """Find what the schema cannot: URLs, hosts, regular expressions, ages, language."""

    def tell(key: str, value: str, why: str) -> SiteFault:
        return SiteFault(line=lines.find("site", index, key, value), key=key, why=why)

    for host in (entry.domain, *entry.hosts):
        key = "domain" if host is entry.domain else "hosts"
        address = complete_address(host)
        if "://" in host or "/" in host:
            yield tell(key, host, f"{host!r}: only the domain, without scheme and path; URLs go into start")
        elif fault := find_url_fault(address) or ("no host" if not read_host(address) else ""):
            yield tell(key, host, f"{host!r} is no domain: {fault}")
    for key in ("start", "feeds", "sitemaps", "sections"):
        for url in getattr(entry, key):
            if problem := find_url_fault(url):
                yield tell(key, url, f"{url!r} is no URL that can be fetched: {problem}")
    for key in ("allow", "deny"):
        for pattern in getattr(entry, key):
            try:
                re.compile(pattern)
            except re.error as error:
                yield tell(key, pattern, f"{pattern!r} is no regular expression: {error}")
    yield from _find_limit_faults(entry, "site", index, lines)


def _find_limit_faults(limits: SiteLimits, name: str, index: int, lines: TomlLines) -> Iterator[SiteFault]:
    age, language = limits.max_age, limits.language
    if age is not None and read_age(age) is None:
        line = lines.find(name, index, "max_age")
        yield SiteFault(line=line, key="max_age", why=f"{age!r} is no age: write 36h, 7d or 4w")
    if language is not None and normalize_tag(language) is None:
        line = lines.find(name, index, "language")
        yield SiteFault(line=line, key="language", why=f"{language!r} is no language tag: write en or pt-BR")


def _find_doubles(tables: Any, lines: TomlLines) -> Iterator[SiteFault]:
    seen: Counter[str] = Counter()
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        domain = table.get("domain") if isinstance(table, dict) else None
        if not isinstance(domain, str):
            continue
        name = strip_www(domain.lower())
        if seen[name]:
            line = lines.find("site", index, "domain")
            yield SiteFault(line=line, key="domain", why=f"{domain!r} stands twice")
        seen[name] += 1


def _build_site(entry: SiteEntry, defaults: SiteLimits) -> Site:
    def choose(key: str) -> Any:
        own = getattr(entry, key)
        return getattr(defaults, key) if own is None else own

    limits = {
        "language": normalize_tag(choose("language") or ""),
        "delay": choose("delay"),
        "max_articles": choose("max_articles"),
        "max_pages": choose("max_pages"),
        "max_sitemaps": choose("max_sitemaps"),
        "max_age": read_age(choose("max_age") or ""),
        "is_discovering": choose("discover"),
    }
    return Site(
        name=read_host(complete_address(entry.domain)),
        start=tuple(entry.start) or (complete_address(entry.domain),),
        feeds=tuple(entry.feeds),
        sitemaps=tuple(entry.sitemaps),
        sections=tuple(entry.sections),
        hosts=tuple(strip_www(host.lower()) for host in entry.hosts),
        allow=tuple(re.compile(pattern) for pattern in entry.allow),
        deny=tuple(re.compile(pattern) for pattern in entry.deny),
        **{key: value for key, value in limits.items() if value is not None},
    )


def _read_syntax_error(path: str, text: str, message: str) -> SiteFileError:
    """Name the line of broken TOML; the parser tells it at the end of its message."""
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
    why = message[: match.start()] if match else message
    return _make_error(path, line, f"not valid TOML: {why[:1].lower()}{why[1:]}")


def _make_error(path: str | Path, line: int, why: str) -> SiteFileError:
    return SiteFileError(str(path), (SiteFault(line=line, key="", why=why),))
