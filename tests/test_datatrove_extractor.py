"""newscrawl as a step of a datatrove pipeline: articles come out as text with metadata, all else is counted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("datatrove", reason="the extra datatrove is not installed")

from datatrove.data import Document

from newscrawl.bulk.supervision import process_unit
from newscrawl.datatrove_extractor import METADATA, NewscrawlExtractor
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.page import RawPage
from newscrawl.record import RunFacts, build_article
from tests.archives.stored import answer, pack, record
from tests.bulk.made import make_job, make_unit, read_lines, write_stories
from tests.conftest import ROOT, checkout_environment, story
from tests.workers.made_faults import obey

URL = "https://news.example/a"


def document(html: str, number: int = 0, url: str | None = URL) -> Document:
    known = {"date": "2026-03-02T10:00:00Z", **({"url": url} if url else {})}
    return Document(text=html, id=str(number), metadata=known)


def test_article_has_the_fields_of_its_record() -> None:
    from newscrawl.api import extract_page

    html = story("Dredging put off", place="Šilt")
    (found,) = NewscrawlExtractor().run([document(html.decode())])
    page = RawPage(url=URL, requested_url=URL, body=html, status=200, fetched="2026-03-02T10:00:00Z")
    article = build_article(page, extract_page(page), RunFacts(crawl_id=""))
    assert found.text == article.text
    assert "Šilt" in found.text
    assert {name: found.metadata[name] for name in METADATA} == {name: getattr(article, name) for name in METADATA}
    assert found.metadata["url"] == URL


def test_what_is_no_article_is_dropped_and_counted() -> None:
    step = NewscrawlExtractor()
    pages = [story("One").decode(), "<p>x", "%PDF-1.7 \udcff", "", story("Two").decode()]
    assert [found.id for found in step.run([document(page, number) for number, page in enumerate(pages)])] == ["0", "4"]
    counts = {name: stat.total for name, stat in step.stats.stats.items()}
    assert (counts["total"], counts["forwarded"], counts["dropped"]) == (5, 2, 3)
    assert (counts["rejected_empty"], counts["rejected_not_html"]) == (2, 1)


def test_document_without_an_address_is_taken() -> None:
    step = NewscrawlExtractor()
    (found,) = step.run([document(story("One").decode(), url=None)])
    assert found.metadata["title"] == "One"
    assert step.extract(story("One").decode()) == found.text
    assert step.extract("<p>x") == ""


def test_encoding_that_the_page_names_is_not_believed_of_text() -> None:
    html = story("Žlutý kůň", place="Šilt").decode().replace("utf-8", "iso-8859-2")
    (found,) = NewscrawlExtractor().run([document(html)])
    assert "Šilt" in found.text
    assert found.metadata["title"] == "Žlutý kůň"


def test_options_count() -> None:
    html = story("One").decode().replace("</p>", "</p><h2>What the silt holds</h2>", 1)
    (whole,) = NewscrawlExtractor().run([document(html)])
    (without,) = NewscrawlExtractor(options=Options(headings=False)).run([document(html)])
    assert "What the silt holds" in whole.text
    assert "What the silt holds" not in without.text


def test_hanging_and_crashing_documents_cost_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(page: RawPage, options: Options) -> Extraction:
        return obey(page, options)

    monkeypatch.setattr("newscrawl.datatrove_extractor.extract_page", extract)
    step = NewscrawlExtractor(timeout=1.0)
    start = time.monotonic()
    bodies = ["fine", "hang", "fine", "leave", "fine"]
    assert [found.id for found in step.run([document(body, n) for n, body in enumerate(bodies)])] == ["0", "2", "4"]
    assert time.monotonic() - start < 15
    counts = {name: stat.total for name, stat in step.stats.stats.items()}
    assert (counts["rejected_extraction_timeout"], counts["rejected_extraction_crash"]) == (1, 1)


def test_example_in_the_readme_makes_a_corpus(tmp_path: Path) -> None:
    for library in ("warcio", "magic", "orjson"):
        pytest.importorskip(library, reason="the extra datatrove is not installed whole", exc_type=ImportError)
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    (example,) = [block for block in blocks if "NewscrawlExtractor" in block]
    (tmp_path / "example.py").write_text(example, "utf-8")
    (tmp_path / "cc-news").mkdir()
    for number in range(2):
        pages = [story(f"Basin {number}", place=f"basin {number}"), b"<!doctype html><html><p>x</p></html>"]
        records = [record(f"https://{number}.example/{n}", answer(page), number=n) for n, page in enumerate(pages)]
        (tmp_path / f"cc-news/{number}.warc.gz").write_bytes(pack(*records))
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env=checkout_environment(HF_HUB_OFFLINE="1"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = [json.loads(line) for path in sorted((tmp_path / "corpus").glob("*")) for line in path.open()]
    assert [line["metadata"]["title"] for line in written] == ["Basin 0", "Basin 1"]
    assert all("the dredging of the inner basin" in line["text"] for line in written)
    assert (tmp_path / "logs/stats.json").exists()


def test_records_of_bulk_are_documents_as_they_are(tmp_path: Path) -> None:
    pytest.importorskip("orjson", reason="the extra datatrove is not installed whole")
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    from datatrove.pipeline.readers import JsonlReader

    write_stories(tmp_path / "a.warc.gz", 2)
    process_unit(make_unit(tmp_path / "a.warc.gz"), make_job(tmp_path / "out"))
    found = list(JsonlReader(str(tmp_path / "out"), glob_pattern="*.jsonl")())
    assert [document.metadata["title"] for document in found] == [f"Dredging of basin {n} put off" for n in range(2)]
    lines = read_lines(tmp_path / "out/a.jsonl")
    assert [(document.id, document.text) for document in found] == [(line["id"], line["text"]) for line in lines]
