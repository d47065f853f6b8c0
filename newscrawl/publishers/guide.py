"""Decides which layout of a publisher a page has, and what its rules name in the page. Which blocks are kept by it is
left to `extraction/guided_selection.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lxml.html import HtmlElement

from newscrawl.metadata.facts import Metadata
from newscrawl.publishers.fields import override_fields
from newscrawl.publishers.rules import DropRule, Layout, Publisher, PublisherTrace

BODY_MARK = 0
"""The mark of the body's elements; those of `drops[n]` have n + 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a file says of one page. metadata: with the fields that it gave. marks: the elements that its selectors
    name. body: the selector that found the body, None where the engine is to find it.
    """

    trace: PublisherTrace
    metadata: Metadata
    marks: Mapping[HtmlElement, int] = field(default_factory=dict)
    body: str | None = None
    drops: tuple[DropRule, ...] = ()

    def miss(self, key: str) -> Guide:
        """Give the guide with one more key that found nothing; without its body the engine finds the story."""
        trace = replace(self.trace, missed=(*self.trace.missed, key))
        return replace(self, trace=trace, body=None if key == "body" else self.body)


def guide_page(tree: HtmlElement, url: str | None, metadata: Metadata, publisher: Publisher) -> Guide:
    """Find what a publisher's file says of a page. metadata: what the engine read of it.

    The first layout that holds on the page's day counts. Where its body is not in the page, one whose body is goes
    before it: sites set their old stories in new layouts. A page that no layout fits is left to the engine.
    """
    layout = _choose_layout(tree, _read_day(metadata), publisher.layouts)
    if layout is None:
        return Guide(trace=PublisherTrace(file=publisher.name, layout=None), metadata=metadata)
    facts, given, missed = override_fields(tree, url, metadata, layout.fields)
    marks = dict(_find_marks(tree, layout))
    found = set(marks.values())
    missed += tuple(f"drop[{n}]" for n in range(len(layout.drops)) if n + 1 not in found)
    trace = PublisherTrace(file=publisher.name, layout=layout.name, fields=given, missed=missed)
    guide = Guide(trace=trace, metadata=facts, marks=marks, drops=layout.drops)
    if layout.body is None:
        return guide
    return replace(guide, body=layout.body.text) if BODY_MARK in found else guide.miss("body")


def _choose_layout(tree: HtmlElement, day: date | None, layouts: Sequence[Layout]) -> Layout | None:
    fitting = [layout for layout in layouts if layout.holds_on(day)]
    first = fitting[0] if fitting else None
    if first is not None and (first.body is None or _has_body(tree, first)):
        return first
    others = (layout for layout in (*fitting, *layouts) if layout.body is not None and _has_body(tree, layout))
    return next(others, first)


def _has_body(tree: HtmlElement, layout: Layout) -> bool:
    return layout.body is not None and any(isinstance(item, HtmlElement) for item in layout.body.find(tree))


def _find_marks(tree: HtmlElement, layout: Layout) -> Iterator[tuple[HtmlElement, int]]:
    """Give the elements that the selectors name, the body's first: of two marks on one the later counts."""
    selectors = [(BODY_MARK, layout.body)] if layout.body is not None else []
    selectors += [(number + 1, drop.selector) for number, drop in reversed(list(enumerate(layout.drops)))]
    for mark, selector in selectors:
        yield from ((item, mark) for item in selector.find(tree) if isinstance(item, HtmlElement))


def _read_day(metadata: Metadata) -> date | None:
    return date.fromisoformat(metadata.published[:10]) if metadata.published else None
