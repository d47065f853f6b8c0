"""What the record takes from page and extraction."""

from __future__ import annotations

import msgspec
import pytest

from newscrawl.blocks import BlockType
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import PageType
from newscrawl.page import RawPage
from newscrawl.record import RunFacts, build_article

URL = "https://news.example/politics/harbour-vote"
RUN = RunFacts(crawl_id="20261124T081500Z-3f9a")
EXTRACTION = Extraction(
    blocks=(TextBlock(type=BlockType.paragraph, text="The council met on Tuesday."),),
    pieces=(),
    metadata=Metadata(title="Vote delayed"),
    page_type=PageType.article,
    page_type_evidence="",
    score=0.9,
    strategy="column",
    raw_sha256="0" * 64,
)


def build(candidate: Candidate | None) -> dict[str, object]:
    page = RawPage(url=URL, requested_url=URL, fetched="2026-11-24T08:15:00Z", candidate=candidate)
    plain: dict[str, object] = msgspec.to_builtins(build_article(page, EXTRACTION, RUN))
    return plain


@pytest.mark.parametrize(
    "kind", [kind for kind in SourceKind if kind not in (SourceKind.robots, SourceKind.sitemap_index)]
)
def test_record_tells_what_discovery_knew(kind: SourceKind) -> None:
    candidate = Candidate(
        url=URL, source_url="https://news.example/feed.xml", source_kind=kind, title="Vote delayed",
        published="2026-11-24T06:00:00+01:00", lastmod="2026-11",
    )  # fmt: skip
    assert build(candidate)["discovered_via"] == {
        "type": kind.value,
        "source": "https://news.example/feed.xml",
        "title": "Vote delayed",
        "published": "2026-11-24T06:00:00+01:00",
        "lastmod": "2026-11",
    }


def test_page_that_the_user_named_was_not_discovered() -> None:
    assert build(None)["discovered_via"] is None


def test_record_tells_the_pages_that_were_joined() -> None:
    parts = tuple(
        RawPage(url=f"{URL}?page={number}", requested_url="", failure=failure)
        for number, failure in ((2, None), (3, "timeout"))
    )
    page = RawPage(url=URL, requested_url=URL, fetched="2026-11-24T08:15:00Z", continuation=parts)
    assert build_article(page, EXTRACTION, RUN).pages == [URL, f"{URL}?page=2"]


def test_article_on_one_page_names_no_pages() -> None:
    assert build(None)["pages"] == []
