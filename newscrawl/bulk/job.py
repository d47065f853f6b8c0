"""Decides what is done with every archive of a bulk run, and by what it is known whether that was done before."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from newscrawl.api import extract_page
from newscrawl.archives.pages import DEFAULT_MAX_SIZE
from newscrawl.delivery.compression import Compression
from newscrawl.options import Options
from newscrawl.record import RunFacts
from newscrawl.version import __version__
from newscrawl.workers.faults import Extract
from newscrawl.workers.limits import Limits

DATA_ENDINGS = (".npz", ".toml", ".json")
"""Of the files in `newscrawl/data` those by which extraction decides: models, rules, weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is done with every archive.

    out: the folder of the outputs, absolute. max_size: bytes of a body, as stored and unpacked. labels: what the run
    is called besides, for manifests. extract: what extracts a page, another function than the core's in tests.
    """

    out: Path
    run: RunFacts
    compression: Compression = Compression.none
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    max_size: int = DEFAULT_MAX_SIZE
    labels: tuple[tuple[str, str], ...] = ()
    extract: Extract = extract_page


def describe_making(job: Job) -> dict[str, Any]:
    """Give all that shapes the outputs of an archive, but for the archive: where any of it differs, it is done anew."""
    options = asdict(replace(job.options, publishers=None))
    del options["publishers"]
    return {
        "newscrawl": __version__,
        "model": _hash_model(),
        "publishers": _hash_folder(Path(job.options.publishers), (".toml",)) if job.options.publishers else None,
        "options": options,
        "page_seconds": job.limits.seconds,
        "page_memory": job.limits.memory,
        "max_size": job.max_size,
        "compression": job.compression.value,
    }


@lru_cache(maxsize=1)
def _hash_model() -> str:
    return _hash_folder(Path(str(files("newscrawl").joinpath("data"))), DATA_ENDINGS)


def _hash_folder(folder: Path, endings: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in endings:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
