"""Decides which links of a page are worth a request, and which look like an article.

Pure: it looks at the URL and the anchor's text only. Whether a page is an article is decided by the page
itself, after the fetch. What is followed, and how deep, is decided in `spiders/site.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html

ARTICLE_SCORE = 3
"""Links with at least this score look like an article. With two signs (a slug and a date, a slug and a
headline as its text) a link reaches it; with one it does not, for sections have slugs too
(`/real-estate-and-homes/`).
"""

_DATE = re.compile(
    r"/(19|20)\d\d[/-]?(0?[1-9]|1[0-2])(?=[/-]|\d\d\b)|[/-](19|20)\d\d[-/.]?\d\d[-/.]?\d\d(?!\d)"
)
_STORY_ID = re.compile(r"(?<![A-Za-z0-9])[a-z]?\d{5,}(?!\d)|[?&](id|artid|article_?id|story_?id|p)=\d{3,}")
_PAGE_ENDING = re.compile(r"\.(s?html?|php|aspx?|jsp|article|story|ece|cms)$", re.IGNORECASE)
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MIN_SLUG_WORDS = 4
_MIN_ANCHOR_WORDS = 4
_MIN_ANCHOR_IDEOGRAPHS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page: absolute URL without fragment, the anchor's text, and how much it looks like an
    article.
    """

    url: str
    text: str
    score: int

    @property
    def is_article_like(self) -> bool:
        """Whether it looks like an article."""
        return self.score >= ARTICLE_SCORE


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What `data/links.toml` holds: file endings that are no page, and path parts that are no story."""

    not_pages: frozenset[str]
    no_story: frozenset[str]


@cache
def read_link_rules() -> LinkRules:
    """Read `data/links.toml`, once."""
    rules = tomllib.loads(files("newscrawl").joinpath("data/links.toml").read_text(encoding="utf-8"))
    return LinkRules(
        frozenset(rules["not_pages"]),
        frozenset(name for names in rules["no_story"].values() for name in names),
    )


def read_links(root: lxml.html.HtmlElement, base_url: str) -> Iterator[Link]:
    """Give the links of a parsed page that may be followed, in document order, the same URL once.

    root: the page's root element. base_url: what relative links are relative to. Links with `rel=nofollow`
    and a page with `<meta name=robots content=nofollow>` give none: the site asks so. Of several anchors to
    one URL (picture, headline, "more") the longest text counts, and a heading around any of them.
    """
    if is_nofollow_page(root):
        return
    texts: dict[str, str] = {}
    headings: set[str] = set()
    for anchor in root.iterfind(".//a[@href]"):
        if is_nofollow(anchor.get("rel") or "") or anchor.get("download") is not None:
            continue
        url = resolve_link(anchor.get("href") or "", base_url)
        if url is None:
            continue
        text = " ".join("".join(anchor.itertext()).split())
        texts[url] = max(texts.get(url, ""), text, key=len)
        if is_heading(anchor):
            headings.add(url)
    for url, text in texts.items():
        yield Link(url, text, score_link(url, text, is_heading=url in headings))


def is_heading(anchor: lxml.html.HtmlElement) -> bool:
    """Tell whether an anchor stands in a heading, or holds one: teasers are set so, menus are not."""
    around = (*anchor.iterchildren(), *islice(anchor.iterancestors(), 3))
    return any(element.tag in _HEADINGS for element in around)


def is_nofollow_page(root: lxml.html.HtmlElement) -> bool:
    """Tell whether the page asks robots to follow none of its links."""
    return any(
        (meta.get("name") or "").lower() == "robots" and is_nofollow(meta.get("content") or "")
        for meta in root.iterfind(".//meta[@name]")
    )


def is_nofollow(directives: str) -> bool:
    """Tell whether a `rel`, a robots `meta` or an `X-Robots-Tag` value says nofollow."""
    words = re.split(r"[\s,:;]+", directives.lower())
    return "nofollow" in words or ("none" in words)


def resolve_link(href: str, base_url: str) -> str | None:
    """Give a link's absolute URL without its fragment; None where it leads to no page of HTML."""
    try:
        url = urldefrag(urljoin(base_url, href.strip())).url
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in parts.netloc:
        return None
    if PurePosixPath(parts.path).suffix.lower() in read_link_rules().not_pages:
        return None
    return url


def score_link(url: str, text: str, *, is_heading: bool = False) -> int:
    """Score how much a link looks like an article; at `ARTICLE_SCORE` it does.

    Why: a crawl bounded by a number of articles should spend its requests on articles. Wrong for sites with
    opaque URLs and image-only anchors (scored low, still followed), and for long section names.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    names = [name for name in path.lower().split("/") if name]
    if not names and not parts.query:
        return -3
    score = 2 * has_slug(names) + 2 * bool(_DATE.search(path)) + 2 * has_headline_length(text)
    score += is_heading + bool(_STORY_ID.search(f"{path}?{parts.query}")) + bool(_PAGE_ENDING.search(path))
    if not read_link_rules().no_story.isdisjoint(names):
        score -= 4
    return score


def has_slug(names: Iterable[str]) -> bool:
    """Tell whether a path part reads like a headline: several words, or a run of ideographs."""
    for name in names:
        words = [word for word in re.split(r"[-_+ ]", _PAGE_ENDING.sub("", name)) if not word.isdigit()]
        if len(words) >= _MIN_SLUG_WORDS or len(_IDEOGRAPHS.findall(name)) >= _MIN_ANCHOR_IDEOGRAPHS:
            return True
    return False


def has_headline_length(text: str) -> bool:
    """Tell whether an anchor's text is as long as a headline: in words, or in characters where words have no
    spaces.
    """
    return len(text.split()) >= _MIN_ANCHOR_WORDS or len(_IDEOGRAPHS.findall(text)) >= _MIN_ANCHOR_IDEOGRAPHS
