"""A rejection is a line of `rejects.jsonl` as soon as its page is dropped; runs add to the file."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from scrapy import signals
from scrapy.exceptions import DropItem, NotConfigured

from newscrawl.extensions.rejects import RejectLog
from newscrawl.pipelines.checks import RejectedPage
from tests.samples import REJECTION


def test_rejections_are_appended_at_once_and_other_drops_are_not(
    tmp_path: Path, crawler: SimpleNamespace
) -> None:
    path = tmp_path / "new" / "rejects.jsonl"
    crawler.settings.set("NEWSCRAWL_OUT", str(path.parent))
    for run in (1, 2):
        log = RejectLog.from_crawler(crawler)  # type: ignore[arg-type]
        log.spider_opened()
        log.item_dropped(RejectedPage(REJECTION))
        log.item_dropped(DropItem("a duplicate"))
        lines = path.read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [msgspec.to_builtins(REJECTION)] * run
        log.spider_closed()
        crawler.signals.disconnect_all(signals.item_dropped)


def test_without_an_output_folder_there_is_no_file(crawler: SimpleNamespace) -> None:
    crawler.settings.set("NEWSCRAWL_OUT", "")
    with pytest.raises(NotConfigured):
        RejectLog.from_crawler(crawler)  # type: ignore[arg-type]
