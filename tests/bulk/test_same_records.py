"""The same page gives the same line whichever way it came: from the web, or from the archive of that crawl, in one
process, in four, through Ray.

All runs have one name here, so that lines are compared as they stand, byte for byte.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.demo.server import DemoServer, find_demo_pages
from tests.commands.test_bulk import bulk
from tests.conftest import QUICK, Crawled, open_address, run_crawl

fastwarc = pytest.importorskip("fastwarc.warc", reason="the extra warc is not installed")

RUN = "20261129T081500Z-3f9a"
PARTS = 4
SETTINGS = {**QUICK, "NEWSCRAWL_CRAWL_ID": RUN}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The demo site, crawled from the web into an archive."""
    folder = tmp_path_factory.mktemp("live")
    with DemoServer(find_demo_pages()) as server:
        open_address(*server.address.split(":"))
        settings = {**SETTINGS, "NEWSCRAWL_WARC": "crawl.warc.gz"}
        crawled = run_crawl(folder, "site", settings=settings, start=f"{server.origin}/")
    assert crawled.code == 0, crawled.stderr
    return crawled


@pytest.fixture(scope="module")
def parts(live: Crawled) -> Path:
    """A folder with the archive in four: each has all exchanges and every fourth of the pages' notes."""
    whole = (live.folder / "crawl.warc.gz").read_bytes()
    folder = live.folder / "parts"
    folder.mkdir()
    members: list[list[bytes]] = [[] for _ in range(PARTS)]
    notes = 0
    for member in split_members(whole):
        if b"\r\nWARC-Type: metadata\r\n" in gzip.decompress(member):
            members[notes % PARTS].append(member)
            notes += 1
        else:
            for part in members:
                part.append(member)
    assert notes > 40
    for number, part in enumerate(members):
        (folder / f"part{number}.warc.gz").write_bytes(b"".join(part))
    return folder


def split_members(archive: bytes) -> Iterator[bytes]:
    """Give the gzip members of an archive, a record each."""
    starts = [record.stream_pos for record in fastwarc.ArchiveIterator(io.BytesIO(archive), parse_http=False)]
    for start, end in zip(starts, [*starts[1:], len(archive)], strict=True):
        yield archive[start:end]


def read_outputs(out: Path) -> tuple[list[bytes], list[bytes]]:
    """Give the lines of records and of rejections, sorted: pages on their way at a time end in any order."""
    records = [path for path in out.glob("*.jsonl") if path.name != "rejects.jsonl"]
    rejects = [*out.glob("rejects.jsonl"), *(out / "rejects").glob("*.jsonl")]
    return read_sorted(records), read_sorted(rejects)


def read_sorted(paths: list[Path]) -> list[bytes]:
    return sorted(line for path in paths for line in path.read_bytes().splitlines())


def name_record_only(lines: list[bytes]) -> list[bytes]:
    """Give lines with the id of the record that holds the page, and not in which file at which byte it lies."""
    found = []
    for line in lines:
        value = json.loads(line)
        if value["archive"] is not None:
            value["archive"] = value["archive"]["record_id"]
        found.append(json.dumps(value, ensure_ascii=False).encode())
    return sorted(found)


def test_demo_site_has_records_and_rejections(live: Crawled) -> None:
    records, rejects = read_outputs(live.out)
    assert len(records) > 20
    assert len(rejects) > 20


def test_spider_gives_the_lines_of_the_live_crawl(live: Crawled, tmp_path: Path) -> None:
    settings = {**SETTINGS, "NEWSCRAWL_OUT": str(tmp_path)}
    again = run_crawl(live.folder, "warc", settings=settings, files="crawl.warc.gz")
    assert again.code == 0, again.stderr
    assert read_outputs(tmp_path) == read_outputs(live.out)


@pytest.mark.parametrize("executor", ["processes", "ray"])
def test_bulk_gives_the_lines_of_the_live_crawl(live: Crawled, tmp_path: Path, executor: str) -> None:
    if executor == "ray":
        pytest.importorskip("ray", reason="the extra ray is not installed")
    done = run_bulk(live.folder, "crawl.warc.gz", tmp_path, executor, 1)
    assert done.startswith("1 archives done;")
    assert read_outputs(tmp_path) == read_outputs(live.out)


@pytest.mark.parametrize("executor", ["processes", "ray"])
def test_bulk_in_four_gives_the_lines_of_the_live_crawl(
    live: Crawled, parts: Path, tmp_path: Path, executor: str
) -> None:
    if executor == "ray":
        pytest.importorskip("ray", reason="the extra ray is not installed")
    done = run_bulk(parts, "*.warc.gz", tmp_path, executor, PARTS)
    assert done.startswith("4 archives done;")
    for found, wanted in zip(read_outputs(tmp_path), read_outputs(live.out), strict=True):
        assert name_record_only(found) == name_record_only(wanted)


def run_bulk(folder: Path, archives: str, out: Path, executor: str, workers: int) -> str:
    done = bulk(
        folder, archives, "--out", str(out), "--executor", executor, "--workers", str(workers),
        "-s", f"NEWSCRAWL_CRAWL_ID={RUN}",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
