"""A run counts what its report tells, and keeps the pages of its sample, those that can be explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.http import HtmlResponse, Request

from newscrawl.errors import InputError
from newscrawl.extensions import crawl_figures
from newscrawl.extensions.crawl_figures import GatheredFigures, find_previous
from newscrawl.pipelines.checks import RejectedPage
from tests.crawl_report.test_reading import write_run
from tests.samples import ARTICLE, PAGE, REJECTION

BODY = b"<html>a page</html>"


@pytest.fixture
def start(crawler: SimpleNamespace, tmp_path: Path) -> Callable[..., GatheredFigures]:
    """Start the extension with settings."""

    def build(**settings: Any) -> GatheredFigures:
        crawler.spidercls = SimpleNamespace(name="news")
        crawler.settings.setdict({"NEWSCRAWL_OUT": str(tmp_path), **settings})
        return GatheredFigures.from_crawler(crawler)  # type: ignore[arg-type]

    return build


def answer(url: str, status: int = 200, body: bytes = BODY) -> HtmlResponse:
    request = Request(url, meta={"download_latency": 0.25})
    return HtmlResponse(url, status=status, body=body, request=request)


def test_outcomes_and_answers_are_counted(start: Callable[..., GatheredFigures], crawler: SimpleNamespace) -> None:
    extension = start()
    figures = extension.figures
    send = crawler.signals.send_catch_log
    send(signals.item_scraped, item=ARTICLE, response=answer(ARTICLE.url))
    send(signals.item_scraped, item={"name": "mine"}, response=None)
    send(signals.item_dropped, item=PAGE, exception=RejectedPage(REJECTION))
    send(signals.item_dropped, item=PAGE, exception=DropItem("a duplicate"))
    send(signals.item_dropped, item={"name": "mine"}, exception=DropItem("mine"))
    for url in ("https://user:secret@news.example:444/a", "https://news.example/robots.txt"):
        response = answer(url, 404)
        send(signals.response_downloaded, response=response, request=response.request)
    assert (figures.kept, figures.found, figures.rejected) == (1, 3, {"http_error": 1})
    assert {name: host.seconds for name, host in figures.hosts.items()} == {
        "news.example:444": 0.25,
        "news.example": 0.25,
    }
    assert figures.statuses == {"404": 2}


def test_pages_of_the_sample_are_kept_and_no_others(start: Callable[..., GatheredFigures]) -> None:
    extension = start(NEWSCRAWL_REPORT_SAMPLE="6")
    digest = sha256(BODY).hexdigest()
    for number in range(60):
        article = replace(ARTICLE, id=f"{number:064x}", raw_sha256=digest, extraction_score=number / 60)
        extension.item_scraped(article, answer(article.url))
    listed = {record.id for record in extension.build().sample}
    assert set(extension.pages) == listed
    assert len(listed) <= 6
    assert {page.fetched for page in extension.pages.values()} == {ARTICLE.fetched}


@pytest.mark.parametrize("case", ["joined", "another body", "long", "no response"])
def test_page_that_cannot_be_explained_as_the_record_has_it_is_not_kept(
    start: Callable[..., GatheredFigures], monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    extension = start()
    article = replace(ARTICLE, raw_sha256=sha256(BODY).hexdigest())
    response: HtmlResponse | None = answer(article.url, body=b"x" if case == "another body" else BODY)
    if case == "joined":
        article = replace(article, pages=[article.url, article.url + "/2"])
    elif case == "long":
        monkeypatch.setattr(crawl_figures, "MAX_KEPT_BODY", 3)
    elif case == "no response":
        response = None
    extension.item_scraped(article, response)
    assert (len(extension.build().sample), extension.pages) == (1, {})


def test_run_before_is_that_of_the_same_folder_or_the_one_before_it(tmp_path: Path) -> None:
    assert find_previous(tmp_path, "news") is None
    for day in (1, 2, 4):
        write_run(tmp_path / f"2026-11-0{day}T08-00-00", f"run-{day}")
    for out, found in (("2026-11-03T08-00-00", "run-2"), ("2026-11-04T08-00-00", "run-4")):
        before = find_previous(tmp_path / out, "news")
        assert before is not None
        assert (before.crawl_id, before.articles, before.rejected) == (found, 40, 40)
    assert find_previous(tmp_path / "2026-11-04T08-00-00", "site") is None


@pytest.mark.parametrize("content", ["{", '{"crawl_id":3,"spider":"news","report":{"figures":{}}}', '{"crawl_id":"a"}'])
def test_file_of_the_run_before_that_is_unfit_harms_no_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    assert find_previous(tmp_path, "news") is None


@pytest.mark.parametrize("settings", [{"NEWSCRAWL_OUT": ""}, {"NEWSCRAWL_REPORT": False}])
def test_nothing_is_counted_where_no_report_is_wanted(
    start: Callable[..., GatheredFigures], settings: dict[str, Any]
) -> None:
    with pytest.raises(NotConfigured):
        start(**settings)


def test_size_that_is_none_is_refused(start: Callable[..., GatheredFigures]) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_REPORT_SAMPLE"):
        start(NEWSCRAWL_REPORT_SAMPLE="many")
