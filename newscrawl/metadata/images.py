"""Decides the lead image and the story's images with captions and credits. Teasers, icons and portraits
are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.metadata.credits import drop_label, read_caption, split_credit
from newscrawl.metadata.facts import Image
from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.plain_text import clean_line, fold, read_text
from newscrawl.metadata.roles import read_role
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
MAX_LOOKED_AT = 150
"""Images and figures looked at; after these a page goes on with teasers."""
MAX_BOX_ELEMENTS = 20
"""A box with more elements holds more than an image and its caption."""
_OUTSIDE_TAGS = frozenset({"aside", "nav", "footer"})
_OUTSIDE_WORDS = frozenset(
    {
        "related", "teaser", "teasers", "sidebar", "recommended", "author", "avatar", "promo", "newsletter",
        "comments", "footer", "nav", "logo", "icon", "advert", "ad", "mostread", "readmore",
    }
)  # fmt: skip
_CAPTION_WORDS = frozenset(
    {"caption", "cap", "captions", "legend", "bildunterschrift", "bildtext", "didascalia", "pie"}
)
_PICTURE_WORDS = frozenset({"pic", "photo", "picture", "image", "img", "foto", "bild"})
_NOTE_WORDS = frozenset({"desc", "description", "note", "notes", "info", "legend", "text", "title"})
MIN_ALTERNATIVE_CHARACTERS = 8
"""A shorter alternative text is a word that any text may begin with."""
MAX_STEPS_UP = 3
"""How many elements lie at most between an image and the box that it shares with its caption."""
_TEXT_TAGS = frozenset({"font", "p", "span", "small", "i", "em", "div", "td"})
MAX_PLAIN_CAPTION_CHARACTERS = 300
_ICON = re.compile(
    r"(?:^data:|\.svg(?:\?|$)|1x1|pixel|spacer|blank\.|placeholder|avatar|favicon|/logo|lazy-?load|fallback\."
    r"|transparent\.|loading\.)",
    re.IGNORECASE,
)
_PLAIN_URL = re.compile(r"https?://[\w-][\w.-]*(?::\d+)?(?:/[^\s#]*)?")
_SOURCE_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "data-hi-res-src")


def read_lead_image(head: Head, structured: Structured, images: Sequence[Image], base: str | None) -> str | None:
    """Give the absolute URL of the image that metas or structured data name for the story, else the first
    of the story's images that has a caption."""
    candidates = [*(head.read_first(name) for name in IMAGE_METAS)]
    candidates.extend(_read_address(value) for _, _, value in structured.read_values("image", "thumbnailUrl"))
    for address in candidates:
        absolute = make_absolute(address, base)
        if absolute and not address_is_icon(absolute):
            return absolute
    return next((image.url for image in images if image.caption), None)


def read_images(head: Head, structured: Structured, zone: Zone, base: str | None) -> tuple[Image, ...]:
    """Give the figures of the story's region, in order, those of structured data with a caption where no
    figure has them. One image in several sizes is one by its path or caption."""
    images: dict[str, Image] = {}
    captions: set[str] = set()
    leads = {_read_key(url) for name in IMAGE_METAS if (url := make_absolute(head.read_first(name), base))}
    for image in [*_read_figures(zone, base, leads), *_read_structured(structured, base)]:
        key = _read_key(image.url)
        told = fold(image.caption or "")
        if key not in images and told not in captions and len(images) < MAX_IMAGES:
            images[key] = image
            captions |= {told} if told else set()
    return tuple(images.values())


def _read_key(url: str) -> str:
    return url.partition("?")[0].partition("#")[0].rpartition("/")[2] or url


def _read_structured(structured: Structured, base: str | None) -> Iterator[Image]:
    for _, _, value in structured.read_values("image"):
        if isinstance(value, dict) and (value.get("caption") or value.get("creditText")):
            url = make_absolute(_read_address(value), base)
            if url and not address_is_icon(url):
                caption, credit = split_credit(clean_line(value.get("caption")))
                yield Image(url=url, caption=caption, credit=drop_label(clean_line(value.get("creditText"))) or credit)


def _read_figures(zone: Zone, base: str | None, leads: set[str]) -> Iterator[Image]:
    region = zone.region
    if region is None:
        return
    closed: dict[HtmlElement, bool] = {region: region.tag == "figure"}
    for element in islice(region.iter("figure", "img"), MAX_LOOKED_AT):
        is_figure = element.tag == "figure"
        if _is_closed(element, closed) or is_outside(element):
            continue
        caption = next(element.iter("figcaption"), None) if is_figure else _find_caption(element, region)
        if not is_figure and caption is None and _read_key(_read_source(element, base) or "") not in leads:
            continue  # an image without a caption is the story's where the page's metas name it
        sources = [element] if not is_figure else element.iter("img", "amp-img")
        url = next((url for img in sources if (url := _read_source(img, base))), None)
        if url:
            text, credit = read_caption(caption) if caption is not None else (None, None)
            yield Image(url=url, caption=text, credit=credit)


def _find_caption(img: HtmlElement, region: HtmlElement) -> HtmlElement | None:
    """Give the caption of an image that no `figure` holds: an element marked as one in a box with this
    image only."""
    for box in islice(img.iterancestors(), MAX_STEPS_UP):
        if box is region or sum(1 for _ in islice(box.iter("img"), 2)) > 1:
            return None
        for element in islice(box.iterdescendants(), MAX_BOX_ELEMENTS):
            if not isinstance(element.tag, str) or next(element.iter("img"), None) is not None:
                continue
            is_marked = element.text and _is_caption_role(read_role(element))
            if is_marked or (element.tag in _TEXT_TAGS and _is_credited(element)):
                return element
        told = box.getnext()
        if told is not None and (_is_caption_role(read_role(told)) or _is_told(img.get("alt"), told)):
            return told
    return None


def _is_caption_role(words: frozenset[str]) -> bool:
    return bool(words & _CAPTION_WORDS) or bool(words & _PICTURE_WORDS and words & _NOTE_WORDS)


def _is_told(alt: str | None, element: HtmlElement) -> bool:
    """Tell whether a short text beside an image repeats the image's alternative text."""
    alternative = fold(alt or "")
    if len(alternative) < MIN_ALTERNATIVE_CHARACTERS or element.tag in ("h1", "h2", "h3"):
        return False
    text = read_text(element) or ""
    return len(text) <= MAX_PLAIN_CAPTION_CHARACTERS and fold(text).startswith(alternative)


def _is_credited(element: HtmlElement) -> bool:
    """Tell whether a short text beside an image ends with a credit: tables mark captions by nothing else."""
    own = "".join([element.text or "", *(child.tail or "" for child in element)])
    if ":" not in own and "©" not in own:
        return False
    text = read_text(element)
    return text is not None and len(text) <= MAX_PLAIN_CAPTION_CHARACTERS and split_credit(text)[1] is not None


def _is_closed(element: HtmlElement, closed: dict[HtmlElement, bool]) -> bool:
    """Tell whether an image stands in a figure, which is read as a whole, or in a box of teasers, portraits
    or furniture. closed: what is known of elements around images, filled in place."""
    path: list[HtmlElement] = []
    for around in element.iterancestors():
        if around in closed:
            break
        path.append(around)
    answer = closed.get(path[-1].getparent() if path else element.getparent(), False)
    for around in reversed(path):
        answer = answer or around.tag == "figure" or is_outside(around)
        closed[around] = answer
    return answer


def is_outside(element: HtmlElement) -> bool:
    """Tell whether an element holds teasers, portraits or furniture."""
    return element.tag in _OUTSIDE_TAGS or bool(read_role(element) & _OUTSIDE_WORDS)


def _read_source(img: HtmlElement, base: str | None) -> str | None:
    for name in _SOURCE_ATTRIBUTES:
        url = make_absolute(img.get(name), base)
        if url and not address_is_icon(url):
            return url
    choices = (img.get("srcset") or img.get("data-srcset") or "").replace(",", " ").split()
    return next((url for choice in choices if (url := make_absolute(choice, base) if "/" in choice else None)), None)


def _read_address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    values = open_list(value)
    return values[0] if values and isinstance(values[0], str) else None


def make_absolute(address: str | None, base: str | None) -> str | None:
    """Give an absolute http(s) URL, None for what is none."""
    if not address or not address.strip():
        return None
    address = address.strip()
    if _PLAIN_URL.fullmatch(address):
        return address
    try:
        url = urljoin(base or "", address)
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else None
    except ValueError:
        return None


def address_is_icon(url: str) -> bool:
    """Tell whether a URL is that of a drawing, a placeholder or a portrait by its name."""
    return _ICON.search(url) is not None
