"""Decides how a list of URLs is read: from a file's lines or from one argument. Nothing is fetched here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newscrawl.addresses import find_url_fault

_SHOWN = 200
_NEXT_URL = re.compile(r",(?=\s*[A-Za-z][A-Za-z0-9+.-]*:)")


@dataclass(frozen=True, slots=True)
class ListedUrl:
    """One URL of a list.

    place: where it stands, for a person: `urls.txt line 3`.
    fault: why it cannot be fetched, None where it can.
    """

    url: str
    place: str
    fault: str | None


def read_url_lines(lines: Iterable[bytes], source: str) -> Iterator[ListedUrl]:
    """Give the URLs of a file's lines, one by one, in order.

    A byte order mark, blank lines and lines that begin with `#` are skipped. Bytes that are no UTF-8 make the
    line a bad one; they do not end the reading.
    """
    for number, raw in enumerate(lines, start=1):
        encoding = "utf-8-sig" if number == 1 else "utf-8"
        line = raw.decode(encoding, errors="replace").strip()
        if not line or line.startswith("#"):
            continue
        fault = "not UTF-8 text" if "\ufffd" in line else find_url_fault(line)
        yield ListedUrl(line if fault is None else line[:_SHOWN], f"{source} line {number}", fault)


def read_url_argument(argument: str, name: str) -> tuple[ListedUrl, ...]:
    """Give the URLs of one argument, parted by commas.

    Only a comma that a scheme follows parts: URLs of news sites hold commas (`/politik/0,1518,123.html`).
    """
    urls = (part.strip() for part in _NEXT_URL.split(argument))
    return tuple(
        ListedUrl(url, f"{name} entry {number}", find_url_fault(url))
        for number, url in enumerate(urls, start=1)
        if url
    )
