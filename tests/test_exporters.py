"""A line is in the file as soon as it is exported; one that cannot be written ends the crawl."""

from __future__ import annotations

import json
import logging
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from newscrawl import shutdown
from newscrawl.exporters import WrittenLinesExporter
from newscrawl.schema import read_schema
from newscrawl.shutdown import OUTPUT_FAILED
from tests.samples import ARTICLE


def test_line_is_on_disk_at_once_in_utf_8_and_in_the_order_of_the_fields(
    tmp_path: Path, crawler: SimpleNamespace
) -> None:
    path = tmp_path / "article.jsonl"
    with path.open("ab") as file:
        exporter = WrittenLinesExporter.from_crawler(crawler, file)  # type: ignore[arg-type]
        exporter.export_item(ARTICLE)
        exporter.export_item({"title": "Größe 市"})
        first, second = path.read_text("utf-8").splitlines()
    assert list(json.loads(first)) == list(read_schema()["properties"])
    assert second == '{"title":"Größe 市"}'


class FullDisk(BytesIO):
    name = "out/article.jsonl"

    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def test_line_that_cannot_be_written_is_told_once_and_ends_the_crawl(
    crawler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(shutdown, "stop_crawl", lambda crawler, reason: stopped.append(reason))
    exporter = WrittenLinesExporter(FullDisk(), crawler=crawler)  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            exporter.export_item({"title": "Vote"})
    assert stopped == [OUTPUT_FAILED]
    assert crawler.stats.get_value("newscrawl/output_errors") == 3
    assert [record.message for record in caplog.records] == [
        "Cannot write to out/article.jsonl: No space left on device. The crawl ends."
    ]
