"""Decides how a crawl is written as WARC 1.1: record by record, each whole before the next, no archive overwritten."""

from __future__ import annotations

import base64
import hashlib
import io
import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.archives.http_message import drop_interim_answers, read_status, split_head
from newscrawl.archives.library import load_fastwarc
from newscrawl.archives.place import ArchivePlace
from newscrawl.errors import InputError, OutputError

ENDINGS = (".warc.gz", ".warc")
GZIP_LEVEL = 6
KNOWN_PAYLOADS = 100_000
"""So many bodies are known again (about 30 MB); an older one that comes again is written once more."""
MAX_REMEMBERED = 10_000
"""Places of the latest answers, which pages ask for soon after."""
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_PROXY_SECRET = b"proxy-authorization:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedExchange:
    """What is written of one exchange. request, answer: bytes as they went over the wire.

    truncated: why the answer is not whole (`length`, `disconnect` …), None where it is.
    """

    url: str
    request: bytes
    answer: bytes
    started: datetime
    address: str | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    record_id: str
    url: str
    date: str


class ArchiveWriter:
    """Appends records to one new file; each is a gzip member of its own where the name ends in `.gz`.

    A record reaches the operating system in one piece, so that a kill costs the one that was being written.
    Raises InputError for a name that is none of a WARC, OutputError where the file is there already or cannot be made.
    """

    def __init__(self, path: Path, info: Mapping[str, str]) -> None:
        if not path.name.endswith(ENDINGS):
            raise InputError(f"archive {path}", f"its name must end in {' or '.join(ENDINGS)}")
        self._library = load_fastwarc(f"archive {path}")
        self.path = path
        if path.exists():
            why = "is there already, and no archive is overwritten; %(time)s in its name gives each run its own"
            raise OutputError(str(path), why)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("xb", buffering=0)
        except OSError as error:
            raise OutputError(str(path), f"cannot be written ({error.strerror})") from None
        self.records = 0
        self._offset = 0
        self._payloads: OrderedDict[str, _Known] = OrderedDict()
        self._latest: OrderedDict[str, ArchivePlace] = OrderedDict()
        block = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode()
        fields = {"Content-Type": "application/warc-fields", "WARC-Filename": path.name}
        self._info_id = self._write("warcinfo", fields, block)

    def write_exchange(self, exchange: ArchivedExchange) -> ArchivePlace:
        """Write answer and request; the answer as a revisit where it says "not modified" or its body is known. Raises
        OSError.
        """
        answer = drop_interim_answers(exchange.answer)
        head, body = split_head(answer)
        digest = "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()
        date = _tell_time(exchange.started)
        common = {
            "WARC-Target-URI": exchange.url,
            "WARC-Date": date,
            **({"WARC-IP-Address": exchange.address} if exchange.address else {}),
            "WARC-Warcinfo-ID": self._info_id,
        }
        fields = {**common, "Content-Type": "application/http; msgtype=response", "WARC-Payload-Digest": digest}
        kind, block, more = self._choose_form(exchange, answer, head, body, digest)
        offset = self._offset
        record_id = self._write(kind, fields | more, block)
        if kind == "response" and body and exchange.truncated is None:
            _remember(self._payloads, digest, _Known(record_id, exchange.url, date), KNOWN_PAYLOADS)
        place = ArchivePlace(file=str(self.path), offset=offset, record_id=record_id.strip("<>"))
        _remember(self._latest, exchange.url, place, MAX_REMEMBERED)
        asked = {"Content-Type": "application/http; msgtype=request", "WARC-Concurrent-To": record_id}
        self._write("request", common | asked, _drop_proxy_secret(exchange.request))
        return place

    def write_note(self, url: str, note: bytes, place: ArchivePlace | None) -> None:
        """Write what the crawl knew of a page, as JSON. place: of its answer, None where there was none. Raises
        OSError.
        """
        fields = {
            "WARC-Target-URI": url,
            "WARC-Date": _tell_time(datetime.now(UTC)),
            **({"WARC-Refers-To": f"<{place.record_id}>"} if place is not None else {}),
            "WARC-Warcinfo-ID": self._info_id,
            "Content-Type": "application/json",
        }
        self._write("metadata", fields, note)

    def find_latest(self, url: str) -> ArchivePlace | None:
        """Give the place of the latest answer of a URL, among the last thousands."""
        return self._latest.get(url)

    def close(self) -> None:
        """Have the disk keep what was written, and close the file. Raises OSError."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def _choose_form(
        self, exchange: ArchivedExchange, answer: bytes, head: bytes, body: bytes, digest: str
    ) -> tuple[str, bytes, dict[str, str]]:
        if exchange.truncated is not None:
            return "response", answer, {"WARC-Truncated": exchange.truncated}
        if read_status(head) == 304:
            return "revisit", head, {
                "WARC-Profile": _PROFILE + "server-not-modified", "WARC-Refers-To-Target-URI": exchange.url
            }  # fmt: skip
        known = self._payloads.get(digest) if body else None
        if known is None:
            return "response", answer, {}
        return "revisit", head, {
            "WARC-Profile": _PROFILE + "identical-payload-digest",
            "WARC-Refers-To": known.record_id,
            "WARC-Refers-To-Target-URI": known.url,
            "WARC-Refers-To-Date": known.date,
        }

    def _write(self, kind: str, fields: Mapping[str, str], block: bytes) -> str:
        record = self._library.WarcRecord()
        record.init_headers(getattr(self._library, kind))
        for name, value in fields.items():
            record.headers[name] = value
        record.set_bytes_content(block)
        written = self._encode(record)
        done = 0
        try:
            while done < len(written):
                done += self._file.write(written[done:])
        except OSError:
            os.ftruncate(self._file.fileno(), self._offset)  # half a record would hide those behind it
            raise
        self._offset += len(written)
        self.records += 1
        return str(record.record_id)

    def _encode(self, record: Any) -> bytes:
        buffer = io.BytesIO()
        if not self.path.name.endswith(".gz"):
            record.write(buffer, checksum_data=True)
            return buffer.getvalue()
        from fastwarc.stream_io import GzipWriter

        packer = GzipWriter(buffer, GZIP_LEVEL)
        record.write(packer, checksum_data=True)
        packer.finish()
        return buffer.getvalue()


def _remember(kept: OrderedDict[str, Any], key: str, value: Any, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most:
        kept.popitem(last=False)


def _drop_proxy_secret(request: bytes) -> bytes:
    """Take out what was said to a proxy and not to the site."""
    head, body = split_head(request)
    lines = head.split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.lower().startswith(_PROXY_SECRET)) + body


def _tell_time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%S.%fZ}"
