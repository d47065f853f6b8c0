"""A set is read from the benchmark's layout or from fixtures; what is no set is told in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import InputError
from newscrawl.evaluation.benchmark import load_benchmark

PAGES = {
    f"page-{number}": (
        b"<p>%d" % number,
        {"articleBody": f"text {number}", "url": f"https://news.example/{number}"},
    )
    for number in range(8)
}


def test_pages_come_in_the_order_of_the_ground_truth(write_benchmark: Callable[..., Path]) -> None:
    benchmark = load_benchmark(write_benchmark(PAGES))
    assert (benchmark.name, len(benchmark), benchmark.is_whole) == ("some_set", 8, True)
    assert [page.id for page in benchmark] == list(PAGES)
    page = benchmark.pages[3]
    assert (page.read_html(), page.text, page.url) == (b"<p>3", "text 3", "https://news.example/3")


def test_part_of_a_set_is_the_same_every_time_and_is_told_apart(write_benchmark: Callable[..., Path]) -> None:
    benchmark = load_benchmark(write_benchmark(PAGES))
    assert [page.id for page in benchmark.take(limit=2)] == ["page-0", "page-1"]
    sample = benchmark.take(sample=3)
    assert len(sample) == 3
    assert sample == benchmark.take(sample=3)
    assert not sample.is_whole
    assert benchmark.take(sample=8).is_whole
    assert benchmark.take(limit=99).is_whole


@pytest.mark.parametrize(
    ("truth", "why"),
    [
        (None, "No such file"),
        ("{", "not in the benchmark's form"),
        ("[]", "not in the benchmark's form"),
        ('{"1": {"url": null}}', "not in the benchmark's form"),
        ('{"1": 7}', "not in the benchmark's form"),
        ('{"1": {"articleBody": "text"}}', "the page is missing"),
        ("{}", "without pages"),
    ],
)
def test_what_is_no_set_is_told(tmp_path: Path, truth: str | None, why: str) -> None:
    if truth is not None:
        (tmp_path / "ground-truth.json").write_text(truth)
    with pytest.raises(InputError, match=why):
        load_benchmark(tmp_path)


def test_page_that_cannot_be_unpacked_is_told_when_it_is_read(write_benchmark: Callable[..., Path]) -> None:
    folder = write_benchmark(PAGES)
    (folder / "html" / "page-0.html.gz").write_bytes(b"<p>not packed")
    page = load_benchmark(folder).pages[0]
    with pytest.raises(InputError, match=r"page-0\.html\.gz: cannot be read"):
        page.read_html()


def write_fixture(folder: Path, expected: dict[str, Any]) -> None:
    folder.mkdir()
    (folder / "page.html").write_bytes(b"<p>page")
    (folder / "expected.txt").write_text("First.\nSecond.\n")
    (folder / "unwanted.txt").write_text("Share this story\n")
    (folder / "expected.json").write_text(json.dumps(expected))
    headers = {"Content-Type": "text/html; charset=koi8-r"}
    response = {"url": "https://news.example/a", "about": "x", "headers": headers}
    (folder / "response.json").write_text(json.dumps(response))


def test_articles_of_a_folder_of_fixtures_are_a_set(tmp_path: Path) -> None:
    facts = {"title": "Title", "authors": ["Ann Lee"], "published": "2026-01-02T03:04:05Z"}
    write_fixture(tmp_path / "article", facts)
    write_fixture(tmp_path / "empty", {"reason": "empty"})
    (page,) = load_benchmark(tmp_path)
    assert (page.id, page.text, page.url) == ("article", "First.\n\nSecond.", "https://news.example/a")
    assert page.read_html() == b"<p>page"
    assert page.headers == {"content-type": "text/html; charset=koi8-r"}
    assert page.truth["authors"] == ["Ann Lee"]
    assert page.truth["datePublished"] == "2026-01-02T03:04:05Z"
    assert page.truth["unwanted"] == ["Share this story"]
