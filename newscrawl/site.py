"""Decides what is known of a site that is watched: where to look, which pages belong to it, within which
limits.

How a user writes it down is decided in `site_file.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from newscrawl.sites import is_loopback, read_host

DEFAULT_MAX_AGE = timedelta(days=7)
"""Older pages are not asked for unless a run names dates: a line in crontab means "from now on", and sources
list a page late, but seldom by more than some days."""
DEFAULT_MAX_ARTICLES = 500
"""Pages asked for in one run. A large daily publishes 150 to 300 stories a day."""
DEFAULT_MAX_PAGES = 3
DEFAULT_MAX_SITEMAPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site.

    name: its domain as the user wrote it, with the port where one was given; unique among the sites of a run.
    start: front pages. feeds, sitemaps, sections: sources beside those that are found. hosts: other domains
    whose pages belong to the site. allow, deny: searched in path and query of an article's URL. language:
    only pages that are not said to be in another. delay: seconds between two requests at least, None: as
    settings and robots.txt have it. max_articles: pages of articles asked for in one run. max_pages: pages of
    one section read in one run. max_sitemaps: sitemaps read in one run. max_age: how old a page may be.
    is_discovering: whether sources that the user did not name are looked for.
    """

    name: str
    start: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    allow: tuple[re.Pattern[str], ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()
    language: str | None = None
    delay: float | None = None
    max_articles: int = DEFAULT_MAX_ARTICLES
    max_pages: int = DEFAULT_MAX_PAGES
    max_sitemaps: int = DEFAULT_MAX_SITEMAPS
    max_age: timedelta = DEFAULT_MAX_AGE
    is_discovering: bool = True

    def owns(self, url: str) -> bool:
        """Tell whether a URL is of the site: of its domain, a subdomain, or one of `hosts`.

        `example.org` owns `www.example.org` and `sport.example.org`; `sport.example.org` owns only itself and
        what is below. A loopback address owns its port.
        """
        host = read_host(url)
        return bool(host) and any(
            host == own or host.endswith("." + own) for own in (strip_www(self.name), *self.hosts)
        )

    def wants(self, url: str) -> bool:
        """Tell whether the user's patterns let an article's URL through; without `allow` every path is let.
        """
        path = "/" + url.partition("://")[2].partition("/")[2]
        is_allowed = not self.allow or any(pattern.search(path) for pattern in self.allow)
        return is_allowed and not any(pattern.search(path) for pattern in self.deny)


def make_site(address: str) -> Site:
    """Make the site of a bare domain or a URL (`-a site=example.org`, `https://example.org/news/`).

    Of a URL the page is the start page, so that a path stays. Raises ValueError for what is neither.
    """
    url = complete_address(address)
    host = read_host(url)
    if not host:
        raise ValueError("no host")
    return Site(name=host, start=(url,))


def complete_address(address: str) -> str:
    """Give the URL of a bare domain: by https, or http for an address of this machine."""
    if "://" in address:
        return address
    host = urlsplit(f"//{address}").hostname or ""
    url = f"{'http' if is_loopback(host) else 'https'}://{address}"
    return url if "/" in address else url + "/"


def strip_www(host: str) -> str:
    """Give a host without a leading `www.`: it names the same site."""
    return host.removeprefix("www.") or host
