"""The explain page, in a real browser where there is one: it runs and fetches nothing of the page that it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.explanation.case import study_page
from newscrawl.explanation.page import render_case
from newscrawl.page import RawPage
from newscrawl.single_input import read_input
from tests.chromium import find_serious_faults, needs_axe, open_file
from tests.conftest import ROOT
from tests.explanation.test_layout import HOSTILE
from tests.hostile_pages import KINDS
from tests.samples import PAGE

FIXTURES = ("json-ld", "data-table", "arabic", "chinese-utf8", "bot-wall")
STORY = "<p>The harbour board has put off a vote on deepening the channel, after five of its members said so{}.</p>"
HOSTILE_PAGE = (
    "<!doctype html><html><head><title>Evil </script><script>owned()</script> vote</title>"
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">'
    "<style>@import url(http://127.0.0.1:9/x.css);p{background:url(http://127.0.0.1:9/b);display:none}</style></head>"
    f'<body onload="owned()" data-piece="0"><h1>Evil harbour vote</h1>{STORY.format("")}{HOSTILE}'
    f"<p>&lt;/template&gt;&lt;script&gt;owned()&lt;/script&gt; {STORY.format(' too')}</p></body></html>"
)


def render(body: bytes) -> str:
    address = "https://news.example/a"
    return render_case(study_page(RawPage(url=address, requested_url=address, body=body)))


def test_page_shows_text_reasons_fields_and_counts() -> None:
    page = render_case(study_page(read_input(str(ROOT / "fixtures" / "json-ld" / "page.html"))))
    for told in (
        "Vote on harbour dredging delayed for a second time",
        "article: it becomes a record",
        "a share, print, save or follow button",
        "JSON-LD NewsArticle.headline",
        'data-kind="kept-paragraph"',
        'id="p14"',
    ):
        assert told in page


@pytest.mark.parametrize("name", sorted({*list(KINDS)[::4], "two_bodies"}))
def test_every_piece_of_a_hostile_page_is_shown(name: str) -> None:
    kind = KINDS[name]
    case = study_page(replace(PAGE, body=kind.make(kind.quick), headers=kind.headers))
    shown = {int(number) for number in re.findall(r'data-piece="(\d+)"', render_case(case))}
    assert shown == set(range(len(case.pieces)))


def test_page_of_one_input_is_the_same_each_time() -> None:
    assert render(HOSTILE_PAGE.encode()) == render(HOSTILE_PAGE.encode())


def test_page_of_100_kb_is_less_than_three_times_as_large() -> None:
    number = 0
    body = "<html><body><h1>The vote</h1>"
    while len(body) < 100_000:
        number += 1
        body += f'<div class="c"><a href="/{number}"><span>Read of vote {number}</span></a></div>'
        body += STORY.format(f" on day {number} of a long debate, in which few had spoken for it" * 3)
    page = render(body.encode())
    assert len(page.encode()) < 3 * len(body)


@pytest.mark.parametrize("name", FIXTURES)
def test_fixture_opens_without_complaint_or_request_and_filters(browser: Any, tmp_path: Path, name: str) -> None:
    case = study_page(read_input(str(ROOT / "fixtures" / name / "page.html")))
    opened = open_file(browser, tmp_path, render_case(case))
    page = opened.page
    kept = '[data-kind^="kept-"]'
    cut = '[data-piece]:not([data-kind^="kept-"])'
    assert count_shown(page, cut) > 0
    page.get_by_role("button", name="Only kept").click()
    assert count_shown(page, cut) == 0
    assert (count_shown(page, kept) > 0) == bool(case.extraction and case.extraction.blocks)
    page.get_by_role("button", name="Show all").click()
    box = page.get_by_role("checkbox").last
    key = box.get_attribute("value")
    box.uncheck()
    assert count_shown(page, f'[data-kind="{key}"]') == 0
    assert (len(opened.requests), opened.complaints) == (1, [])
    page.close()


def count_shown(page: Any, selector: str) -> int:
    count: int = page.locator(selector).evaluate_all("found => found.filter(e => e.getClientRects().length).length")
    return count


def test_pointer_keys_and_paragraphs_lead_to_the_reason(browser: Any, tmp_path: Path) -> None:
    text = render_case(study_page(read_input(str(ROOT / "fixtures" / "json-ld" / "page.html"))))
    page = open_file(browser, tmp_path, text, "dark").page
    detail = page.locator("#detail")
    page.locator('[data-kind="share_bar"]').first.hover()
    assert "cut: share bar" in detail.inner_text()
    assert "What moved the score most" in detail.inner_text()
    page.get_by_role("button", name="Show block 2", exact=True).click()
    first = detail.inner_text()
    assert "kept: paragraph" in first
    page.keyboard.press("ArrowUp")
    assert detail.inner_text() != first
    page.keyboard.press("ArrowDown")
    assert detail.inner_text() == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "2"
    page.close()


def test_hostile_page_runs_and_fetches_nothing(browser: Any, tmp_path: Path) -> None:
    text = render(HOSTILE_PAGE.encode())
    trap = "<!doctype html><script>window.owned=()=>{window.isOwned=true}</script>"
    opened = open_file(browser, tmp_path, trap + text)
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.isOwned") is None
    assert opened.page.title().startswith("Explained: ")
    assert len(opened.requests) == 1
    assert opened.page.locator("[data-piece]").count() > 3
    assert "owned()" in " ".join(opened.page.locator("#layout [data-piece]").all_inner_texts())
    opened.page.close()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["fixtures/json-ld/page.html", "docs/scraped.txt"])
def test_axe_finds_no_serious_fault(browser: Any, tmp_path: Path, name: str, scheme: str) -> None:
    page = open_file(browser, tmp_path, render_case(study_page(read_input(str(ROOT / name)))), scheme).page
    page.locator("[data-piece]").first.hover()
    assert find_serious_faults(page) == []
    page.close()
