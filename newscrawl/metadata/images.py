"""Decides the lead image and the story's images with captions and credits. Teasers, icons and portraits
are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.metadata.facts import Image
from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone, find_region, read_role
from newscrawl.metadata.plain_text import clean_line, read_text
from newscrawl.metadata.story import Structured, open_list

IMAGE_METAS = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "parsely-image-url",
)
MAX_IMAGES = 60
MAX_CAPTION_CHARACTERS = 1_000
_CREDIT_WORDS = frozenset(
    {
        "credit", "credits", "copyright", "copyrights", "source", "photographer", "attribution", "rights",
        "quelle", "fotograf", "byline", "creditos", "author",
    }
)  # fmt: skip
_OUTSIDE_TAGS = frozenset({"aside", "nav", "footer"})
_OUTSIDE_WORDS = frozenset(
    {
        "related", "teaser", "teasers", "sidebar", "recommended", "author", "avatar", "promo", "newsletter",
        "comments", "footer", "nav", "logo", "icon", "advert", "ad", "mostread", "readmore",
    }
)  # fmt: skip
_LABEL = (
    r"photo(?:graph)?(?: credit)?|image(?: credit)?|picture|credit|copyright|source|foto|bild|bildquelle"
    r"|quelle|crédits?|crédito|fotografía|imagen|fotografia|фото|图片|撮影|צילום|صورة"
)
_MARK = r"(?:by\b|von\b|:|：|©|\(c\))"
_CREDIT_LABEL = re.compile(rf"^\W*(?:{_LABEL})\s*{_MARK}+\s*|^\s*©\s*|^\s*\(c\)\s*", re.IGNORECASE)
_TRAILING_CREDIT = re.compile(
    rf"\s*[(\[|]\s*((?:{_LABEL}|©)[^()\[\]|]{{2,120}})[)\]]?\s*$"
    rf"|(?<=[.!?…\"”»])\s+((?:{_LABEL})\s*{_MARK}[^.]{{2,120}}|©[^.]{{2,120}})\.?\s*$"
    r"|\s+((?:Foto|Photo|Bild|Credit|Image|Фото)\s*:\s*[^.]{2,120})\.?\s*$",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"(?:^data:|\.svg(?:\?|$)|1x1|pixel|spacer|blank\.|placeholder|avatar|favicon|/logo)", re.IGNORECASE
)
_SOURCE_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "data-hi-res-src")


def read_lead_image(head: Head, structured: Structured, base: str | None) -> str | None:
    """Give the absolute URL of the image that metas or structured data name for the story."""
    candidates = [*(head.read_first(name) for name in IMAGE_METAS)]
    candidates.extend(_read_address(value) for _, _, value in structured.read_values("image", "thumbnailUrl"))
    for address in candidates:
        absolute = make_absolute(address, base)
        if absolute and not address_is_icon(absolute):
            return absolute
    return None


def read_images(structured: Structured, zone: Zone, base: str | None) -> tuple[Image, ...]:
    """Give the figures of the story's region, in order, those of structured data with a caption where no
    figure has them. One image in several sizes is one by its path."""
    images: dict[str, Image] = {}
    for image in [*_read_figures(zone, base), *_read_structured(structured, base)]:
        key = urlsplit(image.url).path.rpartition("/")[2] or image.url
        if key not in images and len(images) < MAX_IMAGES:
            images[key] = image
    return tuple(images.values())


def _read_structured(structured: Structured, base: str | None) -> Iterator[Image]:
    for _, _, value in structured.read_values("image"):
        if isinstance(value, dict) and (value.get("caption") or value.get("creditText")):
            url = make_absolute(_read_address(value), base)
            if url and not address_is_icon(url):
                caption, credit = split_credit(clean_line(value.get("caption")))
                yield Image(
                    url=url, caption=caption, credit=drop_label(clean_line(value.get("creditText"))) or credit
                )


def _read_figures(zone: Zone, base: str | None) -> Iterator[Image]:
    region = find_region(zone)
    if region is None:
        return
    for figure in region.iter("figure"):
        if any(is_outside(around) for around in _climb(figure, region)):
            continue
        url = next((url for img in figure.iter("img", "amp-img") if (url := _read_source(img, base))), None)
        if url:
            caption, credit = read_caption(figure)
            yield Image(url=url, caption=caption, credit=credit)


def _climb(element: HtmlElement, region: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for around in element.iterancestors():
        if around is region:
            return
        yield around


def is_outside(element: HtmlElement) -> bool:
    """Tell whether an element holds teasers, portraits or furniture."""
    return element.tag in _OUTSIDE_TAGS or bool(read_role(element) & _OUTSIDE_WORDS)


def read_caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    """Give caption and credit of a figure, from its `figcaption`; the credit from an element marked as
    one, else from the caption's end."""
    captions = list(figure.iter("figcaption"))
    if not captions:
        return None, None
    text = read_text(captions[0])
    for element in captions[0].iterdescendants():
        if isinstance(element.tag, str) and read_role(element) & _CREDIT_WORDS:
            credit = read_text(element)
            if credit and text:
                rest = text.replace(credit, " ", 1).strip(" |,–—-·/()") if credit in text else text
                return clean_line(rest), drop_label(credit)
    return split_credit(text)


def split_credit(text: str | None) -> tuple[str | None, str | None]:
    """Part a caption from the credit at its end (`… (Photo: Ann Roe/AP)`)."""
    if text is None:
        return None, None
    match = _TRAILING_CREDIT.search(text[:MAX_CAPTION_CHARACTERS])
    if match is None:
        label = _CREDIT_LABEL.match(text)
        return (None, drop_label(text)) if label and len(text) < 80 else (text, None)
    credit = next(group for group in match.groups() if group)
    return clean_line(text[: match.start()]), drop_label(credit)


def drop_label(text: str | None) -> str | None:
    """Give a credit without its label (`Photo:`, `©`)."""
    return clean_line(_CREDIT_LABEL.sub("", text).strip(" ()[]|")) if text else None


def _read_source(img: HtmlElement, base: str | None) -> str | None:
    for name in _SOURCE_ATTRIBUTES:
        url = make_absolute(img.get(name), base)
        if url and not address_is_icon(url):
            return url
    source_set = img.get("srcset") or img.get("data-srcset") or ""
    return make_absolute(source_set.split(",")[-1].split()[0], base) if source_set.strip(" ,") else None


def _read_address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    values = open_list(value)
    return values[0] if values and isinstance(values[0], str) else None


def make_absolute(address: str | None, base: str | None) -> str | None:
    """Give an absolute http(s) URL, None for what is none."""
    if not address or not address.strip():
        return None
    try:
        url = urljoin(base or "", address.strip())
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else None
    except ValueError:
        return None


def address_is_icon(url: str) -> bool:
    """Tell whether a URL is that of a drawing, a placeholder or a portrait by its name."""
    return _ICON.search(url) is not None
