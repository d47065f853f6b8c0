"""Decides which names the page shows as the story's byline, near its headline, and else anywhere.

How a line is cut into names is left to `person_names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.headline_zone import Mark, Zone, is_in_foreign_box
from newscrawl.metadata.person_names import has_lead_in, has_sure_lead_in, is_lead_in, read_names
from newscrawl.metadata.plain_text import fold, read_text
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.roles import read_role
from newscrawl.metadata.survey import Survey

_BYLINE_WORDS = frozenset(
    {
        "byline", "bylines", "author", "authors", "authorname", "authorlink", "autor", "autoren", "autore",
        "autori", "autores", "auteur", "auteurs", "writer", "writers", "verfasser", "contributor",
        "contributors", "signature", "firma", "journalist", "reporter", "redacteur", "forfatter", "skribent",
        "yazar", "tekijä",
    }
)  # fmt: skip
_NOT_BYLINE_WORDS = frozenset(
    {
        "bio", "image", "img", "avatar", "photo", "picture", "role", "title", "date", "time", "box", "desc",
        "description", "job", "position", "follow", "more", "email", "social", "quote", "comment", "reviewer",
    }
)  # fmt: skip
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|autore|auteurs?|contributors?|writers?|columnists?|journalist(?:s|es|en)?"
    r"|reporters?|by|byline|profiles?|redakteure?|redaktion|skribent|staff)/[^/?#]*\w",
    re.IGNORECASE,
)
_HEAD_TAGS = frozenset({"script", "meta", "link"})
_OTHER_ROLE = re.compile(
    r"(?:fact[- ]?check|review|edit|updat|contribut|photo|illustrat|translat|verifi"
    r"|geprüft|redigiert|übersetz|foto|traduit|traduc|relu|revis)\w*(?:\s+(?:by|from|von|par|por|di|door|av|af))?\s*:?\s*$",
    re.IGNORECASE,
)
"""A label before a name that says that this person did something else than write."""
MAX_GAP = 20
"""Elements between two names of one byline: portraits, roles and share links stand between them."""
MAX_ELSEWHERE = 60
"""Elements of the whole page that are asked where the zone names nobody."""
MAX_BYLINE_CHARACTERS = 160
"""A byline is a line: longer texts in author boxes are biographies."""
MAX_PLAIN_BYLINE_CHARACTERS = 80
"""Of a line that no class marks as byline: with more it is a sentence that begins with "By"."""
MAX_STEPS_TO_NAME = 6
"""Elements between a label that stands alone ("Written by") and the name, icons and wrappers among them."""

MAX_OPENING_LINES = 5

Names = tuple[list[str], list[str]]
"""Names of people, in order, and agencies."""


def read_shown_names(zone: Zone, site: SiteNames, description: str | None = None) -> Names:
    """Give the names and agencies of the bylines near the headline: in marked elements, else in plain lines
    that begin as bylines do, else in the story's opening. description: the page's summary of itself."""
    names, agencies = _read_marked(zone, site)
    if not names:
        for line in islice(_read_plain_lines(zone), 1):
            people, credited = read_names(line, site)
            names.extend(people)
            agencies.extend(credited)
    return names or _read_opening_line(zone, site, description), agencies


def read_shown_agencies(zone: Zone) -> list[str]:
    """Give the agencies of the bylines near the headline alone, for pages that name authors elsewhere."""
    lines = (mark.text for mark in zone.marks if _is_byline(mark) and not _is_of_another(mark))
    found = (find_agency(line) for line in lines if len(line) <= MAX_BYLINE_CHARACTERS)
    return [name for names in found if names for name in names.split("/")]


def _read_opening_line(zone: Zone, site: SiteNames, description: str | None) -> list[str]:
    """Give the names that a line of the story's opening consists of: in bold type, and repeated by a
    description that was made of the story's first lines. Smaller papers set their bylines so."""
    opening = fold(description or "")
    paragraphs = (mark for mark in zone.marks if mark.is_after and mark.element.tag == "p" and mark.text)
    for mark in islice(paragraphs, MAX_OPENING_LINES):
        text = mark.text.strip()
        if len(text) > MAX_PLAIN_BYLINE_CHARACTERS or mark.own_text or fold(text) not in opening:
            continue
        if any(child.tag not in ("b", "strong") for child in mark.element):
            continue
        names = read_names(text, site, is_strict=True)[0]
        if names and fold("".join(names)) == fold(text):
            return names
    return []


def read_names_elsewhere(survey: Survey, zone: Zone, site: SiteNames) -> Names:
    """Give the one person whom all author marks of the page name, nobody where they name several: those
    are of teasers and comments, too; else the names in a line that begins as only bylines do."""
    people: dict[str, str] = {}
    for element in survey.authors[:MAX_ELSEWHERE]:
        words = read_role(element)
        if words & _NOT_BYLINE_WORDS or not words & _BYLINE_WORDS or element.tag in _HEAD_TAGS:
            continue
        text = read_text(element)
        if not text or len(text) > MAX_PLAIN_BYLINE_CHARACTERS or is_in_foreign_box(element):
            continue
        for name in read_names(text, site, is_strict=True)[0]:
            people.setdefault(fold(name), name)
    if zone.headline is None or len(people) > 1:
        return [], []
    return (list(people.values()) or _read_sure_line(survey, site)), []


def _read_sure_line(survey: Survey, site: SiteNames) -> list[str]:
    looked_at = 0
    for element in survey.elements:
        text = element.text
        if not text or not has_sure_lead_in(f"{text[:MAX_PLAIN_BYLINE_CHARACTERS]} ?") or element.tag in _HEAD_TAGS:
            continue
        looked_at += 1
        if looked_at > MAX_ELSEWHERE:
            return []
        line = (read_text(element) or "").strip("（()）[]")
        if len(line) <= MAX_PLAIN_BYLINE_CHARACTERS and not is_in_foreign_box(element):
            return read_names(line, site, is_strict=True, has_lead=True)[0]
    return []


def _read_marked(zone: Zone, site: SiteNames) -> Names:
    """Give the names in elements marked as bylines: of nested ones the innermost that names somebody, of
    several groups the first below the headline, else the last above it. Other groups are of teasers and
    quotes."""
    done: set[HtmlElement] = set()
    groups: list[list[tuple[Mark, Names]]] = []
    last = len(zone.marks) + MAX_GAP
    for at in range(len(zone.marks) - 1, -1, -1):
        mark = zone.marks[at]
        if not _is_byline(mark) or mark.element in done or _is_of_another(mark):
            continue
        if not mark.text or len(mark.text) > MAX_BYLINE_CHARACTERS:
            continue
        people, credited = read_names(mark.text, site, is_strict=True, has_lead=has_lead_in(mark.text))
        people = people or _read_links(mark.element, site)
        if people or credited:
            done.update(mark.element.iterancestors())
            if not groups or last - at > MAX_GAP:
                groups.append([])
            groups[-1].append((mark, (people, credited)))
            last = at
    groups.reverse()
    below = [group for group in groups if group[0][0].is_after]
    chosen = below[0] if below else groups[-1] if groups else []
    names = [name for _, (people, _) in reversed(chosen) for name in people]
    return names, [name for _, (_, agencies) in reversed(chosen) for name in agencies]


def _is_of_another(mark: Mark) -> bool:
    """Tell whether a name is that of a picture, a quote, a sentence, or of somebody who did not write: a
    reviewer, an editor."""
    element = mark.element
    if next(element.iterancestors("figure", "blockquote"), None) is not None:
        return True
    before, parent = element.getprevious(), element.getparent()
    if parent is None:
        return False
    lead = (before.tail or read_text(before) if before is not None else parent.text) or ""
    if _OTHER_ROLE.search(lead[-MAX_PLAIN_BYLINE_CHARACTERS:]) or _OTHER_ROLE.match(mark.own_text):
        return True
    if element.tag != "a":
        return False
    words = [parent.text, *(child.tail for child in islice(parent, MAX_ELSEWHERE))]
    return sum(len(word) for word in words if word) > MAX_BYLINE_CHARACTERS


def _read_links(element: HtmlElement, site: SiteNames) -> list[str]:
    """Give the names of links in a byline that says more than names, a role or a reading time."""
    lines = (read_text(link) for link in islice(element.iter("a"), MAX_STEPS_TO_NAME))
    return [name for line in lines if line for name in read_names(line, site, is_strict=True)[0]]


def _is_byline(mark: Mark) -> bool:
    if mark.words & _NOT_BYLINE_WORDS and "name" not in mark.words:
        return False
    if mark.words & _BYLINE_WORDS:
        return True
    return mark.element.tag == "a" and _AUTHOR_ADDRESS.search(mark.element.get("href") or "") is not None


def _read_plain_lines(zone: Zone) -> Iterator[str]:
    """Give the lines that begin as bylines do; where the lead-in stands alone, with the text that follows."""
    marks = [mark for mark in zone.marks if mark.is_after]
    for at, mark in enumerate(marks):
        own = mark.own_text
        if not own or not has_lead_in(f"{own} ?"):
            continue
        text = mark.text
        first = next(iter(mark.element), None)
        if first is not None and first.tag == "a" and is_lead_in(mark.element.text or ""):
            text = f"{mark.element.text} {read_text(first) or ''}"
        elif is_lead_in(text):
            after = (other.text for other in islice(marks, at + 1, at + 1 + MAX_STEPS_TO_NAME))
            tail = (mark.element.tail or "").strip()
            text = f"{text} {tail or next((line for line in after if line), '')}"
        if len(text) > MAX_PLAIN_BYLINE_CHARACTERS:
            text = (mark.element.text or "").strip()  # the line before the first break or link
        if text and len(text) <= MAX_PLAIN_BYLINE_CHARACTERS and text[-1] not in ".!?" and has_lead_in(text):
            yield text
