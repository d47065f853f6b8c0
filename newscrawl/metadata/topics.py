"""Decides the story's section and its tags, as the page names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.plain_text import clean_line, fold, read_text
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.roles import read_role
from newscrawl.metadata.story import MAX_VALUES, Structured, open_list, read_types
from newscrawl.metadata.survey import Survey

SECTION_METAS = ("article:section", "og:article:section", "og:section", "parsely-section",
                 "itemprop:articlesection",
                 "section", "dc.subject.section")  # fmt: skip
TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
MAX_TAG_CHARACTERS = 60
"""Longer keywords are sentences for search engines."""
_HOME_WORDS = frozenset(
    {"home", "homepage", "startseite", "start", "accueil", "inicio", "início", "portada", "hjem", "hem", "etusivu",
     "главная", "головна", "首页", "首頁", "ホーム", "トップ", "홈", "الرئيسية", "ראשי", "होम", "beranda", "anasayfa"}
)  # fmt: skip
MAX_TAGS = 50
MAX_SHOWN_TAGS = 20
"""Longer lists are the site's topics, not the story's."""
_TAG_WORDS = frozenset({"tags", "topics", "keywords", "schlagworte", "themen", "etiquetas", "temas", "taglist"})
_STORY_WORDS = frozenset({"story", "article", "post", "entry", "artikel", "content"})
_BREADCRUMB = re.compile(
    r"bread-?_?crumb|\bcrumbs?\b|navpath|topic-?_?path|path(?:way|_box|-box)|^path$", re.IGNORECASE
)
MAX_LISTS = 20
MAX_STEPS = 12
"""Longer breadcrumbs are menus."""
_ARROWS = frozenset({">", "»", "›", "→", "/", "::"})
_CODE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}$|(?i:category|section|type|author|page|template|channel|id)\s*[:=]"
    r"|[A-Za-z]+:\S+$|[A-Z]{2,}[A-Z0-9]*[_\d][A-Z0-9_]*$|[a-z]+_[a-z_]+$|\d+$",
)
_UNSPACED = "\u2e80"
_SEPARATOR = re.compile(r"\s*[,;，、|]\s*")


def read_section(
    survey: Survey, head: Head, structured: Structured, zone: Zone, site: SiteNames, title: str | None
) -> str | None:
    """Give the section: structured data, then metas, then the first step after the front page of a
    breadcrumb."""
    stated = [structured.read_name(value) for _, _, value in structured.read_values("articleSection")]
    names = [name for name in (*stated, *head.read_all(*SECTION_METAS)) if name and _is_section(name, site, title)]
    written = next((name for name in names if not is_slug(name)), None)
    if names:
        return written or names[0]
    steps = chain(
        _read_breadcrumb(structured),
        _read_shown_breadcrumb(survey),
        _read_plain_breadcrumb(zone),
        _read_shown_category(zone),
    )
    return next((step for step in steps if _is_section(step, site, title)), None)


def _is_section(name: str, site: SiteNames, title: str | None) -> bool:
    """Tell whether a name can be a section's: not the site's or the front page's, not the story's, no address."""
    is_home = fold(name) in _HOME_WORDS or site.has_name(name)
    return not is_home and "://" not in name and fold(name) != fold(title or "") and len(name) <= MAX_TAG_CHARACTERS


def is_slug(name: str) -> bool:
    """Tell whether a section is written for machines ("deutschland-welt", "culture_lifestyle")."""
    return name.islower() and name.isascii() and re.search(r"\w[-_/]\w", name) is not None


def _read_breadcrumb(structured: Structured) -> Iterator[str]:
    for _, item in structured.items:
        if "BreadcrumbList" not in read_types(item):
            continue
        names = [_name_step(structured, step) for step in open_list(item.get("itemListElement"))]
        # The first step is the front page; the last is the story, where there are as many as three.
        yield from (name for name in (names[1:-1] or names[1:]) if name)


def _read_shown_breadcrumb(survey: Survey) -> Iterator[str]:
    """Give the links of visible breadcrumbs, those to the front page left out."""
    marked = (element for element in survey.breadcrumbs[:MAX_LISTS] if _is_breadcrumb(element))
    for element in islice(marked, 3):
        yield from _read_steps(islice(element.iter("a"), MAX_STEPS))


def _is_breadcrumb(element: HtmlElement) -> bool:
    return any(_BREADCRUMB.search(element.get(name) or "") for name in ("class", "id"))


def _read_plain_breadcrumb(zone: Zone) -> Iterator[str]:
    """Give the links above the headline that arrows part, where no class says that they are a breadcrumb."""
    for mark in zone.marks:
        links = [child for child in mark.element if child.tag == "a"]
        if not mark.is_after and any((link.tail or "").strip() in _ARROWS for link in links):
            yield from _read_steps(links)


def _read_steps(links: Iterable[HtmlElement]) -> Iterator[str]:
    """Give the texts of links, those to the front page left out."""
    for link in links:
        address = link.get("href") or "/"
        text = read_text(link)
        if text and (urlsplit(address).path.strip("/") or "#" in address):
            yield text


def _name_step(structured: Structured, step: Any) -> str | None:
    if not isinstance(step, dict):
        return None
    return structured.read_name(step.get("name")) or structured.read_name(step.get("item"))


def read_tags(head: Head, structured: Structured, zone: Zone, title: str | None) -> tuple[str, ...]:
    """Give the tags of structured data, or of the first meta that has any, or those that the page lists
    with the story; in order, no doubles. Codes, and the title's own words one by one, are none."""
    for texts in (_read_keywords(structured), *(head.read_all(name) for name in TAG_METAS)):
        tags = tuple(tag for tag in _split_tags(texts) if not is_code(tag))
        if tags and not _is_title(tags, title):
            return tags
    return tuple(_split_tags(_read_shown_tags(zone)))


def is_code(tag: str) -> bool:
    """Tell whether a keyword is written for machines: an identifier, `type:value`, a code of a wire's
    subject list."""
    return _CODE.match(tag) is not None


def _is_title(tags: Sequence[str], title: str | None) -> bool:
    words = {fold(word) for word in (title or "").split()}
    return len(tags) >= 3 and all(fold(tag) in words for tag in tags)


def _read_shown_tags(zone: Zone) -> Iterator[str]:
    """Give the links of the story's own tag list: `rel=tag`, else a list that is marked as tags of the
    story."""
    region = zone.region
    if region is None:
        return
    links = [link for link in region.iter("a") if _read_rel(link) >= {"tag"} and "category" not in _read_rel(link)]
    if not links:
        is_framed = region.tag in ("article", "main")
        lists = (
            element
            for element in region.iter("div", "ul", "p", "section", "footer")
            if _is_tag_list(element, is_framed)
        )
        links = list(next(lists, region.makeelement("div")).iter("a"))
    if len(links) <= MAX_SHOWN_TAGS:
        yield from (text for link in links if (text := read_text(link)))


def _read_shown_category(zone: Zone) -> Iterator[str]:
    """Give the links that are marked as the story's category."""
    region = zone.region
    for link in region.iter("a") if region is not None else ():
        text = read_text(link) if "category" in _read_rel(link) else None
        if text:
            yield text


def _read_rel(link: HtmlElement) -> set[str]:
    return set((link.get("rel") or "").split())


def _is_tag_list(element: HtmlElement, is_framed: bool) -> bool:
    name = element.get("class") or ""
    if "ag" not in name and "opic" not in name and "eyword" not in name:
        return False
    words = read_role(element)
    return bool(words & _TAG_WORDS) and (is_framed or bool(words & _STORY_WORDS))


def _read_keywords(structured: Structured) -> Iterator[str]:
    for _, item in structured.stories:
        for value in open_list(item.get("keywords"))[:MAX_VALUES]:
            text = structured.read_name(value)
            if text:
                yield text


def _split_tags(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        parts = _SEPARATOR.split(text)
        if len(parts) == 1 and text[:1] >= _UNSPACED:
            parts = text.split()  # a script without spaces in words parts keywords by them
        for part in parts:
            tag = clean_line(part.lstrip("#"))
            if tag and len(tag) <= MAX_TAG_CHARACTERS and fold(tag) not in seen and len(seen) < MAX_TAGS:
                seen.add(fold(tag))
                yield tag
