"""What the tests of the page type share: the way from HTML to a verdict, by the engine's own parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.features import make_features
from newscrawl.extraction.forest import load_forest
from newscrawl.extraction.page_type import decide_page_type
from newscrawl.extraction.view import view_page
from newscrawl.metadata import read_metadata
from newscrawl.outcomes import PageType

Judge = Callable[[str, str | None], tuple[PageType, str]]


def judge_page(html: str, url: str | None) -> tuple[PageType, str]:
    tree = parse_html(html)
    assert tree is not None
    view = view_page(segment_page(tree), read_metadata(tree, url))
    kept: list[int] = []
    if view.blocks:
        _, matrix = make_features(view)
        kept = [index for index, chance in enumerate(load_forest().predict(matrix)) if chance >= 0.5]
    return decide_page_type(view, kept, tree, url)


@pytest.fixture
def judge() -> Judge:
    """Gives type and evidence of a page: `judge(html, url)`."""
    return judge_page
