"""Decides how a set of pages with gold text is read: the layout of the public article-extraction-benchmark,
`html/ID.html.gz` and `ground-truth.json` (`{ID: {"articleBody": …, "url": …, …}}`).

newscrawl's own fixtures are a set as well: the articles among them, read by `fixture.py`.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newscrawl.errors import InputError
from newscrawl.fixture import Fixture, load_fixtures

TRUTH_FILE = "ground-truth.json"
SAMPLE_SEED = 0
"""Fixed, so that two runs with the same `--sample` see the same pages."""


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page with its gold. truth: the whole row of the ground truth. headers: of its response, where
    known.
    """

    id: str
    path: Path
    url: str | None
    text: str
    truth: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    def read_html(self) -> bytes:
        """Read the page's bytes, unpacked. Raises InputError where they cannot be read."""
        try:
            packed = self.path.read_bytes()
            return gzip.decompress(packed) if self.path.suffix == ".gz" else packed
        except (OSError, EOFError) as error:
            raise InputError(str(self.path), f"cannot be read ({error})") from error


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A set of pages, in the order of the ground truth. is_whole: whether no page was left out."""

    name: str
    pages: tuple[GoldPage, ...]
    is_whole: bool = True

    def __iter__(self) -> Iterator[GoldPage]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)

    def take(self, limit: int | None = None, sample: int | None = None) -> Benchmark:
        """Give a part of the set: the first `limit` pages, or `sample` pages that are the same every
        time.
        """
        pages = self.pages
        if sample is not None and sample < len(pages):
            chosen = random.Random(SAMPLE_SEED).sample(range(len(pages)), sample)
            pages = tuple(pages[index] for index in sorted(chosen))
        pages = pages[:limit]
        return replace(self, pages=pages, is_whole=self.is_whole and len(pages) == len(self.pages))


def load_benchmark(folder: Path) -> Benchmark:
    """Read the ground truth of a folder; pages are read when they are asked for. InputError where it is
    no set.
    """
    if not (folder / TRUTH_FILE).exists() and any(folder.glob("*/response.json")):
        return load_fixture_set(folder)
    try:
        rows = json.loads((folder / TRUTH_FILE).read_text("utf-8"))
        pages = tuple(
            GoldPage(
                ident, folder / "html" / f"{ident}.html.gz", row.get("url"), row["articleBody"] or "", row
            )
            for ident, row in rows.items()
        )
    except OSError as error:
        raise InputError(str(folder), f"no benchmark there: {TRUTH_FILE}: {error.strerror}") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputError(str(folder / TRUTH_FILE), f"not in the benchmark's form ({error!r})") from error
    missing = next((page.path for page in pages if not page.path.is_file()), None)
    if missing is not None:
        raise InputError(str(missing), "the page is missing")
    if not pages:
        raise InputError(str(folder / TRUTH_FILE), "a benchmark without pages")
    return Benchmark(folder.resolve().name, pages)


def load_fixture_set(folder: Path) -> Benchmark:
    """Read a folder of fixtures as a set: its articles, with their metadata and unwanted lines as gold.

    Raises DataFileError where a fixture is broken.
    """
    fixtures = load_fixtures(folder)
    return Benchmark(folder.resolve().name, tuple(_make_page(one) for one in fixtures if one.reason is None))


def _make_page(fixture: Fixture) -> GoldPage:
    expected = fixture.expected
    truth = {
        "title": expected.get("title"),
        "authors": expected.get("authors"),
        "datePublished": expected.get("published"),
        "unwanted": list(fixture.unwanted),
    }
    text = "\n\n".join(fixture.expected_paragraphs or ())
    return GoldPage(
        fixture.name, fixture.path / "page.html", fixture.page.url, text, truth, fixture.page.headers
    )
