"""Decides which URLs are variants of one page: with or without tracking, AMP, for printing, for telephones.

By the URL alone, before any fetch; what a page itself says of its address is in `metadata/canonical.py`.
Wrong where a site uses a form's name for something else (a section called `/print/`): then two pages have one
key, and the second is taken for known. The lists in `data/url_variants.toml` are short for that reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from newscrawl.metadata.canonical import normalize_url
from newscrawl.sites import find_site

_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9/_~-]*(?:\.s?html?)?")
_ADDRESS = re.compile(r"[\d.]+|\[.*|localhost")
_SESSION_PATH = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
_AMP_CACHE_PATH = re.compile(r"^/(?:amp|[acvwr](?:/[acvwr])?)/(?:(s)/)?([^/]+\.[^/]+)(/.*)?$")
_AMP_CACHE_HOST = re.compile(r"(^|\.)cdn\.ampproject\.org$|^(www\.)?google\.[a-z.]+$|^(www\.)?bing-amp\.com$")
_FILE_ENDING = r"\.(?:s?html?|php|aspx?|jsp)"


class Form(StrEnum):
    """What a URL says of the form in which the page comes, the fullest first. plain: nothing."""

    whole = "whole"
    """All parts of a story on one page."""
    plain = "plain"
    mobile = "mobile"
    amp = "amp"
    print = "print"


@dataclass(frozen=True, slots=True)
class Variant:
    """A URL taken apart: the key that it shares with the page's other URLs, and the form that it asks for."""

    key: str
    form: Form


@dataclass(frozen=True, slots=True)
class _Rules:
    host_labels: Mapping[str, Form]
    path_parts: Mapping[str, Form]
    endings: Mapping[str, Form]
    switches: Mapping[str, Form]
    switch_values: frozenset[str]
    choice_names: frozenset[str]
    choices: Mapping[str, Form]
    first_page: frozenset[str]
    sessions: frozenset[str]
    index_files: frozenset[str]
    ending: re.Pattern[str]


def fold_url(url: str) -> str:
    """Give the key of a URL: the same for all variants of one page, different for different pages.

    The key is for comparing, not for fetching: `example.com/politics/vote` stands for
    `http://m.example.com/amp/politics/vote/?utm_source=x`. It has no scheme. What is no URL is its own key.
    """
    return read_variant(url).key


def choose_fullest(urls: Iterable[str]) -> list[str]:
    """Order variants of one page, the one to fetch first: the whole, then the plain page, then the others.

    Of equals the shorter wins, for it has fewer parameters; of equally long ones the earlier.
    """
    ranks = list(Form)
    return sorted(urls, key=lambda url: (ranks.index(read_variant(url).form), len(url)))


def read_variant(url: str) -> Variant:
    """Take a URL apart into key and form."""
    if _PLAIN_URL.fullmatch(url):
        parts = urlsplit(url)
        return _fold(parts.netloc, parts.path, "")
    try:
        parts = urlsplit(normalize_url(url))
    except ValueError:
        return Variant(url.strip(), Form.plain)
    cached = _AMP_CACHE_PATH.match(parts.path) if _AMP_CACHE_HOST.search(parts.netloc) else None
    if cached is None:
        return _fold(parts.netloc, parts.path, parts.query)
    return Variant(_fold(cached[2].lower(), cached[3] or "/", parts.query).key, Form.amp)


def _fold(host: str, path: str, query: str) -> Variant:
    forms: list[Form] = []
    host = _fold_host(host, forms)
    path = _fold_path(path, forms)
    query = _fold_query(query, forms) if query else ""
    form = max(forms, key=list(Form).index) if forms else Form.plain
    return Variant(f"{host}{path}{'?' if query else ''}{query}", form)


def _fold_host(host: str, forms: list[Form]) -> str:
    labels = load_rules().host_labels
    if (host.partition(".")[0] not in labels and ".m." not in host) or _ADDRESS.match(host):
        return host
    name, colon, port = host.partition(":")
    site = find_site(f"//{name}")
    own = name.removesuffix(site).rstrip(".").split(".")
    for label in own:
        if label in labels:
            forms.append(labels[label])
    kept = [label for label in own if label and label not in labels]
    return ".".join([*kept, site]) + colon + port


def _fold_path(path: str, forms: list[Form]) -> str:
    rules = load_rules()
    path = _SESSION_PATH.sub("", path)
    parts = path.split("/")[1:]
    if parts and parts[-1].lower() in rules.index_files:
        parts[-1] = ""
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    for place in (0, -1):
        name = parts[place].lower().partition(".")[0] if parts else ""
        if len(parts) > 1 and name in rules.path_parts:
            forms.append(rules.path_parts[name])
            del parts[place]
    if parts and (match := rules.ending.search(parts[-1])) is not None:
        forms.append(rules.endings[(match[1] or match[3]).lower()])
        parts[-1] = parts[-1][: match.start()] + (match[2] or match[4] or "")
    return "/" + "/".join(parts)


def _fold_query(query: str, forms: list[Form]) -> str:
    kept = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        form = _find_form(name.lower(), value.lower())
        if form is None:
            kept.append((name, value))
        else:
            forms.append(form)
    return urlencode(kept)


def _find_form(name: str, value: str) -> Form | None:
    """Give the form that a parameter asks for, plain where it says nothing at all; None where it is to be
    kept.
    """
    rules = load_rules()
    if name in rules.switches and value in rules.switch_values:
        is_on = value not in ("0", "false", "no")
        return rules.switches[name] if is_on else Form.plain
    if name in rules.choice_names and value in rules.choices:
        return rules.choices[value]
    if name in rules.sessions or (name in rules.first_page and value == "1"):
        return Form.plain
    return None


@cache
def load_rules() -> _Rules:
    """Read `data/url_variants.toml`, once."""
    data: dict[str, Any] = tomllib.loads(
        files("newscrawl").joinpath("data/url_variants.toml").read_text(encoding="utf-8")
    )
    endings = _invert(data["endings"])
    names = "|".join(sorted(endings))
    return _Rules(
        host_labels=_invert(data["host_labels"]),
        path_parts=_invert(data["path_parts"]),
        endings=endings,
        switches=_invert(data["switches"]),
        switch_values=frozenset(data["switches"]["values"]),
        choice_names=frozenset(data["choices"]["names"]),
        choices=_invert(data["choices"]),
        first_page=frozenset(data["others"]["first_page"]),
        sessions=frozenset(data["others"]["sessions"]),
        index_files=frozenset(data["others"]["index_files"]),
        ending=re.compile(
            rf"(?:[.,_]({names})({_FILE_ENDING})?|-({names})({_FILE_ENDING}))$", re.IGNORECASE
        ),
    )


def _invert(names_by_form: Mapping[str, list[str]]) -> dict[str, Form]:
    known = ((form, names) for form, names in names_by_form.items() if form in Form.__members__)
    return {name: Form[form] for form, names in known for name in names}
