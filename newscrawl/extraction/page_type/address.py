"""Decides what the address of a page says of its type: roles, each with the words that say so.

An address never decides alone: `/video/…` and `/live/…` lead to stories too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.extraction.page_type.words import load_page_words
from newscrawl.links import has_slug
from newscrawl.metadata.canonical import is_tracking

_LANGUAGE = re.compile(r"[a-z]{2}([-_][a-z]{2})?", re.IGNORECASE)
_ENDING = re.compile(r"\.(s?html?|php|aspx?|jsp|cfm|do)$")
_DATE_PATH = re.compile(r"(/[a-z-]+){0,2}/(19|20)\d\d(/\d{1,2}){0,2}/?", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/(page|seite|pagina)/\d+/?$", re.IGNORECASE)
FRONT = "front_page"
SEARCH = "search_page"
LISTING = "listing"
_HOST_ROLES = frozenset({"forum", "login_page"})
"""Roles that the first part of a host name has too; `people.example` is no list of people."""


def read_roles(url: str | None) -> Mapping[str, str]:
    """Give the roles that an address has, each with the part that says so; none where it is unknown or broken."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return {}
    if not host:
        return {}
    path = unquote(parts.path).lower()
    names = [name for name in path.split("/") if name]
    query = [(key, value) for key, value in parse_qsl(parts.query) if not is_tracking(key)]
    roles = {**_read_query_roles(path, names, query), **_read_path_roles(path, names)}
    for role in _find_roles(host.partition(".")[0]):
        if role in _HOST_ROLES and host.count(".") >= 2:
            roles.setdefault(role, host)
    is_front = all(_LANGUAGE.fullmatch(name) or FRONT in _find_roles(name) for name in names)
    if is_front and not query:
        roles[FRONT] = path or "/"
    return roles


def _read_path_roles(path: str, names: Sequence[str]) -> dict[str, str]:
    roles: dict[str, str] = {}
    leads_to_story = has_slug(names[-1:])
    for name in names:
        for role in _find_roles(name):
            if role != FRONT and not (leads_to_story and role in (LISTING, SEARCH)):
                roles.setdefault(role, f"/{name}")
    if _DATE_PATH.fullmatch(path):
        roles.setdefault(LISTING, path)
    return roles


def _read_query_roles(path: str, names: Sequence[str], query: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A search and a page of a list, unless the path leads to a story, which may have pages and a query too."""
    if has_slug(names):
        return {}
    keys = load_page_words().search_keys
    asked = next((key for key, value in query if key.lower() in keys and value), None)
    roles = {SEARCH: f"?{asked}="} if asked is not None else {}
    page = _PAGE_PATH.search(path) or next((key for key, value in query if _is_page_number(key, value)), None)
    if page:
        roles[LISTING] = path
    return roles


def _is_page_number(key: str, value: str) -> bool:
    return key.lower() in ("page", "paged", "pg", "seite") and value.isdecimal() and len(value) <= 3


def _find_roles(name: str) -> tuple[str, ...]:
    words = load_page_words()
    return words.parts.get(name) or words.parts.get(_ENDING.sub("", name), ())
