"""Decides where a caption ends and its credit begins."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.plain_text import clean_line, read_text
from newscrawl.metadata.roles import read_role

MAX_CAPTION_CHARACTERS = 1_000
MAX_BARE_CREDIT_CHARACTERS = 80
"""A whole caption that begins as a credit does is one up to this length; with more it tells something."""

_CREDIT_WORDS = frozenset(
    {
        "credit", "credits", "copyright", "copyrights", "source", "photographer", "attribution", "rights",
        "quelle", "fotograf", "byline", "creditos", "author",
    }
)  # fmt: skip
_LABEL = (
    r"photo(?:graph)?(?: credit)?|image(?: credit)?|picture|credit|copyright|source|foto|bild|bildquelle"
    r"|quelle|crédits?|crédito|fotografía|imagen|fotografia|фото|图片|撮影|צילום|صورة|تصوير|عدسة|फोटो|사진"
    r"|illustration|graphic|grafik|cartoon|karikatur"
)
_MARK = r"(?:by\b|von\b|:|：|©|\(c\))"
_CREDIT_LABEL = re.compile(rf"^\W*(?:{_LABEL})\s*{_MARK}+\s*|^\s*©\s*|^\s*\(c\)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,120})[)\]]\s*$")
_UNSPACED_CREDIT = re.compile(
    r"(?<=[。！？」”])\s*([^。！？「」“”]{2,30}?)\s*[摄攝]影?\s*$"  # "…。本报记者 沈若溪 摄"
    r"|[＝=]\s*([^＝=、。\s]{2,20}?)(?:撮影|提供)?\s*$"  # "…、汐見市＝共同"
)
_CAPTION_WORDS = frozenset({"caption", "text"})
_TRAILING_CREDIT = re.compile(
    rf"\s*[(\[|]\s*((?:{_LABEL}|©)[^()\[\]|]{{2,120}})[)\]]?\s*$"
    rf"|(?<=[.!?…\"”»])\s+((?:{_LABEL})\s*{_MARK}[^.]{{2,120}}|©[^.]{{2,120}})\.?\s*$"
    r"|\s+[|｜]\s*([^|｜.]{2,60})$"
    r"|\s+((?:Foto|Photo|Bild|Credit|Image|Фото)\s*:\s*[^.]{2,120})\.?\s*$",
    re.IGNORECASE,
)


def read_caption(element: HtmlElement) -> tuple[str | None, str | None]:
    """Give caption and credit of a caption's element.

    The credit stands at the end of the caption's own text, else in an element that is marked as credit.
    """
    inside = [inner for inner in element.iterdescendants() if isinstance(inner.tag, str)]
    own = next((inner for inner in inside if read_role(inner) >= _CAPTION_WORDS), element)
    caption, credit = split_credit(read_text(own))
    marked = [text for inner in inside if read_role(inner) & _CREDIT_WORDS and (text := read_text(inner))]
    after = element.getnext()
    if not marked and after is not None and read_role(after) & _CREDIT_WORDS:
        beside = read_text(after)
        return caption, credit or (drop_label(beside) if len(beside or "") <= MAX_BARE_CREDIT_CHARACTERS else None)
    if credit is not None or not marked:
        return caption, credit
    rest = caption or ""
    for text in marked:
        rest = rest.replace(text, " ", 1)
    return clean_line(_strip_brackets(rest.strip(" |,–—-·/"))), drop_label(marked[0])


def split_credit(text: str | None) -> tuple[str | None, str | None]:
    """Part a caption from the credit at its end (`… (Photo: Ann Roe/AP)`)."""
    if text is None:
        return None, None
    text = text[:MAX_CAPTION_CHARACTERS]
    match = _TRAILING_CREDIT.search(text) or _read_unspaced_credit(text)
    if match is None:
        match = _BRACKETED.search(text)
        if match is not None and find_agency(match[1]):
            return clean_line(text[: match.start()]), match[1].strip()
        is_credit = _CREDIT_LABEL.match(text) and len(text) < MAX_BARE_CREDIT_CHARACTERS
        return (None, drop_label(text)) if is_credit else (text, None)
    credit = next(group for group in match.groups() if group)
    return clean_line(text[: match.start()]), drop_label(credit)


def _read_unspaced_credit(text: str) -> re.Match[str] | None:
    """Give the credit of East Asian papers: a photographer before "摄", an agency behind "＝"."""
    match = _UNSPACED_CREDIT.search(text)
    is_sure = match is not None and (match[1] or match[0].endswith(("撮影", "提供")) or find_agency(match[2]))
    return match if is_sure else None


def drop_label(text: str | None) -> str | None:
    """Give a credit without its label (`Photo:`, `©`) and brackets."""
    if text is None:
        return None
    return clean_line(_strip_brackets(_CREDIT_LABEL.sub("", _strip_brackets(text))))


def _strip_brackets(text: str) -> str:
    """Give a text without brackets round all of it, and without one that has no partner."""
    text = text.strip(" |")
    for opening, closing in ("()", "[]", "（）"):
        if text[:1] == opening and (text.find(closing) in (-1, len(text) - 1)):
            text = text[1:].removesuffix(closing).strip(" |")
        if text[-1:] == closing and opening not in text:
            text = text[:-1].strip(" |")
        if text[-1:] == opening:
            text = text[:-1].strip(" |")
    return text
