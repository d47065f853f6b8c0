"""The README's pictures of pages: taken by a real browser of what the code makes, where a folder is named for them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from newscrawl.crawl_report.page import render_report
from newscrawl.difference.comparison import compare_files
from newscrawl.difference.page import render_difference
from newscrawl.difference.records import read_records
from newscrawl.explanation.case import study_page
from newscrawl.explanation.page import render_case
from newscrawl.options import Options
from newscrawl.serialiser import encode_line
from newscrawl.single_input import build_line, clean_page, read_input
from tests.chromium import open_address
from tests.conftest import ROOT
from tests.crawl_report.test_page import make_report

FOLDER = os.environ.get("NEWSCRAWL_PICTURES", "")
"""Where they go; `docs` writes those of the README."""
MAX_BYTES = 150_000

pytestmark = pytest.mark.skipif(not FOLDER, reason="NEWSCRAWL_PICTURES names no folder for the README's pictures")


def take(browser: Any, folder: Path, name: str, text: str, scheme: str, part: str = "", hovered: str = "") -> None:
    """Open a page, at a part of it, and write what a screen shows there."""
    (folder / "page.html").write_text(text, "utf-8")
    opened = open_address(browser, (folder / "page.html").as_uri() + part, scheme, width=1000, height=600)
    if hovered:
        opened.page.locator(hovered).first.hover()
    picture = ROOT / FOLDER / f"{name}.png"
    opened.page.screenshot(path=picture)
    opened.page.close()
    assert opened.complaints == []
    assert picture.stat().st_size < MAX_BYTES


def test_explain_page(browser: Any, tmp_path: Path) -> None:
    page = read_input(str(ROOT / "fixtures" / "json-ld" / "page.html"))
    text = render_case(study_page(page, address="https://news.example/politics/vote"))
    take(browser, tmp_path, "explain", text, "light", hovered='[data-kind="share_bar"]')


def test_report(browser: Any, tmp_path: Path) -> None:
    take(browser, tmp_path, "report", render_report(make_report(), tmp_path), "light", part="#time")


def test_diff_page(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_input(str(ROOT / "fixtures" / "json-ld" / "page.html"))
    monkeypatch.chdir(tmp_path)
    for name, options in (("old.jsonl", Options()), ("new.jsonl", Options(subtitle=False, headings=False))):
        line = build_line(clean_page(page, address="https://news.example/politics/vote", options=options))
        Path(name).write_bytes(encode_line(line))
    old, new = read_records(Path("old.jsonl")), read_records(Path("new.jsonl"))
    take(browser, tmp_path, "diff", render_difference(old, new, compare_files(old, new)), "dark")
