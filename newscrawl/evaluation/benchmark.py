"""Decides how a set of pages with gold text is read: the layout of the public article-extraction-benchmark,
`html/ID.html.gz` and `ground-truth.json` (`{ID: {"articleBody": …, "url": …, …}}`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newscrawl.errors import InputError


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page with its gold. truth: the whole row of the ground truth."""

    id: str
    path: Path
    url: str | None
    text: str
    truth: dict[str, Any]

    def read_html(self) -> bytes:
        """Read the page's bytes, unpacked."""
        return gzip.decompress(self.path.read_bytes())


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A set of pages, in the order of the ground truth."""

    name: str
    pages: tuple[GoldPage, ...]

    def __iter__(self) -> Iterator[GoldPage]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def load_benchmark(folder: Path) -> Benchmark:
    """Read the ground truth of a folder; pages are read when they are asked for. InputError where it is no set."""
    try:
        rows = json.loads((folder / "ground-truth.json").read_text("utf-8"))
        pages = tuple(
            GoldPage(ident, folder / "html" / f"{ident}.html.gz", row.get("url"), row["articleBody"], row)
            for ident, row in rows.items()
        )
    except OSError as error:
        raise InputError(str(folder), f"no benchmark there ({error.strerror})") from error
    except (ValueError, KeyError, AttributeError) as error:
        raise InputError(str(folder / "ground-truth.json"), f"not in the benchmark's form ({error})") from error
    missing = next((page.path for page in pages if not page.path.is_file()), None)
    if missing is not None:
        raise InputError(str(missing), "the page is missing")
    return Benchmark(folder.resolve().name, pages)
