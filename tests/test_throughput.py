"""The short form of the measure of throughput: every page comes out, and each figure is that of its crawl."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from newscrawl.api import extract
from tests.real_size_pages import make_page
from tests.throughput import Figures, describe, main, write_pages


def test_made_pages_are_articles_of_their_own_with_the_weight_of_real_ones() -> None:
    pages = [make_page(number) for number in range(3)]
    assert pages == [make_page(number) for number in range(3)]
    assert all(70_000 < len(page) < 120_000 for page in pages)
    extractions = [extract(page, url="https://news.example/a") for page in pages]
    assert all(extraction.is_article for extraction in extractions)
    assert len({extraction.text for extraction in extractions}) == 3


def test_pages_of_a_folder_are_taken_again_and_again_until_there_are_enough(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.html.gz").write_bytes(gzip.compress(b"<p>a</p>" * 10_000))
    (source / "short.html.gz").write_bytes(gzip.compress(b"<p>b</p>"))
    write_pages(tmp_path / "pages", 3, source)
    pages = [(tmp_path / f"pages/{number}.html").read_bytes() for number in range(3)]
    assert len(set(pages)) == 3
    assert all(page.startswith(b"<p>a</p>") for page in pages)


def test_folder_without_fit_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no \*\.html\.gz"):
        write_pages(tmp_path / "pages", 3, tmp_path)


def test_line_gives_figures_by_page() -> None:
    words = describe("bare", Figures(seconds=2.0, cpu=1.0, memory=80_000_000, lines=99), 100).split()
    assert [words[place] for place in (1, 3, 7, 12)] == ["50.0", "10.0", "80", "99"]


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_every_page_comes_out(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "40", "--only", "newscrawl"]) == 0
    assert "40 lines" in capfd.readouterr().out
