"""Decides what a raw page is: everything a fetch yields that the core may look at, as plain data.

Fetching is left to the Scrapy side, reading the bytes to `dom/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawl.archives.place import ArchivePlace
from newscrawl.discovery.candidate import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One fetched page, or one fetch that failed.

    Holds bytes, strings and numbers only, so that it can cross a process boundary.
    """

    url: str
    """The URL that answered, after redirects."""
    requested_url: str
    """The URL as the user or the spider first asked for it."""
    body: bytes = b""
    """The body after content decoding (gzip, br …), before character decoding. Empty for a failed fetch."""
    status: int | None = None
    """HTTP status; None where no response came."""
    headers: dict[str, str] = field(default_factory=dict)
    """Response headers, names in lower case; of a repeated header the last value."""
    redirects: tuple[str, ...] = ()
    """The URLs that redirected, in order, `requested_url` first; empty without a redirect."""
    fetched: str = ""
    """When the response came, RFC 3339 in UTC."""
    failure: str | None = None
    """The name of the `Reason` for which no usable response came (`unreachable`, `timeout` …), else None."""
    failure_detail: str = ""
    """One line of evidence for `failure`, for a person."""
    retry_after: float | None = None
    """Seconds for which the server asked to be left alone; None where it asked for nothing."""
    archive: ArchivePlace | None = None
    """Where in an archive it lies; None where there is none."""
    continuation: tuple[RawPage, ...] = ()
    """The pages on which an article goes on, in order; empty for an article on one page. The last of them may
    be a failed fetch."""
    candidate: Candidate | None = None
    """What was known of the page before the fetch; None where the user named it, or a link led to it."""
