"""Decides which publisher file a page's address has: of the user's folder, or else of those in the package.

Files are read once a process. A page of a site without one costs a look into a dict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from newscrawl.options import Options
from newscrawl.publishers.file import PublisherFileError, read_publisher_file
from newscrawl.publishers.rules import Publisher
from newscrawl.sites import read_host
from newscrawl.toml_faults import TomlFault, make_error

PACKAGE_FOLDER = "data/publishers"
SUFFIX = ".toml"


def find_publisher(url: str | None, folder: str | None = None) -> Publisher | None:
    """Give the publisher whose domain a page is of, the nearest: `sport.news.example` goes before `news.example`.

    folder: the user's, whose files go before the package's. Raises PublisherFileError where a file is unfit.
    """
    publishers = load_library(folder)
    if not publishers or not url:
        return None
    host = read_host(url)
    if host not in publishers and ":" in host:
        host = host.rpartition(":")[0]  # a loopback address without its port stands for every port
    while host and host not in publishers:
        host = host.partition(".")[2]
    return publishers.get(host)


def add_folder(options: Options, folder: str | None) -> Options:
    """Give the options with a folder of publisher files, whose files are read at once: what is wrong in one ends a run
    before it begins. Without a folder that of the options stays. Raises PublisherFileError.
    """
    chosen = replace(options, publishers=folder) if folder else options
    load_library(chosen.publishers)
    return chosen


@lru_cache(maxsize=16)
def load_library(folder: str | None) -> Mapping[str, Publisher]:
    """Read all files; gives publishers by their domains. Raises PublisherFileError."""
    own = Path(str(files("newscrawl").joinpath(PACKAGE_FOLDER)))
    return {**_read_folder(own), **(_read_folder(Path(folder)) if folder else {})}


def _read_folder(folder: Path) -> dict[str, Publisher]:
    if not folder.is_dir():
        raise make_error(PublisherFileError, str(folder), 1, "no such folder")
    publishers: dict[str, Publisher] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        publisher = read_publisher_file(path)
        for domain in publisher.domains:
            if domain in publishers:
                why = f"{domain!r} is told of in {publishers[domain].name}, too"
                raise PublisherFileError(str(path), (TomlFault(line=1, key="domains", why=why),))
            publishers[domain] = publisher
    return publishers
