"""A file of records is read as it is, torn lines and rejections counted, and compressed files too."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newscrawl.difference.records import read_records
from newscrawl.errors import InputError
from newscrawl.record import RunFacts, build_article
from newscrawl.serialiser import encode_line
from newscrawl.single_input import clean_page, read_input
from tests.conftest import ROOT

LINE = b'{"id":"a","url":"https://news.example/a","domain":"news.example","title":"One","text":"Old.\\n\\nText."}\n'
NEWER = b'{"id":"a","url":"https://news.example/a","domain":"news.example","title":"Two","text":"New."}\n'
REJECTION = b'{"schema":"newscrawl.reject/1","url":"https://news.example/b","reason":"no_article"}\n'


def test_record_of_a_run_is_read_with_its_blocks(tmp_path: Path) -> None:
    cleaned = clean_page(read_input(str(ROOT / "fixtures" / "json-ld" / "page.html")), address="https://news.example/a")
    assert cleaned.extraction is not None
    record = build_article(cleaned.page, cleaned.extraction, RunFacts(crawl_id="x"))
    (tmp_path / "a.jsonl").write_bytes(encode_line(record))
    file = read_records(tmp_path / "a.jsonl")
    article = file.articles[record.id]
    assert article.paragraphs == tuple(block.text for block in record.blocks)
    assert (article.site, article.facts.title) == ("news.example", record.title)
    assert article.facts.authors == "Lucia Amory, Femi Adeyinka-Rowe"


def test_last_version_counts_and_lines_without_an_article_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINE + REJECTION + b"\n" + NEWER) + gzip.compress(b'{"id":"c","url":"ht'))
    file = read_records(path)
    assert {key: article.paragraphs for key, article in file.articles.items()} == {"a": ("New.",)}
    assert file.left_out == 2


def test_empty_file_has_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    assert read_records(tmp_path / "a.jsonl").articles == {}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("none.jsonl", None, "no such file"),
        ("rejects.jsonl", REJECTION, "holds no article"),
        ("a.jsonl.gz", b"no gzip", "cannot be read"),
        ("a.jsonl.gz", gzip.compress(LINE)[:-9], "cannot be read"),
        ("a.jsonl.zst", b"no zstd", "cannot be read"),
    ],
)
def test_file_that_cannot_be_read_is_said(name: str, data: bytes | None, told: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=told):
        read_records(tmp_path / name)
