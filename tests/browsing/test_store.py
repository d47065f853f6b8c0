"""Records are found in the files as they are, by all that can be asked; what is broken takes nothing else along."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from newscrawl.browsing.query import Query, read_query
from newscrawl.delivery.compression import compress_member, find_compression
from newscrawl.errors import InputError
from tests.browsing.conftest import make_lines

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
store_module = pytest.importorskip("newscrawl.browsing.store")
RecordStore = store_module.RecordStore


def open_store(*named: Path) -> Any:
    store = RecordStore(named)
    store.refresh()
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["gone", "3", "2", "1", "0"]),
        ({"order": "oldest", "kind": "article"}, ["0", "1", "2", "3"]),
        ({"order": "unsure", "kind": "article"}, ["1", "2", "0", "3"]),
        ({"order": "file"}, ["0", "1", "2", "3", "gone"]),
        ({"site": "news.example"}, ["gone", "1", "0"]),
        ({"site": "www.B.example"}, ["3", "2"]),
        ({"site": "ews.example"}, []),
        ({"language": "EN"}, ["1", "0"]),
        ({"language": "en-gb"}, ["1"]),
        ({"since": "2026-11-21", "until": "2026-11-22"}, ["2", "1"]),
        ({"least": "0.6", "most": ".9"}, ["2", "0"]),
        ({"reason": "http_error"}, ["gone"]),
        ({"kind": "reject"}, ["gone"]),
        ({"words": "COUNCIL vote"}, ["3", "2", "1", "0"]),
        ({"words": '"vote 2"'}, ["2"]),
        ({"words": '"2 vote"'}, []),
        ({"words": "b.example/3"}, ["3"]),
        ({"words": "bexample"}, []),
        ({"words": ".*"}, []),
        ({"words": "404"}, ["gone"]),
        ({"words": "council", "site": "b.example", "most": "0.8"}, ["2"]),
        ({"story": f"{2:064x}"}, ["2"]),
        ({"page": "2"}, []),
        ({"words": "'; drop table lines; --"}, []),
        ({"site": "' or 1=1 --"}, []),
        ({"order": "url; drop table lines", "since": "x", "least": "9", "page": "-1"}, ["gone", "3", "2", "1", "0"]),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found_in_its_order(records: Path, asked: dict[str, str], found: list[str]) -> None:
    lines = open_store(records).find(read_query(asked)).lines
    assert [line.url.rpartition("/")[2] for line in lines] == found


def test_lines_that_are_broken_or_no_record_are_counted_and_rows_still_lead_to_their_lines(records: Path) -> None:
    store = open_store(records.parent)
    (counts,) = store.count_files()
    assert (counts.records, counts.rejections, counts.others, counts.fault) == (4, 1, 2, None)
    for line in store.find(Query()).lines:
        told = store.read(line.file, line.row)
        assert told is not None
        assert f'"url":"{line.url}"' in told
    assert store.read(str(records), 99) is None
    assert store.read("/etc/passwd", 0) is None


@pytest.mark.parametrize("name", ["n.jsonl.gz", "n.jsonl.zst", "n.jsonl.gz.part", "n.jsonl.part", "it's [a] *?.jsonl"])
def test_all_forms_of_delivery_are_read(tmp_path: Path, name: str) -> None:
    compression = find_compression(name.removesuffix(".part"))
    path = tmp_path / name
    path.write_bytes(b"".join(compress_member(line, compression) for line in make_lines()))
    for named in (path, tmp_path):
        store = open_store(named)
        assert store.find(Query(words="vote")).count == 4
        line = store.find(Query(words='"vote 3"')).lines[0]
        assert "Vote 3" in (store.read(line.file, line.row) or "")


def test_several_files_are_one_list_and_each_counts_its_own_lines(tmp_path: Path, records: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(make_lines()[0])
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b"".join(make_lines()[:2])))
    (tmp_path / "run.json").write_text("{}")
    store = open_store(tmp_path)
    assert [(Path(file.name).name, file.records) for file in store.count_files()] == [
        ("b.jsonl", 1), ("c.jsonl.gz", 2), ("news.jsonl", 4),
    ]  # fmt: skip
    assert store.find(Query(words='"vote 1"')).count == 2


def test_what_a_crawl_adds_is_there_at_the_next_look(records: Path) -> None:
    store = open_store(records.parent)
    assert store.find(Query(words="vote")).count == 4
    with records.open("ab") as file:
        file.write(make_lines()[0].replace(b"Vote 0", b"Vote 9"))
    (records.parent / "later.jsonl").write_bytes(make_lines()[0])
    store.refresh()
    assert store.find(Query(words="vote")).count == 6
    records.unlink()
    store.refresh()
    assert store.find(Query(words="vote")).count == 1


def test_file_that_cannot_be_read_is_told_and_takes_no_other_along(records: Path) -> None:
    whole = gzip.compress(b"".join(make_lines()))
    (records.parent / "torn.jsonl.gz").write_bytes(whole[:-20])
    (records.parent / "empty.jsonl.gz").touch()
    store = open_store(records.parent)
    faults = {Path(file.name).name: file.fault for file in store.count_files()}
    assert {name for name, fault in faults.items() if fault} == {"torn.jsonl.gz"}
    assert store.find(Query(words="vote")).count == 4


def test_hostile_lines_take_no_other_along(records: Path) -> None:
    with records.open("ab") as file:
        file.write(b'{"url":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n\xff\xfe\x00\n" + b'{"url":"\\ud800"}\n')
        file.write(b'{"url":{"a":1},"title":[2],"extraction_score":"x","version":1e99,"domain":{}}\n' + make_lines()[6])
    assert open_store(records).find(Query(words='"vote 3"')).count == 2


def test_duckdb_may_open_no_other_file_and_nothing_unlocks_it(records: Path, tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text("{}\n")
    connection = open_store(records)._duckdb
    for statement in (
        f"select * from read_text('{tmp_path}/other.jsonl')",
        f"copy (select 1) to '{tmp_path}/new.csv'",
        f"attach '{tmp_path}/new.db'",
        "set enable_external_access = true",
        "set allowed_paths = ['/etc/passwd']",
        "install httpfs",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)


def test_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        RecordStore([tmp_path / "none.jsonl"])
