"""Decides what fuzzing begins from: the pages that the project keeps, and small hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.conftest import ROOT
from tests.hostile_pages import KINDS

MAX_SEED = 20_000
"""Bytes; longer ones slow every round down."""


def write_seeds(folder: Path) -> int:
    """Write the seed corpus into a folder, a file each; give their number."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = set(find_seeds())
    for seed in seeds:
        (folder / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    return len(seeds)


def find_seeds() -> Iterator[bytes]:
    """Give the seeds, cut to `MAX_SEED`."""
    pages = [*ROOT.glob("fixtures/*/page.html"), *ROOT.glob("tests/extraction/page_type/pages/*.html")]
    for path in [*pages, ROOT / "docs" / "scraped.txt"]:
        yield path.read_bytes()[:MAX_SEED]
    for kind in KINDS.values():
        if kind.quick <= 20:
            yield kind.make(kind.quick)[:MAX_SEED]
