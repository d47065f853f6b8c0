"""What the tests of the page type share: the way from HTML to a verdict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import newscrawl
from newscrawl.outcomes import PageType

Judge = Callable[[str, str | None], tuple[PageType, str]]


@pytest.fixture
def judge() -> Judge:
    """Gives type and evidence of a page: `judge(html, url)`."""

    def judge_page(html: str, url: str | None) -> tuple[PageType, str]:
        extraction = newscrawl.extract(html, url=url)
        return extraction.page_type, extraction.page_type_evidence

    return judge_page
