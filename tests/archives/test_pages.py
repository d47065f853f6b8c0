"""Of an archive those records are pages that a live crawl would have made pages of; the others are counted."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from newscrawl.archives.pages import ArchivePages
from tests.archives.stored import answer, pack, record

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

SITE = "https://a.example"
REVISIT = "http://netpreserve.org/warc/1.1/revisit/"


def revisit(path: str, number: int, refers_to: int | None, profile: str = "identical-payload-digest") -> bytes:
    fields: Mapping[str, str] = {
        "WARC-Profile": REVISIT + profile,
        **({"WARC-Refers-To": f"<urn:uuid:{refers_to:032}>"} if refers_to is not None else {}),
    }
    return record(SITE + path, answer(b"", content_length="9", etag="new"), "revisit", fields, number=number)


def name_record(number: int) -> dict[str, str]:
    return {"WARC-Record-ID": f"<urn:uuid:{number:032}>"}


def read(*records: bytes, after: int = -1) -> ArchivePages:
    pages = ArchivePages(io.BytesIO(pack(*records)), "x.warc.gz", after=after)
    pages.found = list(pages)  # type: ignore[attr-defined]
    return pages


def test_answers_are_pages_in_order_with_their_places() -> None:
    records = [record(f"{SITE}/{number}", answer(b"<p>x"), number=number) for number in range(3)]
    pages = read(*records)
    places = [page.archive for page in pages.found]  # type: ignore[attr-defined]
    assert [place.offset for place in places] == [0, len(pack(records[0])), len(pack(*records[:2]))]
    assert {place.file for place in places} == {"x.warc.gz"}
    assert [place.record_id[-1] for place in places] == ["0", "1", "2"]
    assert pages.position == places[-1].offset


def test_reading_can_begin_after_a_place_and_still_knows_what_came_before() -> None:
    records = [record(f"{SITE}/0", answer(b"<p>x</p>!"), fields=name_record(0)), revisit("/1", 1, 0)]
    pages = read(*records, after=0)
    assert [(page.url, page.body) for page in pages.found] == [(f"{SITE}/1", b"<p>x</p>!")]  # type: ignore[attr-defined]


def test_what_leads_to_a_page_is_known_though_it_comes_before_the_place() -> None:
    """All but the pages is as in a reading from the beginning."""
    records = [
        record(f"{SITE}/robots.txt", answer(b"User-agent: *")),
        record(f"{SITE}/a", answer(b"", "301 Moved", location="/b")),
        record(f"{SITE}/0", answer(b"<p>x")),
        record(f"{SITE}/b", answer(b"<p>x")),
    ]
    whole, rest = read(*records), read(*records, after=len(pack(*records[:2])))
    assert whole.found[1:] == rest.found  # type: ignore[attr-defined]
    assert rest.found[0].redirects == (f"{SITE}/a",)  # type: ignore[attr-defined]
    assert rest.counts == whole.counts == {"robots": 1, "redirects": 1}
    assert rest.responses == whole.responses == 4


def test_revisit_has_the_head_of_its_own_and_the_body_of_the_record_it_names() -> None:
    first = record(f"{SITE}/0", answer(b"<p>x</p>!", etag="old"), fields=name_record(0))
    pages = read(first, revisit("/1", 1, 0), revisit("/2", 2, 77), revisit("/3", 3, None))
    assert [(page.url, page.headers["etag"], page.body) for page in pages.found] == [  # type: ignore[attr-defined]
        (f"{SITE}/0", "old", b"<p>x</p>!"),
        (f"{SITE}/1", "new", b"<p>x</p>!"),
    ]
    assert pages.counts == {"unresolved_revisits": 2}


def test_what_is_no_page_is_counted() -> None:
    pages = read(
        record(f"{SITE}/robots.txt", answer(b"User-agent: *")),
        record("dns:a.example", b"x", fields={"Content-Type": "text/dns"}),
        revisit("/1", 1, None, "server-not-modified"),
        record(f"{SITE}/1", b"metadata", "metadata", {"Content-Type": "application/warc-fields"}),
    )
    assert pages.found == []  # type: ignore[attr-defined]
    assert pages.counts == {"robots": 1, "other": 1, "not_modified": 1}


def test_redirects_lead_to_the_page_that_they_led_to() -> None:
    pages = read(
        record(f"{SITE}/a", answer(b"", "301 Moved", location="/b")),
        record(f"{SITE}/b", answer(b"", "302 Found", location=f"{SITE}/c#part")),
        record(f"{SITE}/c", answer(b"<p>x")),
        record(f"{SITE}/d", answer(b"", "304 Not Modified")),
    )
    first, second = pages.found  # type: ignore[attr-defined]
    assert (first.requested_url, first.redirects, first.failure) == (f"{SITE}/a", (f"{SITE}/a", f"{SITE}/b"), None)
    assert (second.url, second.failure) == (f"{SITE}/d", "http_error")
    assert pages.counts == {"redirects": 2}


def test_damage_is_kept_beside_the_pages_that_can_be_read() -> None:
    broken = record(f"{SITE}/1", answer(b"<p>x"), length=500)
    pages = read(record(f"{SITE}/0", answer(b"<p>x")), broken, record(f"{SITE}/2", answer(b"<p>x")))
    assert [page.url for page in pages.found] == [f"{SITE}/0", f"{SITE}/2"]  # type: ignore[attr-defined]
    assert len(pages.damages) == 1
