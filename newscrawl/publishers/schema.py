"""Decides the form of a publisher file: its keys and their types. What a value means is checked in `file.py`."""

from __future__ import annotations

from datetime import date

import msgspec

from newscrawl.blocks import CutKind

FIELD_NAMES = (
    "title", "subtitle", "description", "language", "authors", "publisher", "section", "tags", "published",
    "modified", "image",
)  # fmt: skip
"""The fields of a record that a file may give."""
LIST_FIELDS = frozenset({"authors", "tags"})
DATE_FIELDS = frozenset({"published", "modified"})


class DropEntry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The long form of an element of `drop`."""

    select: str
    kind: CutKind | None = None


class FieldEntry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The long form of a field: a selector or a constant."""

    select: str | None = None
    value: str | list[str] | None = None
    timezone: str | None = None


class LayoutEntry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The keys of `[[layout]]`. from, until: days of publication, both of them included."""

    name: str | None = None
    first: date | None = msgspec.field(name="from", default=None)
    until: date | None = None
    body: str | None = None
    drop: list[str | DropEntry] = []
    fields: dict[str, str | FieldEntry] = {}


class PublisherEntry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The keys at the top."""

    domains: list[str]


def list_keys(form: type[msgspec.Struct]) -> tuple[str, ...]:
    """Give the keys of a form as they are written."""
    return form.__struct_encode_fields__
