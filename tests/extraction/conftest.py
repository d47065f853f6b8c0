"""What the tests of the extraction share: the view of a page that is written in the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata

See = Callable[..., PageView]


def see_page(html: str, **facts: object) -> PageView:
    tree = parse_html(f"<html><body>{html}</body></html>")
    assert tree is not None
    return view_page(segment_page(tree), Metadata(**facts))  # type: ignore[arg-type]


@pytest.fixture
def see() -> See:
    """Gives the view of a page: `see(html, title=…)`; the facts are those of its metadata."""
    return see_page
