"""A page becomes a record or has one reason: a failed fetch before a status, a status before its text."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.blocks import BlockType
from newscrawl.checks import find_rejection
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import ARTICLE_TYPES, REASON_MEANING, PageType, Reason
from newscrawl.page import RawPage

URL = "https://news.example/a"


def page(**facts: Any) -> RawPage:
    return RawPage(url=URL, requested_url=URL, **facts)


def extraction(page_type: PageType = PageType.article, text: str = "The council met.") -> Extraction:
    blocks = (TextBlock(type=BlockType.paragraph, text=text),) if text else ()
    return Extraction(
        blocks=blocks,
        pieces=(),
        metadata=Metadata(),
        page_type=page_type,
        page_type_evidence="what shows it",
        score=0.5,
        strategy="column",
    )


@pytest.mark.parametrize("status", [None, 200, 203, 299])
@pytest.mark.parametrize("page_type", sorted(ARTICLE_TYPES))
def test_article_with_text_becomes_a_record(page_type: PageType, status: int | None) -> None:
    assert find_rejection(page(status=status), extraction(page_type)) is None


@pytest.mark.parametrize("page_type", [kind for kind in PageType if kind not in ARTICLE_TYPES])
def test_page_of_another_type_is_rejected_for_it(page_type: PageType) -> None:
    assert find_rejection(page(status=200), extraction(page_type)) == (Reason(page_type), "what shows it")


@pytest.mark.parametrize(
    ("fetched", "extracted", "rejection"),
    [
        (page(failure="timeout", failure_detail="30 s"), None, (Reason.timeout, "30 s")),
        (page(failure="timeout"), None, (Reason.timeout, "timeout")),
        (page(failure="http_error", status=404), extraction(), (Reason.http_error, "http_error")),
        (page(status=404), extraction(), (Reason.http_error, "status 404")),
        (page(status=403), extraction(PageType.bot_wall), (Reason.http_error, "status 403, a bot wall: what shows it")),
        (
            page(status=401),
            extraction(PageType.login_page),
            (Reason.http_error, "status 401, a login page: what shows it"),
        ),
        (page(status=404), extraction(PageType.soft_404), (Reason.http_error, "status 404")),
        (page(status=304), None, (Reason.http_error, "status 304")),
        (page(status=200), None, (Reason.extraction_error, "nothing was extracted")),
        (page(status=200), extraction(text=""), (Reason.unknown, "no text was kept")),
    ],
)
def test_first_thing_that_speaks_against_a_page_is_its_reason(
    fetched: RawPage, extracted: Extraction | None, rejection: tuple[Reason, str]
) -> None:
    assert find_rejection(fetched, extracted) == rejection


def test_every_reason_has_a_meaning() -> None:
    assert list(REASON_MEANING) == list(Reason)
