"""What is told of sources."""

from __future__ import annotations

import pytest

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.discovery.report import SourceReport, describe_report, explain_silence

FEED = Source(url="https://n.example/rss", kind=SourceKind.feed)


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (
            SourceReport(source=FEED, outcome="read", listed=30, new=4, newest="2026-11-24"),
            "feed https://n.example/rss: 30 pages, 4 new, newest 2026-11-24",
        ),
        (
            SourceReport(
                source=FEED, outcome="read", listed=9, left_out={"outside": 7, "other_site": 2}, fault="cut"
            ),
            "feed https://n.example/rss: 9 pages, 2 of other sites, 7 outside the wanted dates, 0 new, cut",
        ),
        (SourceReport(source=FEED, outcome="unchanged", status=304), "feed https://n.example/rss: unchanged"),
        (
            SourceReport(source=FEED, outcome="failed", status=404, fault="HTTP status 404"),
            "feed https://n.example/rss: failed (HTTP status 404)",
        ),
        (
            SourceReport(
                source=Source(url="https://n.example/s.xml", kind=SourceKind.sitemap_index),
                outcome="read", listed=1200, left_out={"sitemap_outside": 1198},
            ),
            "sitemap index https://n.example/s.xml: 1,200 sitemaps, 1,198 sitemaps outside the wanted dates",
        ),
    ],
)  # fmt: skip
def test_source_is_told_of_in_one_line(report: SourceReport, line: str) -> None:
    assert describe_report(report) == line


def test_silence_is_explained_source_by_source() -> None:
    failed = SourceReport(source=FEED, outcome="failed", fault="timeout")
    assert explain_silence("n.example", [failed]) == [
        "n.example named no page. Its sources:", "  feed https://n.example/rss: failed (timeout)",
    ]  # fmt: skip
    assert explain_silence("n.example", []) == ["n.example named no page: none of its sources was due"]
