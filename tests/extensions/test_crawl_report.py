"""A run ends with a report beside its files, whose sample leads to explain pages; a fault there is a warning."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml.html import fromstring

from newscrawl.extensions import crawl_report
from newscrawl.extensions.crawl_report import ReportFile, clear_pages
from newscrawl.page import RawPage
from tests.conftest import QUICK, Crawled, Loopback, run_crawl, story
from tests.crawl_report.test_reading import write_run

REPORTED = {**QUICK, "NEWSCRAWL_REPORT": "True"}


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Two runs in one folder; in the second one a page is missing."""
    folder = tmp_path_factory.mktemp("report")
    loopback.serve({"/a": story("Vote"), "/b": story("Dredging", place="island")})
    run_crawl(folder, "article", settings=REPORTED, urls=f"{loopback.url('/a')},{loopback.url('/b')}")
    left = folder / "out" / "explained" / ("0" * 16 + ".html")
    left.write_text("of an earlier run")
    (folder / "out" / "explained" / "mine.html").write_text("mine")
    return run_crawl(folder, "article", settings=REPORTED, urls=f"{loopback.url('/a')},{loopback.url('/absent')}")


def test_report_tells_of_the_run_and_of_the_one_before(crawled: Crawled) -> None:
    assert crawled.code == 0
    assert "The report" not in crawled.stderr
    tree = fromstring((crawled.out / "report.html").read_text("utf-8"))
    text = " ".join(tree.text_content().split())
    assert "1 (-1)" in text
    assert "1 records, " in text
    assert "HTTP status 404" in text
    run = crawled.run
    assert (run["report"]["previous"]["articles"], run["report"]["figures"]["kept"]) == (2, 1)
    assert run["report"]["figures"]["statuses"] == {"200": 1, "404": 2}


def test_sample_leads_to_explain_pages_of_this_run_alone(crawled: Crawled) -> None:
    (record,) = crawled.run["report"]["sample"]
    name = f"{record['id'][:16]}.html"
    assert sorted(path.name for path in (crawled.out / "explained").iterdir()) == sorted([name, "mine.html"])
    tree = fromstring((crawled.out / "report.html").read_text("utf-8"))
    (link,) = [link.get("href") for link in tree.iter("a") if "explained" in str(link.get("href"))]
    page = (crawled.out / str(link)).read_text("utf-8")
    assert '<h1 dir="auto">Vote</h1>' in page
    assert re.search(r'data-kind="kept-paragraph"', page)


def close(crawler: SimpleNamespace, out: Path, reason: str = "finished") -> None:
    crawler.settings.setdict({"NEWSCRAWL_OUT": str(out), "NEWSCRAWL_WORKERS": 0})
    asyncio.run(ReportFile.from_crawler(crawler).spider_closed(reason))  # type: ignore[arg-type]


@pytest.mark.parametrize(("reason", "pages"), [("finished", 1), ("shutdown", 0)])
def test_run_that_is_stopped_explains_nothing(
    crawler: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, pages: int
) -> None:
    write_run(tmp_path)
    kept = {"a" * 64: RawPage(url="https://a.example/", requested_url="https://a.example/", body=story("Vote"))}
    monkeypatch.setattr(crawl_report, "find_figures", lambda crawler: SimpleNamespace(pages=kept))
    close(crawler, tmp_path, reason)
    assert (tmp_path / "report.html").exists()
    assert len(list(tmp_path.glob("explained/*.html"))) == pages


@pytest.mark.parametrize("content", ["{", '{"crawl_id":"a","status":"finished","report":{"figures":1}}', None])
def test_fault_is_a_warning(
    crawler: SimpleNamespace, tmp_path: Path, content: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    close(crawler, tmp_path)
    told = [record.levelname for record in caplog.records if record.name.startswith("newscrawl")]
    assert told == ["WARNING"]
    assert "The report was not written" in caplog.text


def test_page_that_cannot_be_explained_is_left_out(
    crawler: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(page: RawPage, options: object) -> str:
        raise ValueError("no")

    write_run(tmp_path)
    page = RawPage(url="https://a.example/", requested_url="https://a.example/")
    monkeypatch.setattr(crawl_report, "find_figures", lambda crawler: SimpleNamespace(pages={"a" * 64: page}))
    monkeypatch.setattr(crawl_report, "render_explained", fail)
    close(crawler, tmp_path)
    assert "was not explained: ValueError" in caplog.text
    assert (tmp_path / "report.html").exists()


def test_only_explain_pages_are_cleared(tmp_path: Path) -> None:
    names = ["0123456789abcdef.html", "0123456789abcdef.txt", "0123456789ABCDEF.html", "page.html"]
    for name in names:
        (tmp_path / name).touch()
    clear_pages(tmp_path)
    clear_pages(tmp_path / "absent")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
