"""Decides what a publisher file says once it is read, and which of its layouts a page may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from newscrawl.blocks import CutKind
from newscrawl.publishers.selectors import Selector


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where a field stands. selector: None for a constant. values: the constant. zone: that of a site's clock, for
    times that are shown without one.
    """

    selector: Selector | None
    values: tuple[str, ...] = ()
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class DropRule:
    """What is no part of the story. kind: what it is; None where the engine is to say."""

    selector: Selector
    kind: CutKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout of a publisher's pages. first, last: the days of publication that it holds for, None for open ends.
    body: None where the engine is to find the story. fields: by the names of `Metadata`.
    """

    name: str
    first: date | None = None
    last: date | None = None
    body: Selector | None = None
    drops: tuple[DropRule, ...] = ()
    fields: Mapping[str, FieldRule]

    def holds_on(self, day: date | None) -> bool:
        """Tell whether a page of that day may have the layout; one of an unknown day may have one without dates."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Publisher:
    """One file. name: of the file, for people. domains: in lower case, without `www.`."""

    name: str
    domains: tuple[str, ...]
    layouts: tuple[Layout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherTrace:
    """What a file decided of one page. fields: those that it gave. missed: the keys whose selector found nothing, so
    that the engine decided (`body`, `authors`, `drop[0]`). layout: None where none of them fits the page.
    """

    file: str
    layout: str | None
    fields: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def list_misses(trace: PublisherTrace | None) -> tuple[str, ...]:
    """Give the warnings of a record whose file named a body or fields that the page does not have.

    A box to be dropped may well be missing; that is no warning, only counted.
    """
    missed = trace.missed if trace is not None else ()
    return tuple(f"publisher_rule_missed:{key}" for key in missed if not key.startswith("drop["))
