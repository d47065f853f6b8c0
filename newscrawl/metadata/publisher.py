"""Decides who publishes the page, and which names are the site's own (they are no headline's part and no
author)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from newscrawl.domains import read_registered_domain
from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import clean_line, fold, read_text
from newscrawl.metadata.story import Structured, open_list, read_types
from newscrawl.metadata.survey import Survey

MAX_NAME_CHARACTERS = 80
MAX_HOMES = 10
MAX_PART_WORDS = 4
"""Longer parts of a title that begin with the site's name are headlines about it."""
_SITE_TYPES = frozenset({"WebSite", "NewsMediaOrganization", "Organization", "Corporation", "Newspaper", "Periodical"})
_HOST_PREFIXES = frozenset({"www", "m", "amp", "mobile", "news", "blog", "en", "de", "fr", "es", "edition"})
_TOP_LEVEL = re.compile(r"\.(?:com|org|net|info|news|tv|co)?(?:\.?[a-z]{2})?$")
TITLE_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«:/]+\s+|\s*--+\s*|\s*[|｜]\s*|[：:]\s?(?=[^：:]{2,30}$)"
    r"|\s*_\s*(?=[^_]{2,20}$)|(?<=\w): (?=\w)"
)
"""What parts a headline from the site's name, a section or a kicker."""
_LEGAL_FORM = re.compile(
    r"\b(?:GmbH|AG|KG|mbH|Ltd|Limited|LLC|LLP|Inc|Corp|PLC|plc|A/S|ApS|Oyj?|S\.?p\.?A|S\.?r\.?l|S\.A\.|Sp\. z o\.o"
    r"|s\.r\.o|a\.s|B\.V|N\.V|Pty|LDA|Lda)\b\.?|株式会社|新聞社$|有限公司"
)
_LEADING_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|il|lo)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names of the site, folded. names: as the page writes them. labels: the parts of its host name.
    tenant: its name before the registered domain, numbers at its end left out (`annroe2.platform.example`)."""

    names: frozenset[str]
    labels: frozenset[str]
    tenant: str = ""

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


def read_publisher(
    survey: Survey, head: Head, structured: Structured, title: str | None, url: str | None
) -> str | None:
    """Give the publication's name: the story's publisher, the site's name, else what `<title>` says beside
    the headline where a link to the front page or a picture (the logo) says the same. Never a URL or
    handle."""
    names = [*_read_names(head, structured)]
    told = fold(title or "")
    for name in sorted(names, key=is_company):
        if told and told in fold(name):
            continue  # templates print the headline as the site's name
        if len(name) <= MAX_NAME_CHARACTERS and "://" not in name and not name.startswith("@"):
            return name
    parts = [part for part in _split_title(head) if fold(part) != fold(title or "")]
    shown = {fold(name) for name in _read_home_names(survey, url)}
    shown |= {fold(img.get("alt") or "") for img in survey.tree.iter("img")} if parts else set()
    return next((part for part in reversed(parts) if fold(part) in shown), None)


def is_company(name: str) -> bool:
    """Tell whether a name is that of a firm by its legal form, not of a publication."""
    return _LEGAL_FORM.search(name) is not None


def _split_title(head: Head) -> list[str]:
    """Give the parts of `<title>` that are short enough for a name; none where it is of one part."""
    parts = [part.strip() for part in TITLE_SEPARATOR.split(head.title or "") if part]
    return [part for part in parts if 0 < len(part) <= MAX_NAME_CHARACTERS] if len(parts) > 1 else []


def _read_home_names(survey: Survey, url: str | None) -> Iterator[str]:
    """Give what links to the site's own front page say, or their pictures."""
    own = {label for label in _read_labels(url or "") if label}
    for link in survey.homes[:MAX_HOMES]:
        address = link.get("href") or ""
        if address != "/" and not any(label in fold(address) for label in own):
            continue
        texts = [read_text(link), *(img.get("alt") for img in link.iter("img"))]
        yield from (text for text in texts if text and len(text) <= MAX_NAME_CHARACTERS)


def read_site_names(survey: Survey, head: Head, structured: Structured, url: str | None) -> SiteNames:
    """Gather every name under which the page speaks of its site: in metas and structured data, and in
    `<title>` where links to the front page say the same."""
    names = {fold(name) for name in _read_names(head, structured)}
    names |= {fold(handle.lstrip("@")) for handle in head.read_all("twitter:site")}
    homes = {fold(name) for name in _read_home_names(survey, url)}
    names |= {fold(part) for part in _split_title(head)} & homes
    addresses = [url or "", *head.links.get("canonical", ()), *head.metas.get("og:url", ())]
    labels: set[str] = set()
    for address in addresses[:4]:
        labels |= set(_read_labels(address))
    names |= {fold(_TOP_LEVEL.sub("", name.lower())) for name in _read_names(head, structured) if "." in name}
    bare = {_LEADING_ARTICLE.sub("", name) for name in names}
    return SiteNames(frozenset((names | bare) - {""}), frozenset(labels), _read_tenant(url or ""))


def _read_tenant(url: str) -> str:
    try:
        host, domain = (urlsplit(url).hostname or ""), read_registered_domain(url)
    except ValueError:
        return ""
    label = host.removesuffix(domain).rstrip(".").rpartition(".")[2]
    return fold(label.rstrip("0123456789")) if label not in _HOST_PREFIXES else ""


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
