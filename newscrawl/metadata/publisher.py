"""Decides who publishes the page, and which names are the site's own (they are no headline's part and no
author)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import clean_line, fold
from newscrawl.metadata.story import Structured, open_list, read_types

MAX_NAME_CHARACTERS = 80
MAX_PART_WORDS = 4
"""Longer parts of a title that begin with the site's name are headlines about it."""
_SITE_TYPES = frozenset(
    {"WebSite", "NewsMediaOrganization", "Organization", "Corporation", "Newspaper", "Periodical"}
)
_HOST_PREFIXES = frozenset({"www", "m", "amp", "mobile", "news", "blog", "en", "de", "fr", "es", "edition"})
_TOP_LEVEL = re.compile(r"\.(?:com|org|net|info|news|tv|co)?(?:\.?[a-z]{2})?$")
_LEADING_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|il|lo)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names of the site, folded. names: as the page writes them. labels: the parts of its host name."""

    names: frozenset[str]
    labels: frozenset[str]

    def has_name(self, text: str) -> bool:
        """Tell whether a text is one of the site's names, its host name, or one of them with its top-level
        domain."""
        folded = fold(_TOP_LEVEL.sub("", text.strip().lower()))
        bare = _LEADING_ARTICLE.sub("", folded)
        known = self.names | self.labels
        return bool(folded) and (folded in known or bare in known or fold(text) in known)

    def is_part(self, text: str) -> bool:
        """Tell whether a part that a separator sets off from a headline speaks of the site: one of its
        names, a short text that begins with one ("Gazette Business"), or a piece of the host's name."""
        if self.has_name(text):
            return True
        folded = fold(text)
        if len(text.split()) > MAX_PART_WORDS or len(folded) < 4:
            return False
        known = [name for name in self.names | self.labels if len(name) >= 4]
        return any(folded.startswith(name) for name in known) or any(
            label.startswith(folded) or label.endswith(folded) for label in self.labels
        )


def read_publisher(tree: HtmlElement, head: Head, structured: Structured, title: str | None) -> str | None:
    """Give the publication's name: the story's publisher, the site's name, else what `<title>` says beside
    the headline where a picture (the logo) says the same. Never a URL or handle."""

    for name in _read_names(head, structured):
        if len(name) <= MAX_NAME_CHARACTERS and "://" not in name and not name.startswith("@"):
            return name
    return _read_logo(tree, head, title)


def _read_logo(tree: HtmlElement, head: Head, title: str | None) -> str | None:
    rest = (head.title or "").replace(title or "", " ").strip(" |-–—:·•»«")
    if not title or not rest or rest == head.title or len(rest) > MAX_NAME_CHARACTERS:
        return None
    is_shown = any(fold(img.get("alt") or "") == fold(rest) for img in tree.iter("img"))
    return rest if is_shown else None


def read_site_names(head: Head, structured: Structured, url: str | None) -> SiteNames:
    """Gather every name under which the page speaks of its site."""
    names = {fold(name) for name in _read_names(head, structured)}
    names |= {fold(handle.lstrip("@")) for handle in head.read_all("twitter:site")}
    addresses = [url or "", *head.links.get("canonical", ()), *head.metas.get("og:url", ())]
    labels: set[str] = set()
    for address in addresses[:4]:
        labels |= set(_read_labels(address))
    names |= {fold(_TOP_LEVEL.sub("", name.lower())) for name in _read_names(head, structured) if "." in name}
    bare = {_LEADING_ARTICLE.sub("", name) for name in names}
    return SiteNames(frozenset((names | bare) - {""}), frozenset(labels))


def _read_names(head: Head, structured: Structured) -> Iterator[str]:
    for _, _, value in structured.read_values("publisher", "sourceOrganization", "provider"):
        name = structured.read_name(value)
        if name:
            yield name
    yield from head.read_all("og:site_name", "itemprop:publisher")
    for _, item in structured.items:
        if _SITE_TYPES & set(read_types(item)):
            yield from _read_item_names(item)
    yield from head.read_all(
        "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "dcterms.publisher",
        "citation_journal_title", "al:ios:app_name",
    )  # fmt: skip


def _read_item_names(item: dict[str, Any]) -> Iterator[str]:
    for key in ("name", "alternateName"):
        for value in open_list(item.get(key)):
            name = clean_line(value)
            if name:
                yield name


def _read_labels(address: str) -> Iterator[str]:
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return
    if not host:
        return
    parts = host.split(".")
    while len(parts) > 2 and parts[0] in _HOST_PREFIXES:
        parts = parts[1:]
    yield fold(".".join(parts))
    bare = _TOP_LEVEL.sub("", ".".join(parts))
    yield fold(bare)
    yield from (fold(part) for part in bare.split(".") if len(part) > 2 and part not in _HOST_PREFIXES)
