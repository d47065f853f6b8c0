"""Decides how many links of a site are followed, so that no endless series of URLs eats a crawl up.

Calendars, session ids, page numbers and relative links that grow give a new URL at every step. They are told by their
pattern: the URL with numbers and codes taken out. What is worth a request at all is decided in `links.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

MAX_SEGMENTS = 20
"""Parts of a path. Of 38,083 links of 400 real pages none has more than 10."""
MAX_REPEATS = 2
"""So often a part with letters may stand in a path. Of the same links none repeats one more often;
`/a/b/a/b/a/b` is a relative link that grows."""
MIN_CODE = 16
"""A part of so many letters and digits mixed is a code, not a word."""
ARTICLE_SHARE = 20
"""For each plain page of a pattern so many that look like articles: sites number their stories."""

_NUMBER = re.compile(r"\d+")
_CODE = re.compile(rf"(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d-]{{{MIN_CODE},}}|[a-f\d]{{{MIN_CODE},}}", re.IGNORECASE)


@dataclass
class LinkBudget:
    """Counts what is followed. max_pages: of one site; max_alike: of one pattern, and of one path with differing
    queries.
    """

    max_pages: int = 10_000
    max_alike: int = 100
    _counts: Counter[str] = field(default_factory=Counter)

    def take(self, site: str, url: str, *, is_article_like: bool) -> str | None:
        """Count a link that is to be followed; say in a clause why it is not, with the pattern in it.

        In place. A link that is not followed counts for nothing.
        """
        growing = find_growth(url)
        if growing is not None:
            return growing
        share = ARTICLE_SHARE if is_article_like else 1
        parts = urlsplit(url)
        limits = {f"site {site}": self.max_pages, f"pattern {site}{shape_url(url)}": self.max_alike * share}
        if parts.query:
            limits[f"queries of {site}{parts.path}"] = self.max_alike * share
        for name, limit in limits.items():
            if self._counts[name] >= limit:
                return f"more than {limit} pages of {name}"
        self._counts.update(limits.keys())
        return None


def find_growth(url: str) -> str | None:
    """Say in a clause how a URL has grown by links to itself; None for one that has not."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return f"a path of more than {MAX_SEGMENTS} parts"
    words = Counter(segment for segment in segments if not segment.isdecimal())
    word, count = words.most_common(1)[0] if words else ("", 0)
    return f"a path that repeats {word[:40]!r}" if count > MAX_REPEATS else None


def shape_url(url: str) -> str:
    """Give the pattern of a URL: path and query with numbers and codes taken out, parameters in order."""
    parts = urlsplit(url)
    path = "/".join(_shape(segment) for segment in parts.path.split("/"))
    query = sorted(f"{name}={_shape(value)}" for name, value in parse_qsl(parts.query, keep_blank_values=True))
    return path + ("?" + "&".join(query) if query else "")


def _shape(text: str) -> str:
    return "*" if _CODE.fullmatch(text) else _NUMBER.sub("N", text)
