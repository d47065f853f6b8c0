"""Decides how the arguments of the `news` spider are read: which sites, and which dates."""

from __future__ import annotations

from datetime import datetime

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.window import Window, read_since, read_until
from newscrawl.errors import InputError
from newscrawl.site import Site, complete_address, make_site
from newscrawl.site_file import read_site_file


def read_sites(path: str, names: str) -> tuple[Site, ...]:
    """Read `-a sites=` (a file) or `-a site=` (domains or URLs parted by commas).

    Raises InputError where both or none are given or a name is no domain, SiteFileError for the file.
    """
    if bool(path.strip()) == bool(names.strip()):
        raise InputError("spider news", "give either -a sites=sites.toml or -a site=example.org")
    if path.strip():
        return read_site_file(path.strip())
    return tuple(_read_site(name.strip()) for name in names.split(",") if name.strip())


def read_window(since: str, until: str, backfill: str, now: datetime) -> Window | None:
    """Read the wanted dates; None where the user names none, so that each site's `max_age` holds.

    Raises InputError.
    """
    if backfill not in ("", "all"):
        raise InputError(f"-a backfill={backfill}", "must be all; for some days use since and until")
    if not (since or until or backfill):
        return None
    window = Window(read_since(since, now) if since else None, read_until(until, now) if until else None)
    if window.since is not None and window.until is not None and window.since >= window.until:
        raise InputError(f"-a since={since} -a until={until}", "nothing lies between them")
    return window


def _read_site(name: str) -> Site:
    fault = find_url_fault(complete_address(name))
    if fault is not None:
        raise InputError(f"-a site={name}", fault)
    return make_site(name)
