"""Decides whether a fetched article goes on on another page, and on which. Joining the pages:
`extraction/joining.py`.

Looks at the tags of links alone, by regular expressions that take linear time: a hostile page must not cost a
parse here. What follows must be the same story: its URL is that of this page with the next number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.page_numbers import is_next_label, is_next_page, split_page_number

MAX_PAGES = 20
"""Pages of one article that are joined. Long reads have 5 to 12; endless ones are galleries and traps."""
MAX_BODY = 3 * 1024 * 1024
"""No page of an article that is longer is looked at for a next one."""

_TAG = re.compile(rb"<(a|link)\s([^<>]{1,2000})>(?:\s*<[^<>]{1,300}>){0,3}([^<]{0,60})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|reply|disqus", re.IGNORECASE)


def find_continuation(body: bytes, url: str) -> str | None:
    """Find the page on which the article at `url` goes on; None where it ends here.

    body: the page as it came. url: its address after redirects. Wanted is `rel=next`, or a link whose text is
    the next number or says "next", to a URL that is this one with the next number. WordPress's `rel=next` to
    another story is none; nor are pages of comments.
    """
    if len(body) > MAX_BODY:
        return None
    host, number = urlsplit(url).netloc, split_page_number(url)[1] + 1
    for attributes, text in _read_links(body, str(number).encode()):
        href = attributes.get("href", "").strip()
        if not href or _COMMENTS.search(f"{href} {attributes.get('class', '')} {attributes.get('rel', '')}"):
            continue
        try:
            following = urldefrag(urljoin(url, href)).url
            if urlsplit(following).netloc != host or not is_next_page(url, following):
                continue
        except ValueError:
            continue
        is_said = "next" in attributes.get("rel", "").lower().split() or is_next_label(text)
        is_said = is_said or text.strip().isdecimal() or is_next_label(attributes.get("aria-label", ""))
        is_said = is_said or "next" in re.split(r"[\s_-]+", attributes.get("class", "").lower())
        if is_said and find_url_fault(following) is None:
            return following
    return None


def _read_links(body: bytes, number: bytes) -> Iterator[tuple[dict[str, str], str]]:
    """Give attributes and the first text of every `a` and `link` with `number` in it; bytes that are no ASCII
    come garbled where the charset is not UTF-8, which costs labels, not URLs.
    """
    for match in _TAG.finditer(body):
        if number not in match[2]:
            continue
        text = match[2].decode("utf-8", "replace")
        attributes = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(text)
        }
        yield attributes, unescape(match[3].decode("utf-8", "replace"))
