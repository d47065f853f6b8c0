"""Decides the form of a fixture: a folder with one page and what must come of it.

The demo server, the test suite and `scrapy fixtures` read fixtures through this file. What the core makes of
a fixture is in `fixture_outcome.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.errors import DataFileError
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage

FIXTURE_FETCHED = "2026-11-01T12:00:00Z"
"""The time at which every fixture counts as fetched, so that its record never changes by itself."""
SITE_FOLDER = "site"
"""The folder of what makes the fixtures a whole site (robots.txt, sitemap, feeds); it is no fixture."""


class ResponseFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The form of `response.json`. about: which layout the page models and what is hard about it."""

    url: str
    about: str
    status: int = 200
    headers: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One page and its expectations."""

    name: str
    """The folder's name."""
    path: Path
    page: RawPage
    about: str
    expected: Mapping[str, Any]
    """`expected.json`: fields of the record, or `{"reason": …}` for a page that is no article."""
    expected_paragraphs: tuple[str, ...] | None
    """The lines of `expected.txt`, blank ones left out; None for a page that is no article."""
    unwanted: tuple[str, ...]
    """Lines of furniture that stand in the page and must not appear in the text."""

    @property
    def reason(self) -> Reason | None:
        """Why the page must be rejected; None for an article."""
        return Reason(self.expected["reason"]) if "reason" in self.expected else None


def load_fixtures(root: Path) -> tuple[Fixture, ...]:
    """Load every fixture under `root`, by name. Raises DataFileError where one is broken or none is there."""
    fixtures = tuple(load_fixture(path) for path in list_fixture_folders(root))
    if not fixtures:
        raise DataFileError(str(root), "no fixture folder in it")
    return fixtures


def list_fixture_folders(root: Path) -> tuple[Path, ...]:
    """List the fixture folders under `root` by name. Raises DataFileError where `root` is no folder."""
    if not root.is_dir():
        raise DataFileError(str(root), "no such folder")
    folders = (path for path in root.iterdir() if path.is_dir() and path.name != SITE_FOLDER)
    return tuple(sorted(path for path in folders if not path.name.startswith((".", "_"))))


def load_fixture(path: Path) -> Fixture:
    """Load the fixture in the folder `path`. Raises DataFileError with the file and what is wrong in it."""
    response = _read_response(path / "response.json")
    expected = _read_expected(path / "expected.json")
    paragraphs = _read_lines(path / "expected.txt") if "reason" not in expected else None
    if paragraphs == ():
        raise DataFileError(str(path / "expected.txt"), "an article without text")
    page = RawPage(
        url=response.url,
        requested_url=response.url,
        body=_read_bytes(path / "page.html"),
        status=response.status,
        headers={name.lower(): value for name, value in response.headers.items()},
        fetched=FIXTURE_FETCHED,
    )
    return Fixture(
        name=path.name,
        path=path,
        page=page,
        about=response.about,
        expected=expected,
        expected_paragraphs=paragraphs,
        unwanted=_read_lines(path / "unwanted.txt") if (path / "unwanted.txt").exists() else (),
    )


def _read_response(path: Path) -> ResponseFile:
    try:
        return msgspec.json.decode(_read_bytes(path), type=ResponseFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), str(error)) from error


def _read_expected(path: Path) -> dict[str, Any]:
    try:
        expected = msgspec.json.decode(_read_bytes(path), type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), str(error)) from error
    if "reason" in expected and expected["reason"] not in set(Reason):
        raise DataFileError(str(path), f"reason {expected['reason']!r} is none of {', '.join(Reason)}")
    return expected


def _read_lines(path: Path) -> tuple[str, ...]:
    try:
        text = _read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataFileError(str(path), f"not UTF-8 at byte {error.start}") from error
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataFileError(str(path), error.strerror or "cannot be read") from error
