"""Decides what the address of a page says of its type: roles, each with the words that say so.

An address never decides alone: `/video/…` and `/live/…` lead to stories too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.extraction.page_type.words import load_page_words
from newscrawl.links import has_slug

_LANGUAGE = re.compile(r"[a-z]{2}([-_][a-z]{2})?", re.IGNORECASE)
_ENDING = re.compile(r"\.(s?html?|php|aspx?|jsp|cfm|do)$")
_DATE_PATH = re.compile(r"(/[a-z-]+){0,2}/(19|20)\d\d(/\d{1,2}){0,2}/?", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/page/\d+/?$|[?&](page|paged|p|pg|seite)=\d{1,3}$", re.IGNORECASE)
FRONT = "front_page"
SEARCH = "search_page"
LISTING = "listing"


def read_roles(url: str | None) -> Mapping[str, str]:
    """Give the roles that an address has, each with the part that says so. url: None where unknown, which
    says none.
    """
    parts = urlsplit(url or "")
    if not parts.hostname:
        return {}
    path = unquote(parts.path).lower()
    names = [name for name in path.split("/") if name]
    words = load_page_words()
    roles: dict[str, str] = {}
    leads_to_story = has_slug(names[-1:])
    for name in (*names, parts.hostname.partition(".")[0]):
        for role in _find_roles(name):
            if not (leads_to_story and role in (LISTING, SEARCH)):
                roles.setdefault(role, f"/{name}")
    asked = next((key for key, value in parse_qsl(parts.query) if key.lower() in words.search_keys and value), None)
    if asked is not None and not has_slug(names):
        roles.setdefault(SEARCH, f"?{asked}=")
    if _DATE_PATH.fullmatch(path) or _PAGE_PATH.search(f"{path}?{parts.query}" if parts.query else path):
        roles.setdefault(LISTING, path)
    is_front = all(_LANGUAGE.fullmatch(name) or FRONT in _find_roles(name) for name in names)
    if is_front and not parts.query:
        roles[FRONT] = path or "/"
    elif roles.get(FRONT):
        del roles[FRONT]
    return roles


def _find_roles(name: str) -> tuple[str, ...]:
    words = load_page_words()
    return words.parts.get(name) or words.parts.get(_ENDING.sub("", name), ())
