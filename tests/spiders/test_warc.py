"""The spider `warc` reads archives in place of the web: nothing is fetched, what can be read is delivered, and the exit
code says whether that was all.
"""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals

from newscrawl.errors import InputError
from newscrawl.spiders.warc import AHEAD, WarcSpider
from tests.archives.stored import answer, pack, record
from tests.conftest import Crawled, story

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

PICTURE = answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 200, content_type="image/png")


def make(number: int, **options: Any) -> bytes:
    block = answer(story(f"Dredging of basin {number} put off", place=f"basin {number}"))
    return record(f"https://news.example/{number}", block, number=number, **options)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({}, "nothing to read"),
        ({"files": " , "}, "nothing to read"),
        ({"files": "none.warc.gz"}, "no such file"),
        ({"files": "none*.warc.gz"}, "no file matches"),
        ({"file": "x.warc.gz"}, "has no such argument; it has: files"),
    ],
)
def test_wrong_argument_is_refused(arguments: dict[str, str], why: str) -> None:
    with pytest.raises(InputError, match=why):
        WarcSpider(**arguments)


def test_reader_does_not_run_ahead_of_the_pages_that_are_worked_off(tmp_path: Path, crawler: SimpleNamespace) -> None:
    (tmp_path / "x.warc.gz").write_bytes(pack(*(make(number) for number in range(3 * AHEAD))))
    crawler.settings.set("DOWNLOAD_MAXSIZE", 10**6)

    async def read() -> list[int]:
        spider = WarcSpider.from_crawler(crawler, files=str(tmp_path / "x.warc.gz"))
        pages = spider.start()
        seen, counts = 0, []
        while True:
            try:
                await asyncio.wait_for(anext(pages), 0.2)
            except (TimeoutError, StopAsyncIteration) as end:
                counts.append(seen)
                if isinstance(end, StopAsyncIteration) or len(counts) > 1:
                    return counts
                for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
                    crawler.signals.send_catch_log(signal)
                pages = spider.start()  # a generator that was broken off gives no more
                seen = 0
            else:
                seen += 1

    assert asyncio.run(read()) == [AHEAD, 3]


@pytest.fixture
def run(crawl: Callable[..., Crawled], tmp_path: Path) -> Callable[..., Crawled]:
    """Write an archive and crawl it."""

    def write_and_crawl(archive: bytes, name: str = "x.warc.gz") -> Crawled:
        (tmp_path / name).write_bytes(archive)
        return crawl("warc", files=name)

    return write_and_crawl


def test_damaged_archive_gives_what_can_be_read_and_says_so(run: Callable[..., Crawled]) -> None:
    broken = bytearray(pack(make(2)))
    broken[60:90] = b"\xff" * 30
    false = pack(make(4, length=99))
    picture = pack(record("https://news.example/p", PICTURE))
    gone = pack(record("https://news.example/g", answer(b"<h1>Gone</h1>", "410 Gone")))
    cut = pack(make(5), make(6))[:-200]
    crawled = run(pack(make(1)) + bytes(broken) + pack(make(3)) + false + picture + gone + cut)
    assert sorted(line["url"][-1] for line in crawled.lines("warc.jsonl")) == ["1", "3", "5"]
    assert crawled.reasons() == {"https://news.example/p": "not_html", "https://news.example/g": "http_error"}
    assert crawled.code == 2
    assert "archives that could not be read whole: 1 (x.warc.gz); the log says where" in crawled.stderr
    for why in ("x.warc.gz, byte", "Gzip decompression error", "a false length", "the archive ends after"):
        assert why in crawled.stderr
    assert "Traceback" not in crawled.stderr
    assert "robots.txt" not in crawled.stderr
    assert "NEWSCRAWL_CONTACT" not in crawled.stderr


def test_archives_in_a_wacz_are_read(run: Callable[..., Crawled], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", pack(make(1)))
    crawled = run((tmp_path / "made.wacz").read_bytes(), "x.wacz")
    assert crawled.code == 0, crawled.stderr
    (line,) = crawled.lines("warc.jsonl")
    assert line["archive"] == {
        "file": "x.wacz#archive/data.warc.gz",
        "offset": 0,
        "record_id": "urn:uuid:00000000-0000-0000-0000-000000000001",
    }
    assert line["fetched"] == "2026-03-02T10:00:00Z"


def test_archive_without_a_page_is_a_failure(run: Callable[..., Crawled]) -> None:
    crawled = run(pack(record("https://news.example/robots.txt", answer(b"User-agent: *"))))
    assert crawled.code == 2
    assert "no page was found in the archives" in crawled.stderr
