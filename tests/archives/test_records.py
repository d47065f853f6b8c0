"""Records of an archive are read as far as they are whole; behind a damaged place reading goes on."""

from __future__ import annotations

import gzip
import io
import random
import sys
from collections.abc import Callable

import pytest

from newscrawl.archives.records import Damage, StoredRecord, read_record_at, read_records
from tests.archives.stored import answer, pack, record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

LIMIT = 100_000
BODIES = [b"<p>" + random.Random(number).randbytes(5000).hex().encode() for number in range(5)]
"""What hardly compresses, so that a place in the packed bytes is one in the body."""


def name(number: int) -> str:
    return f"https://news.example/{number}"


def make(number: int, **options: object) -> bytes:
    return record(name(number), answer(BODIES[number]), number=number, **options)  # type: ignore[arg-type]


def read(archive: bytes) -> tuple[list[str], list[str]]:
    """Give what could be read, and what is said of the rest."""
    found = list(read_records(io.BytesIO(archive), "x.warc.gz", LIMIT))
    uris = [one.uri for one in found if isinstance(one, StoredRecord)]
    return uris, [one.why for one in found if isinstance(one, Damage)]


def pack_by_zstandard(*records: bytes) -> bytes:
    return b"".join(zstd.compress(one) for one in records)


@pytest.mark.parametrize(
    "join", [pack, pack_by_zstandard, lambda *records: b"".join(records)], ids=["gzip", "zstd", "plain"]
)
def test_whole_archive_is_read_in_order_with_offsets_that_find_each_record_again(
    join: Callable[..., bytes],
) -> None:
    file = io.BytesIO(join(*(make(number) for number in range(5))))
    found = list(read_records(file, "x", LIMIT))
    assert [one.uri for one in found if isinstance(one, StoredRecord)] == [name(number) for number in range(5)]
    for one in reversed(found):
        assert isinstance(one, StoredRecord)
        assert one.is_proven
        assert one.date == "2026-03-02T10:00:00Z"
        assert read_record_at(file, "x", one.offset, LIMIT) == one
    assert read_record_at(file, "x", 1, LIMIT) is None


def test_requests_and_records_of_other_kinds_are_passed_over() -> None:
    asked = record(name(0), b"GET / HTTP/1.1\r\n\r\n", "request")
    assert read(pack(asked, make(0), record(name(1), b"x", "resource"), make(2))) == ([name(0), name(2)], [])


def test_empty_archive_has_no_records() -> None:
    assert read(b"") == ([], [])


@pytest.mark.parametrize("cut", [100, 1000, 5000], ids="{} bytes missing".format)
@pytest.mark.parametrize("join", [pack, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_truncated_archive_gives_all_but_its_last_record(join: Callable[..., bytes], cut: int) -> None:
    whole = join(*(make(number) for number in range(3)))
    uris, faults = read(whole[:-cut])
    assert uris == [name(0), name(1)]
    assert len(faults) == 1
    assert "the archive ends" in faults[0] or "Gzip" in faults[0]


@pytest.mark.parametrize(
    ("join", "padding"), [(pack, 0), (lambda *records: b"".join(records), 4)], ids=["gzip", "plain"]
)
def test_archive_cut_at_any_byte_says_so(join: Callable[..., bytes], padding: int) -> None:
    """In headers too, and in what gzip ends with. padding: bytes behind a record that hold nothing."""
    first, second = (join(record(name(number), answer(b"<p>A short story."), number=number)) for number in (0, 1))
    for cut in range(1, len(second) - padding):
        uris, told = read(first + second[:cut])
        assert len(told) == 1, cut
        assert uris in ([name(0)], [name(0), name(1)]), cut
        assert len(uris) == 1 or cut > len(second) - 15, cut
    assert read(first + second) == ([name(0), name(1)], [])


def test_records_that_are_no_gzip_members_are_no_damage_and_what_is_no_record_is() -> None:
    assert read(gzip.compress(make(0) + make(1))) == ([name(0), name(1)], [])
    assert len(read(pack(make(0)) + b"no archive")[1]) == 1


def test_truncated_zstandard_is_told() -> None:
    assert read(pack_by_zstandard(make(0), make(1))[:-100]) == ([name(0)], ["incomplete frame"])


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_gzip_broken_in_the_middle_costs_its_record_alone(place: float) -> None:
    members = [pack(make(number)) for number in range(5)]
    broken = bytearray(members[2])
    at = 20 + int((len(broken) - 60) * place)
    broken[at : at + 30] = b"\xff" * 30
    members[2] = bytes(broken)
    uris, faults = read(b"".join(members))
    assert uris == [name(0), name(1), name(3), name(4)]
    assert len(faults) == 1


@pytest.mark.parametrize("error", [-2000, -1, 10, 2000], ids="{:+} bytes".format)
@pytest.mark.parametrize("has_digest", [True, False], ids=["digest", "no digest"])
@pytest.mark.parametrize("join", [pack, lambda *records: b"".join(records)], ids=["gzip", "plain"])
def test_record_with_a_false_length_is_told_and_the_others_are_read(
    join: Callable[..., bytes], has_digest: bool, error: int
) -> None:
    false = make(2, length=len(answer(BODIES[2])) + error, has_digest=has_digest)
    uris, faults = read(join(make(0), make(1), false, make(3), make(4)))
    assert uris == [name(0), name(1), name(3), name(4)]
    assert len(faults) == 1
    assert "length" in faults[0]


def test_length_beyond_the_end_of_the_archive_hides_no_record() -> None:
    false = make(2, length=10**12)
    uris, faults = read(pack(make(0), false, make(3)))
    assert uris == [name(0), name(3)]
    assert faults == [f"the record says {10**12:,} bytes, and the archive ends after {read_rest(false, make(3)):,}"]


def read_rest(false: bytes, following: bytes) -> int:
    return len(false.partition(b"\r\n\r\n")[2] + following)


def test_record_longer_than_the_bound_comes_without_its_block() -> None:
    long = record(name(0), answer(b"x" * (LIMIT + 1)))
    (found,) = read_records(io.BytesIO(gzip.compress(long)), "x", LIMIT)
    assert isinstance(found, StoredRecord)
    assert found.block is None
    assert found.length > LIMIT


@pytest.mark.parametrize("junk", [b"no archive at all" * 100, b"\x1f\x8b\x08 no gzip", b"\0" * 5000, b"PK\x03\x04abc"])
def test_file_that_is_no_archive_is_told(junk: bytes) -> None:
    uris, faults = read(junk)
    assert uris == []
    assert len(faults) == 1
