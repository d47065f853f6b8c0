"""An archive holds what went over the wire, record by record, and readers of the format agree."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archives.writer import ArchivedExchange, ArchiveWriter
from newscrawl.errors import InputError, OutputError

fastwarc = pytest.importorskip("fastwarc.warc", reason="the extra warc is not installed")

ASKED = b"GET /1 HTTP/1.1\r\nHost: a.example\r\nProxy-Authorization: Basic c2VjcmV0\r\nAccept: text/html\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nX-odd:  1 \r\n\r\n"
BODY = b"5\r\n<p>x\n\r\n0\r\n\r\n"


def exchange(path: str = "/1", answer: bytes = HEAD + BODY, **options: Any) -> ArchivedExchange:
    started = datetime(2026, 3, 2, 10, 0, 0, 500_000, tzinfo=UTC)
    return ArchivedExchange(url=f"https://a.example{path}", request=ASKED, answer=answer, started=started, **options)


def read(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Give type, fields and block of every record; each must prove its digests."""
    found = []
    for record in fastwarc.ArchiveIterator(str(path), parse_http=False):
        record.freeze()
        assert record.verify_block_digest()
        found.append((record.headers["WARC-Type"], record.headers.to_dict(), record.reader.read()))
    return found


@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc"])
def test_exchange_is_written_as_it_was_sent(tmp_path: Path, name: str) -> None:
    writer = ArchiveWriter(tmp_path / "new" / name, {"software": "newscrawl/0"})
    place = writer.write_exchange(exchange(address="192.0.2.1"))
    writer.close()
    (info, info_fields, info_block), (kind, fields, block), (other, asked_fields, asked) = read(tmp_path / "new" / name)
    assert (info, info_block, info_fields["WARC-Filename"]) == ("warcinfo", b"software: newscrawl/0\r\n", name)
    assert (kind, block) == ("response", HEAD + BODY)
    assert fields["WARC-Target-URI"] == "https://a.example/1"
    assert fields["WARC-Date"] == "2026-03-02T10:00:00.500000Z"
    assert fields["WARC-IP-Address"] == "192.0.2.1"
    assert fields["WARC-Record-ID"] == f"<{place.record_id}>"
    assert fields["WARC-Warcinfo-ID"] == info_fields["WARC-Record-ID"]
    assert (other, asked_fields["WARC-Concurrent-To"]) == ("request", fields["WARC-Record-ID"])
    assert asked == ASKED.replace(b"Proxy-Authorization: Basic c2VjcmV0\r\n", b"")
    (found,) = [
        one for one in fastwarc.ArchiveIterator(str(tmp_path / "new" / name)) if one.record_id[1:-1] == place.record_id
    ]
    assert found.stream_pos == place.offset


def test_payload_digest_is_one_that_another_reader_proves(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "x.warc.gz", {})
    writer.write_exchange(exchange())
    writer.close()
    for found in fastwarc.ArchiveIterator(str(tmp_path / "x.warc.gz"), record_types=fastwarc.response):
        found.freeze()
        assert found.verify_payload_digest()


def test_body_that_came_before_and_an_unchanged_page_are_revisits(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "x.warc.gz", {})
    writer.write_exchange(exchange("/1"))
    writer.write_exchange(exchange("/2", HEAD.replace(b"X-odd", b"X-new") + BODY))
    writer.write_exchange(exchange("/1", b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'))
    writer.write_exchange(exchange("/3", HEAD + BODY, truncated="length"))
    writer.close()
    first, same, unchanged, cut = [one for one in read(tmp_path / "x.warc.gz") if one[0] not in ("warcinfo", "request")]
    assert [one[0] for one in (first, same, unchanged, cut)] == ["response", "revisit", "revisit", "response"]
    assert same[1]["WARC-Profile"].endswith("/identical-payload-digest")
    assert same[1]["WARC-Refers-To"] == first[1]["WARC-Record-ID"]
    assert same[1]["WARC-Refers-To-Target-URI"] == "https://a.example/1"
    assert same[1]["WARC-Refers-To-Date"] == first[1]["WARC-Date"]
    assert same[1]["WARC-Payload-Digest"] == first[1]["WARC-Payload-Digest"]
    assert same[2] == HEAD.replace(b"X-odd", b"X-new")
    assert unchanged[1]["WARC-Profile"].endswith("/server-not-modified")
    assert b'ETag: "1"' in unchanged[2]
    assert cut[1]["WARC-Truncated"] == "length"


def test_interim_answers_are_left_out(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "x.warc", {})
    writer.write_exchange(exchange(answer=b"HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD + BODY))
    writer.close()
    assert read(tmp_path / "x.warc")[1][2] == HEAD + BODY


def test_every_record_is_on_disk_as_a_gzip_member_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    writer = ArchiveWriter(path, {})
    sizes = [path.stat().st_size]
    for number in range(3):
        place = writer.write_exchange(exchange(f"/{number}", HEAD + b"%d" % number))
        assert place.offset == sizes[-1]
        sizes.append(path.stat().st_size)
        gzip.GzipFile(fileobj=io.BytesIO(path.read_bytes()[place.offset :])).read()
    # What a kill may leave: the beginning of a record, which a reader passes over.
    path.write_bytes(path.read_bytes()[:-40])
    kinds = [one.headers["WARC-Type"] for one in fastwarc.ArchiveIterator(str(path), parse_http=False)]
    assert kinds[:6] == ["warcinfo", "response", "request", "response", "request", "response"]


def test_archive_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"what an earlier run wrote")
    with pytest.raises(OutputError, match=r"is there already.*%\(time\)s"):
        ArchiveWriter(path, {})
    assert path.read_bytes() == b"what an earlier run wrote"


@pytest.mark.parametrize("name", ["x.gz", "x", "x.warc.zip"])
def test_name_that_is_none_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"must end in \.warc\.gz or \.warc"):
        ArchiveWriter(tmp_path / name, {})
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        ArchiveWriter(tmp_path / "file" / "x.warc", {})


def test_record_that_does_not_fit_on_the_disk_leaves_no_part_of_it(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "x.warc", {})
    before = (tmp_path / "x.warc").read_bytes()

    class FullDisk:
        def __init__(self, file: Any) -> None:
            self.file = file

        def write(self, data: bytes) -> int:
            if len(data) < 20:
                raise OSError(28, "No space left on device")
            return int(self.file.write(data[: len(data) - 10]))

        def fileno(self) -> int:
            return int(self.file.fileno())

    writer._file = FullDisk(writer._file)
    with pytest.raises(OSError, match="No space left"):
        writer.write_exchange(exchange())
    assert (tmp_path / "x.warc").read_bytes() == before
