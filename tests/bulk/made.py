"""What the tests of bulk share: archives whose pages do what a test wants, and jobs for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newscrawl.api import extract_page
from newscrawl.bulk.job import Job
from newscrawl.bulk.unit import Unit, list_units
from newscrawl.workers.limits import Limits
from tests.archives.stored import answer, pack, record
from tests.conftest import story
from tests.samples import RUN
from tests.workers.made_faults import obey

LIMITS = Limits(seconds=0.6, memory=400)


def write_archive(path: Path, bodies: Sequence[bytes], site: str = "https://news.example") -> list[bytes]:
    """Write an archive of pages with these bodies; gives its records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    records = [pack(record(f"{site}/{number}", answer(body), number=number)) for number, body in enumerate(bodies)]
    path.write_bytes(b"".join(records))
    return records


def write_stories(path: Path, count: int, site: str = "https://news.example") -> list[bytes]:
    """Write an archive of real pages."""
    bodies = [story(f"Dredging of basin {number} put off", place=f"basin {number}") for number in range(count)]
    return write_archive(path, bodies, site)


def make_job(out: Path, *, is_obeying: bool = False, **options: Any) -> Job:
    """A job. is_obeying: pages are not extracted; they do what their bodies say (`workers/made_faults.py`)."""
    chosen = {"limits": LIMITS, **options}
    return Job(out=out, run=RUN, extract=obey if is_obeying else extract_page, **chosen)


def make_unit(path: Path) -> Unit:
    """The unit of one file."""
    (unit,) = list_units([str(path)])
    return unit


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_files(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder but the manifests, which hold times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".manifest.json")
    }
