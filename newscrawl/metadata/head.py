"""Decides what the page's head says, metas, links, title, language, JSON-LD texts.

Pages put these into the body too (broken markup, tag managers), so the pass goes over the whole page. What
the values mean is left to the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.metadata.plain_text import clean_line
from newscrawl.metadata.survey import Survey

MAX_META_CHARACTERS = 5_000
MAX_REPEATS = 60
"""Contents of one meta, and links of one kind, that are kept; tags repeat a meta this often at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """metas: contents by name, property, http-equiv or `itemprop:` name, in lower case, in order. links:
    hrefs by rel. title: the `<title>` as plain text. lang: the `lang` of `<html>`. json_ld: the texts
    of JSON-LD scripts."""

    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    title: str | None
    lang: str | None
    json_ld: tuple[str, ...]

    def read_first(self, *names: str) -> str | None:
        """Give the first content among these metas that is not empty, as plain text."""
        for name in names:
            for content in self.metas.get(name, ()):
                text = clean_line(content)
                if text:
                    return text
        return None

    def read_all(self, *names: str) -> list[str]:
        """Give all contents of these metas as plain text, those of the first name first."""
        contents = (clean_line(content) for name in names for content in self.metas.get(name, ()))
        return [content for content in contents if content]


def read_head(survey: Survey) -> Head:
    """Gather what the head says. Linear in the size of the page."""
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    title: str | None = None
    json_ld: list[str] = []
    tree = survey.tree
    for element in survey.head:
        tag = element.tag
        if tag == "meta":
            _add_meta(element, metas)
        elif tag == "link":
            for rel in (element.get("rel") or "").lower().split():
                _add(links, rel, element.get("href") or "")
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                json_ld.append(element.text)
        elif tag == "base":
            _add(links, "base", element.get("href") or "")
        elif title is None and not _is_in_drawing(element):
            title = clean_line(element.text_content())
    return Head(
        metas={name: tuple(contents) for name, contents in metas.items()},
        links={rel: tuple(hrefs) for rel, hrefs in links.items()},
        title=title,
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        json_ld=tuple(json_ld),
    )


def _add_meta(element: HtmlElement, metas: dict[str, list[str]]) -> None:
    content = element.get("content") or element.get("value")
    if not content or not content.strip():
        return
    names = {
        element.get("property"),
        element.get("name"),
        element.get("http-equiv"),
        f"itemprop:{element.get('itemprop')}" if element.get("itemprop") else None,
    }
    for name in names:
        if name:
            _add(metas, name.strip().lower(), content[:MAX_META_CHARACTERS])


def _add(values: dict[str, list[str]], name: str, value: str) -> None:
    """Add a value to those of a name, in place, up to MAX_REPEATS."""
    kept = values.setdefault(name, [])
    if len(kept) < MAX_REPEATS:
        kept.append(value)


def _is_in_drawing(element: HtmlElement) -> bool:
    return any(around.tag == "svg" for around in element.iterancestors())
