"""A crawl with NEWSCRAWL_WARC writes what went over the wire; a crawl of that archive gives the same lines."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import QUICK, Answer, Crawled, Loopback, html, run_crawl, story

fastwarc = pytest.importorskip("fastwarc.warc", reason="the extra warc is not installed")

OF_THE_RUN = ("crawl_id", "fetched", "first_seen", "last_seen")
"""What differs from run to run."""
NAMES = ("plain", "packed", "chunked", "late")
STORIES = {name: story(f"Dredging of basin {name} put off", place=name) for name in NAMES}


def chunks() -> Iterator[bytes]:
    body = STORIES["chunked"]
    for start in range(0, len(body), 700):
        piece = body[start : start + 700]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def serve(server: Loopback) -> list[str]:
    """Serve a page of each kind and give the URLs to ask for."""
    typed = {"Content-Type": "text/html; charset=utf-8"}
    busy = Answer(b"<h1>Busy</h1>", 503, typed)
    server.serve(
        {
            "/plain": html(STORIES["plain"], etag='"1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT"),
            "/same": STORIES["plain"],
            "/packed": Answer(gzip.compress(STORIES["packed"], mtime=0), headers={**typed, "Content-Encoding": "gzip"}),
            "/chunked": Answer(chunks, headers={**typed, "Transfer-Encoding": "chunked"}),
            "/moved": Answer(status=301, headers={"Location": "/late"}),
            "/late": [busy, html(STORIES["late"])],
            "/gone": html(b"<h1>Not here</h1>", 410),
            "/image": Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, headers={"Content-Type": "image/png"}),
            "/cut": Answer(STORIES["plain"], headers={**typed, "Content-Length": "99999"}),
            "/broken": Answer(b"no gzip", headers={**typed, "Content-Encoding": "gzip"}),
            "/long": Answer(b"<p>" + b"x" * 300_000, headers=typed),
        }
    )
    paths = ["plain", "same", "packed", "chunked", "moved", "gone", "image", "cut", "broken", "long", "missing", "ä"]
    return [*(server.url(f"/{path}") for path in paths), "ftp://a.example/no"]


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory, loopback: Loopback) -> Crawled:
    folder = tmp_path_factory.mktemp("archived")
    urls = serve(loopback)
    settings = {**QUICK, "NEWSCRAWL_WARC": "crawl.warc.gz", "DOWNLOAD_MAXSIZE": "100000"}
    return run_crawl(folder, "article", settings=settings, urls=",".join(urls))


def read(path: Path) -> list[tuple[str, str, bytes]]:
    """Give type, address and block of every record."""
    found = []
    for record in fastwarc.ArchiveIterator(str(path), parse_http=False):
        record.freeze()
        assert record.verify_block_digest()
        found.append((record.headers["WARC-Type"], record.headers.get("WARC-Target-URI") or "", record.reader.read()))
    return found


def strip(lines: list[dict[str, Any]]) -> list[str]:
    """Give lines without what differs from run to run, sorted: pages on their way at a time may end in any order."""
    return sorted(json.dumps({name: value for name, value in line.items() if name not in OF_THE_RUN}) for line in lines)


def test_crawl_is_sound_and_names_its_archive(archived: Crawled) -> None:
    assert archived.code == 0, archived.stderr
    assert "crawl.warc.gz" in archived.run["files"]
    assert len(archived.lines("article.jsonl")) == 5
    assert "Traceback" not in archived.stderr


def test_bytes_are_those_of_the_wire(archived: Crawled, loopback: Loopback) -> None:
    found = read(archived.folder / "crawl.warc.gz")
    answers = {uri: block for kind, uri, block in found if kind == "response"}
    assert answers[loopback.url("/chunked")].endswith(b"".join(chunks()))
    assert answers[loopback.url("/packed")].endswith(gzip.compress(STORIES["packed"], mtime=0))
    assert b"Transfer-Encoding: chunked\r\n" in answers[loopback.url("/chunked")]
    asked = {uri: block for kind, uri, block in found if kind == "request"}
    assert asked[loopback.url("/plain")].startswith(b"GET /plain HTTP/1.1\r\n")
    assert b"\r\nUser-Agent: newscrawl/" in asked[loopback.url("/plain")]
    assert len([1 for kind, _, _ in found if kind == "request"]) == len(
        [1 for kind, _, _ in found if kind in ("response", "revisit")]
    )


def test_every_exchange_is_there_with_tries_and_redirects(archived: Crawled, loopback: Loopback) -> None:
    found = [(kind, uri.removeprefix(loopback.origin)) for kind, uri, _ in read(archived.folder / "crawl.warc.gz")]
    answers = [uri for kind, uri in found if kind in ("response", "revisit")]
    assert answers.count("/robots.txt") == 1
    assert answers.count("/moved") == 2 or answers.count("/late") == 2  # the try that was refused, and the other
    assert ("revisit", "/same") in found or ("revisit", "/plain") in found
    assert len([1 for kind, _ in found if kind == "metadata"]) == 13  # one for each URL, the one of no scheme too


@pytest.mark.parametrize("workers", [0, 2])
def test_archive_gives_the_lines_of_the_crawl(archived: Crawled, tmp_path: Path, workers: int) -> None:
    chosen = {"NEWSCRAWL_WORKERS": str(workers), "DOWNLOAD_MAXSIZE": "100000", "NEWSCRAWL_OUT": str(tmp_path)}
    settings = {**QUICK, **chosen}
    again = run_crawl(archived.folder, "warc", settings=settings, files="*.warc.gz")
    assert again.code == 0, again.stderr
    replay = Crawled(again.code, again.stderr, again.stdout, tmp_path, tmp_path)
    assert strip(replay.lines("warc.jsonl")) == strip(archived.lines("article.jsonl"))
    assert strip(replay.lines("rejects.jsonl")) == strip(archived.lines("rejects.jsonl"))
    places = [line["archive"] for line in replay.lines("warc.jsonl")]
    assert {place["file"] for place in places} == {"crawl.warc.gz"}
    assert all(place["record_id"].startswith("urn:uuid:") for place in places)


def test_second_run_does_not_overwrite_the_first(archived: Crawled, loopback: Loopback) -> None:
    before = (archived.folder / "crawl.warc.gz").read_bytes()
    settings = {**QUICK, "NEWSCRAWL_WARC": "crawl.warc.gz", "NEWSCRAWL_OUT": "second"}
    second = run_crawl(archived.folder, "article", settings=settings, urls=loopback.url("/plain"))
    assert second.code == 3
    assert "crawl.warc.gz: is there already, and no archive is overwritten" in second.stderr
    assert "Traceback" not in second.stderr
    assert (archived.folder / "crawl.warc.gz").read_bytes() == before
