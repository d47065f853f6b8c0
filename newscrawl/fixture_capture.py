"""Decides what a captured page becomes: the files of a fixture, its expectations drafted by the core for review.

The form of a fixture is in `fixture.py`; getting the page and telling of it is left to `scrapy capture`.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import unquote, urlsplit

from newscrawl.api import DEFAULT_OPTIONS, extract_page
from newscrawl.errors import InputError
from newscrawl.fixture import FIXTURE_FETCHED, Fixture
from newscrawl.fixture_change import find_change
from newscrawl.fixture_outcome import FixtureOutcome, find_leftovers, split_lines
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage

KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "x-robots-tag")
"""What the core or a record reads of a response; cookies and the like are nobody's business."""
MAX_NAME_CHARACTERS = 60
MIN_UNWANTED_CHARACTERS = 3
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page ready to be written. files: their bytes by name. outcome: what the core makes of the page."""

    name: str
    files: Mapping[str, bytes]
    outcome: FixtureOutcome


def make_capture(page: RawPage, name: str, about: str, options: Options = DEFAULT_OPTIONS) -> Capture:
    """Make a fixture of a page. about: which layout it is and what is hard about it.

    Raises InputError for a page that did not come; one with an error status did, if it has a body.
    """
    if page.failure is not None and not (page.failure == Reason.http_error and page.body):
        raise InputError(page.requested_url, f"nothing to capture: {page.failure_detail or page.failure}")
    headers = {name: page.headers[name] for name in KEPT_HEADERS if name in page.headers}
    page = replace(page, headers=headers, failure=None, redirects=(), requested_url=page.url, fetched=FIXTURE_FETCHED)
    fixture = Fixture(
        name=name, path=Path(), page=page, about=about, expected={}, expected_paragraphs=None, unwanted=()
    )
    change = find_change(fixture, options)
    response = {"url": page.url, "about": about, "status": page.status or 200, "headers": headers}
    texts = {
        "response.json": json.dumps(response, ensure_ascii=False, indent=2) + "\n",
        **{name: then for name, (_, then) in change.files.items()},
        "unwanted.txt": _draft_unwanted(fixture, change.outcome, options),
    }
    files = {name: text.encode("utf-8") for name, text in texts.items() if text}
    return Capture(name, {"page.html": page.body, **files}, change.outcome)


def name_capture(url: str) -> str:
    """Name a fixture by the last part of a URL's path, else by its host: `harbour-dredging-vote`."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    words = _NO_NAME.sub("-", stem.lower()).strip("-") or _NO_NAME.sub("-", (parts.hostname or "").lower())
    return words[:MAX_NAME_CHARACTERS].strip("-") or "page"


def write_capture(capture: Capture, root: Path, *, is_overwriting: bool = False) -> Path:
    """Write a fixture into a folder of its name under `root`, whole or not at all, and give the folder.

    Raises InputError where there is one already, or where it cannot be written.
    """
    folder = root / capture.name
    if folder.exists() and not is_overwriting:
        raise InputError(str(folder), "is there already; --force replaces it, --name gives this one another name")
    part = None
    try:
        root.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{capture.name}.", dir=root))
        for name, content in capture.files.items():
            (part / name).write_bytes(content)
        part.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    except OSError as error:
        raise InputError(str(folder), f"cannot be written ({error.strerror})") from None
    finally:
        if part is not None and part.exists():
            shutil.rmtree(part, ignore_errors=True)
    return folder


def _draft_unwanted(fixture: Fixture, outcome: FixtureOutcome, options: Options) -> str:
    """Give the lines that were cut out of an article, each once, but for those that the story has, too."""
    if outcome.paragraphs is None:
        return ""
    cut = split_lines(removal.text for removal in extract_page(fixture.page, options).removals)
    lines = tuple(dict.fromkeys(line for line in cut if len(line) >= MIN_UNWANTED_CHARACTERS))
    drafted = replace(fixture, expected_paragraphs=outcome.paragraphs, unwanted=lines)
    kept = frozenset(find_leftovers(drafted, outcome.paragraphs))
    return "".join(f"{line}\n" for line in lines if line not in kept)
