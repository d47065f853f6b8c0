"""An extracted page goes on to be a record, or is dropped with the rejection that tells why."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from newscrawl.outcomes import PageType, Reason
from newscrawl.pipelines.checks import CheckPipeline, RejectedPage
from newscrawl.pipelines.extraction import ExtractedPage
from newscrawl.workers.faults import Fault
from tests.samples import EXTRACTION, PAGE


@pytest.fixture
def pipeline(crawler: SimpleNamespace) -> CheckPipeline:
    return CheckPipeline.from_crawler(crawler)  # type: ignore[arg-type]


@pytest.mark.parametrize("item", [ExtractedPage(page=PAGE, extraction=EXTRACTION), {"name": "mine"}])
def test_article_and_items_of_a_project_pass(pipeline: CheckPipeline, item: object) -> None:
    assert pipeline.process_item(item) is item


@pytest.mark.parametrize(
    ("item", "reason", "evidence"),
    [
        (
            ExtractedPage(
                page=PAGE,
                extraction=replace(
                    EXTRACTION, page_type=PageType.listing, page_type_evidence="40 links, no paragraph"
                ),
            ),
            Reason.listing,
            "40 links, no paragraph",
        ),
        (
            ExtractedPage(page=PAGE, fault=Fault(Reason.extraction_error, "ValueError at dates.py:41")),
            Reason.extraction_error,
            "ValueError at dates.py:41",
        ),
        (
            ExtractedPage(page=replace(PAGE, status=None, failure="timeout", failure_detail="30 s")),
            Reason.timeout,
            "30 s",
        ),
    ],
)
def test_other_page_is_dropped_with_its_rejection(
    pipeline: CheckPipeline, item: ExtractedPage, reason: Reason, evidence: str
) -> None:
    with pytest.raises(RejectedPage) as caught:
        pipeline.process_item(item)
    rejection = caught.value.rejection
    assert (rejection.reason, rejection.evidence) == (reason, evidence)
    assert rejection.requested_url == PAGE.requested_url
    assert rejection.crawl_id == "20261124T081500Z-3f9a"
    assert str(caught.value) == f"{reason} <{PAGE.requested_url}>: {evidence}"
