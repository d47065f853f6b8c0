"""Decides how `sites.toml` is written, and what is told to its writer when something is wrong in it.

    [defaults]              # optional; for every site that does not say otherwise
    delay = 2.0

    [[site]]
    domain = "example.org"  # a bare domain is enough

What the keys mean is told in `site.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from newscrawl.addresses import find_url_fault
from newscrawl.metadata.language import normalize_tag
from newscrawl.site import Site, complete_address, strip_www
from newscrawl.site_schema import SiteEntry, SiteLimits, explain_error, hint_at, read_age
from newscrawl.sites import read_host
from newscrawl.toml_faults import TomlFault, TomlFileError, parse_toml, read_toml_text
from newscrawl.toml_lines import TomlLines, read_lines

_Row = TypeVar("_Row", bound=SiteLimits)


class SiteFileError(TomlFileError):
    """`sites.toml` cannot be used."""


def read_site_file(path: str | Path) -> tuple[Site, ...]:
    """Read `sites.toml`. Raises SiteFileError with every fault in it, or that it cannot be read."""
    return parse_sites(read_toml_text(Path(path), SiteFileError), str(path))


def parse_sites(text: str, path: str = "sites.toml") -> tuple[Site, ...]:
    """Read the text of a `sites.toml`. path: for the messages. Raises SiteFileError."""
    data = parse_toml(text, path, SiteFileError)
    lines = read_lines(text)
    faults: list[TomlFault] = list(_find_top_faults(data, lines))
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


def _find_top_faults(data: Mapping[str, Any], lines: TomlLines) -> Iterator[TomlFault]:
    for key, value in data.items():
        if key in ("site", "defaults"):
            continue
        line = lines.keys.get(("", 0, key)) or next(
            (at for (name, _), at in lines.tables.items() if name.split(".")[0] == key), 1
        )
        hint = "sites are written [[site]] with domain = …" if isinstance(value, (dict, list)) else None
        yield TomlFault(line=line, key=key, why=f"unknown key{hint_at(key, ('site', 'defaults'), hint)}")
    if isinstance(data.get("site"), dict):
        yield TomlFault(line=lines.find("site"), key="site", why="write [[site]] in double brackets")
    elif not data.get("site"):
        yield TomlFault(line=1, key="", why="no site in it: write [[site]] with domain = …")


def _convert(
    table: Any, form: type[_Row], name: str, index: int, lines: TomlLines, faults: list[TomlFault]
) -> _Row | None:
    """Check one table by its schema; unknown keys are told all, of wrong values the first. Fills `faults`."""
    if not isinstance(table, dict):
        faults.append(TomlFault(line=lines.find(name, index), key=name, why="must be a table"))
        return None
    known = form.__struct_fields__
    unknown = [key for key in table if key not in known]
    for key in unknown:
        line = lines.find(name, index, key)
        faults.append(TomlFault(line=line, key=key, why=f"unknown key{hint_at(key, known)}"))
    try:
        return msgspec.convert({key: table[key] for key in table if key in known}, form)
    except msgspec.ValidationError as error:
        why, key, place = explain_error(str(error))
        value = table[key][int(place)] if place.isdecimal() else None
        faults.append(TomlFault(line=lines.find(name, index, key, value), key=key, why=why))
    return None


def _find_entry_faults(entry: SiteEntry, index: int, lines: TomlLines) -> Iterator[TomlFault]:
    """Find what the schema cannot: URLs, hosts, regular expressions, ages, language."""

    def tell(key: str, value: str, why: str) -> TomlFault:
        return TomlFault(line=lines.find("site", index, key, value), key=key, why=why)

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


def _find_limit_faults(limits: SiteLimits, name: str, index: int, lines: TomlLines) -> Iterator[TomlFault]:
    age, language = limits.max_age, limits.language
    if age is not None and read_age(age) is None:
        line = lines.find(name, index, "max_age")
        yield TomlFault(line=line, key="max_age", why=f"{age!r} is no age: write 36h, 7d or 4w")
    if language is not None and normalize_tag(language) is None:
        line = lines.find(name, index, "language")
        yield TomlFault(line=line, key="language", why=f"{language!r} is no language tag: write en or pt-BR")


def _find_doubles(tables: Any, lines: TomlLines) -> Iterator[TomlFault]:
    seen: Counter[str] = Counter()
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        domain = table.get("domain") if isinstance(table, dict) else None
        if not isinstance(domain, str):
            continue
        name = strip_www(domain.lower())
        if seen[name]:
            line = lines.find("site", index, "domain")
            yield TomlFault(line=line, key="domain", why=f"{domain!r} stands twice")
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
