"""Decides what is read of a file of records to compare it: each article once, as its last line has it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.delivery.compression import READ_ERRORS, find_compression, open_decompressed
from newscrawl.errors import InputError


class _Block(msgspec.Struct):
    text: str


class _Line(msgspec.Struct):
    """What is needed of a line; the fields beside it are left unread. Lines of any version have `url` and `text`."""

    url: str
    text: str
    id: str = ""
    domain: str = ""
    blocks: list[_Block] = []
    title: str | None = None
    subtitle: str | None = None
    authors: list[str] = []
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The fields that are compared beside the text, as a person reads them; None where the page does not say."""

    title: str | None
    subtitle: str | None
    authors: str | None
    published: str | None
    modified: str | None
    section: str | None
    language: str | None


FACT_NAMES = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """One article of a file. paragraphs: its blocks' texts."""

    url: str
    site: str
    paragraphs: tuple[str, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class RecordFile:
    """articles: by identity. left_out: lines that hold no article: rejections, torn or foreign ones."""

    name: str
    articles: dict[str, ComparedArticle]
    left_out: int


def read_records(path: Path) -> RecordFile:
    """Read a file of JSON Lines, plain or compressed (`.gz`, `.zst`). Of an article's versions the last counts.

    Raises InputError for a file that cannot be read, or that has lines, and no article.
    """
    decoder = msgspec.json.Decoder(_Line)
    articles: dict[str, ComparedArticle] = {}
    left_out = 0
    try:
        with path.open("rb") as file, open_decompressed(file, find_compression(path.name)) as lines:
            for line in lines:
                try:
                    record = decoder.decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    left_out += bool(line.strip())
                    continue
                articles[record.id or record.url] = _make_article(record)
    except FileNotFoundError:
        raise InputError(str(path), "no such file") from None
    except IsADirectoryError:
        raise InputError(str(path), "is a folder; name one file in it") from None
    except READ_ERRORS as error:
        raise InputError(str(path), getattr(error, "strerror", None) or f"cannot be read: {error}") from None
    if left_out and not articles:
        raise InputError(str(path), f"holds no article: none of its {left_out:,} lines is a record with url and text")
    return RecordFile(str(path), articles, left_out)


def _make_article(record: _Line) -> ComparedArticle:
    paragraphs = [block.text for block in record.blocks] or record.text.split("\n\n")
    values: dict[str, Any] = {name: getattr(record, name) for name in FACT_NAMES}
    facts = Facts(**{**values, "authors": ", ".join(record.authors) or None})
    site = record.domain or record.url.partition("://")[2].partition("/")[0]
    return ComparedArticle(record.url, site, tuple(paragraphs), facts)
