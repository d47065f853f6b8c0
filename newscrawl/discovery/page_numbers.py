"""Decides which number a URL has among the pages of a list or a story, and what it is without the number."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

from newscrawl.discovery.url_variants import fold_url

MAX_NUMBER = 500
"""Larger numbers are ids, not pages."""

_FILE_ENDING = r"\.(?:s?html?|php|aspx?|jsp)"


@dataclass(frozen=True, slots=True)
class PageRules:
    """What `data/discovery.toml` says of page numbers. next_words: in lower case."""

    parameters: frozenset[str]
    in_path: re.Pattern[str]
    next_words: frozenset[str]


def split_page_number(url: str) -> tuple[str, int]:
    """Give a URL's key without the number of its page, and that number; 1 where it has none.

    `/politics/page/3` → (`example.org/politics`, 3); likewise `?page=3`, `/politics/3`, `/story-3.html`,
    `/story,seite3.html`. Wrong for a last number that is an id below `MAX_NUMBER`: so two URLs are pages of
    one list only where they have one stem and their numbers follow each other.
    """
    rules = load_page_rules()
    parts = urlsplit(f"//{fold_url(url)}")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    number, kept = 1, []
    for name, value in pairs:
        if number == 1 and name.lower() in rules.parameters and _is_number(value):
            number = int(value)
        else:
            kept.append((name, value))
    path = parts.path
    if number == 1 and (match := rules.in_path.search(path)) is not None:
        found = next(part for part in match.group("alone", "glued", "file") if part)
        if _is_number(found):
            number, path = int(found), path[: match.start()] + (match["ending"] or "")
    query = urlencode(kept)
    return f"{parts.netloc}{path or '/'}{'?' if query else ''}{query}", number


def is_next_page(url: str, following: str) -> bool:
    """Tell whether `following` is the page after `url` by their numbers: same stem, one more."""
    stem, number = split_page_number(url)
    return split_page_number(following) == (stem, number + 1)


def is_next_label(text: str) -> bool:
    """Tell whether a link's text says that it leads to the next page, in one of the languages known here."""
    words = " ".join(re.sub(r"[\s»›>→⟩❯▶…·|]+", " ", text).split()).lower()
    return words in load_page_rules().next_words or text.strip() in ("»", "›", ">", "→", "❯")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 < int(text[:6]) <= MAX_NUMBER


@cache
def load_page_rules() -> PageRules:
    """Read `data/discovery.toml`, once."""
    text = files("newscrawl").joinpath("data/discovery.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)["page_numbers"]
    words = "|".join(sorted(data["words"], key=len, reverse=True))
    return PageRules(
        frozenset(data["parameters"]),
        re.compile(
            rf"(?:/(?:(?:{words})/)?(?P<alone>\d{{1,3}})"
            rf"|[/,._-](?:{words})[-_]?(?P<glued>\d{{1,3}})"
            rf"|[-_,](?P<file>\d{{1,3}})(?={_FILE_ENDING}$))(?P<ending>{_FILE_ENDING})?$",
            re.IGNORECASE,
        ),
        frozenset(data["next"]),
    )
