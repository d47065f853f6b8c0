"""The report tells every part of a crawl, escaped, and in a real browser it runs and fetches nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring

from newscrawl.crawl_report.figures import CrawlFigures
from newscrawl.crawl_report.lines import read_article, read_rejection
from newscrawl.crawl_report.page import render_report
from newscrawl.crawl_report.reading import CrawlReport
from newscrawl.crawl_report.sample import describe_record
from newscrawl.crawl_report.summary import RunSummary
from newscrawl.outcomes import Reason
from tests.chromium import find_serious_faults, needs_axe, open_file
from tests.crawl_report.many_records import make_article
from tests.samples import ARTICLE, REJECTION

EVIL = "</script></title><script>owned()</script><img src=x onerror=owned()><!--\x00\u202e&lt;b&gt;"
EVIL_URL = "javascript:owned()//https://news.example/"
PARTS = ("runs", "time", "sites", "silent", "rejected", "cut", "scores", "hosts", "codes", "clusters", "sample")


def make_report() -> CrawlReport:
    """Make a report of 400 pages of many sites."""
    figures, random = CrawlFigures(), Random(5)
    reasons = list(Reason)
    report = CrawlReport(["out/run.json"], figures, has_answers=True)
    for number in range(0, 40_000, 100):
        article = make_article(number, random)
        figures.add_article(read_article(article))
        figures.add_answer(article.domain, random.expovariate(2), 200)
        if number % 300 == 0:
            rejected = replace(REJECTION, url=article.url, reason=random.choice(reasons))
            figures.add_rejection(read_rejection(rejected))
            figures.add_answer(article.domain, random.expovariate(1), random.choice([301, 404, 503]))
        if number < 800:
            report.sample.append(describe_record(read_article(article)))
    report.runs = [
        RunSummary("run-1", "news", "2026-11-01T00:00:00Z", None, 0, 390, 380, 30, 350.0, {"site1.example": 9}),
        RunSummary("run-2", "news", "2026-11-02T00:00:00Z", None, 5, 420, figures.kept, 99, figures.score_sum),
    ]
    report.run = {
        "crawl_id": "run-2", "spider": "news", "started": "2026-11-02T00:00:00Z", "finished": "2026-11-02T00:20:00Z",
        "exit_code": 5, "failure": "sites that fell silent: 1 (site1.example)",
    }  # fmt: skip
    findings = ["nothing new for 9 days; the longest quiet before was 2"]
    report.watched = {
        "site2.example": {"status": "ok", "listed": 40, "new": 3, "pages": {"asked": 3}, "faults": {}},
        "site1.example": {"status": "silent", "findings": findings, "faults": {"https://site1.example/feed": "no XML"}},
    }
    return report


def make_evil_report() -> CrawlReport:
    """Make a report whose every text is hostile."""
    figures = CrawlFigures()
    article = replace(
        ARTICLE, title=EVIL, url=EVIL_URL, text=EVIL, domain=EVIL, dup_cluster=EVIL, page_type_evidence=EVIL,
        published=EVIL, warnings=[EVIL], removed={EVIL: 5},
    )  # fmt: skip
    line = read_article(article)
    figures.add_article(line)
    figures.add_rejection(read_rejection(replace(REJECTION, url=EVIL_URL, evidence=EVIL)))
    figures.rejected[EVIL] = 3
    figures.add_answer(EVIL, 1.0, 200)
    report = CrawlReport([EVIL], figures, [describe_record(line)], [RunSummary(EVIL, EVIL)], notes=[EVIL])
    report.watched = {EVIL: {"status": EVIL, "findings": [EVIL], "faults": {EVIL: EVIL}, "given_up": EVIL}}
    report.run = {"crawl_id": EVIL, "spider": EVIL, "started": EVIL, "exit_code": 99, "failure": EVIL}
    report.explained = {line.id: Path("a folder/explained") / f"{EVIL.replace('/', '')}.html"}
    return report


def read_part(page: str, name: str) -> HtmlElement:
    (section,) = [section for section in fromstring(page).iter("section") if section.get("id") == name]
    return section


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("runs", ["run-2", "400 (+20)", "99 (+69)", "420 (+30)"]),
        ("time", ["Articles fetched by hour", "Articles published by day"]),
        ("sites", ["kept before", "found", "most for"]),
        ("silent", ["1 of 2 watched sites", "nothing new for 9 days", "https://site1.example/feed: no XML"]),
        ("rejected", ["the server answered with an error status", "HTTP status 404"]),
        ("cut", ["related_links", "headlines of other stories"]),
        ("scores", ["on the average", "lowest by site"]),
        ("hosts", ["seconds, mean", "The slowest 25 of"]),
        ("codes", ["robots.txt, redirects and retries too", "200", "503"]),
        ("clusters", ["after the first: Vote"]),
        ("sample", ["8 have no explain page", "scrapy explain https://site", "cut, characters"]),
    ],
)
def test_every_part_of_a_crawl_is_told(part: str, told: list[str]) -> None:
    text = " ".join(read_part(render_report(make_report(), Path()), part).text_content().split())
    assert [one for one in told if one not in text] == []


def test_parts_are_named_and_led_to() -> None:
    tree = fromstring(render_report(make_report(), Path()))
    assert tuple(section.get("id") for section in tree.iter("section")) == PARTS
    assert tuple(str(link.get("href"))[1:] for link in tree.iter("a") if str(link.get("href")).startswith("#")) == PARTS
    assert len(list(tree.iter("svg"))) == 6


def test_records_lead_to_their_explain_page_from_where_the_report_lies() -> None:
    report = make_report()
    report.explained = {report.sample[0].id: Path("out/explained/0123456789abcdef.html")}
    links = [link.get("href") for link in read_part(render_report(report, Path("out")), "sample").iter("a")]
    assert "explained/0123456789abcdef.html" in links
    links = [link.get("href") for link in read_part(render_report(report, Path()), "sample").iter("a")]
    assert "out/explained/0123456789abcdef.html" in links


def test_report_of_nothing_says_so() -> None:
    text = fromstring(render_report(CrawlReport(), Path())).text_content()
    for told in ("No article was fetched.", "No page was rejected.", "There is no record.", "Nothing was cut."):
        assert told in text


def test_hostile_texts_become_no_markup() -> None:
    tree = fromstring(render_report(make_evil_report(), Path()))
    assert list(tree.iter("script", "img")) == []
    assert [element for element in tree.iter() if any(name.startswith("on") for name in element.attrib)] == []
    assert [link for link in tree.iter("a") if "javascript" in str(link.get("href"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_without_complaint_or_request(browser: Any, tmp_path: Path, scheme: str) -> None:
    opened = open_file(browser, tmp_path, render_report(make_report(), tmp_path), scheme)
    page = opened.page
    bars = page.locator("svg.chart .bar rect").evaluate_all("found => found.filter(e => e.getBBox().height > 1).length")
    assert bars > 50
    page.get_by_role("link", name="Slowest hosts").click()
    assert page.evaluate("document.querySelector(':target').id") == "hosts"
    page.locator("#rejected summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#rejected details[open] li").count() >= 1
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    assert (len(opened.requests), opened.complaints) == (1, [])
    page.close()


def test_hostile_texts_run_and_fetch_nothing(browser: Any, tmp_path: Path) -> None:
    trap = "<!doctype html><script>window.owned=()=>{window.isOwned=true}</script>"
    opened = open_file(browser, tmp_path, trap + render_report(make_evil_report(), tmp_path))
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.isOwned") is None
    assert opened.page.locator("h2").count() == len(PARTS)
    assert len(opened.requests) == 1
    opened.page.close()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Any, tmp_path: Path, scheme: str) -> None:
    page = open_file(browser, tmp_path, render_report(make_report(), tmp_path), scheme).page
    assert find_serious_faults(page) == []
    page.close()
