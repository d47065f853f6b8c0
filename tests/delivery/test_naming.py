"""Names of output files: placeholders, days in UTC, and a free name for every whole file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.delivery.naming import (
    DeliveryMode,
    OutputName,
    check_pattern,
    find_draft_path,
    find_free_path,
    read_mode,
)
from newscrawl.errors import InputError


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC), "news-2026-11-24.jsonl"),
        (datetime(2026, 11, 25, 0, 0, 0, tzinfo=UTC), "news-2026-11-25.jsonl"),
    ],
)
def test_partition_is_the_day_of_delivery_in_utc(moment: datetime, name: str, tmp_path: Path) -> None:
    output = OutputName(folder=tmp_path, pattern="news-%(date)s.jsonl", mode=DeliveryMode.append)
    assert output.fill(moment.timestamp()) == tmp_path / name


def test_path_is_absolute_whatever_the_folder() -> None:
    assert OutputName(folder=Path("out"), pattern="a.jsonl", mode=DeliveryMode.append).fill(0).is_absolute()


@pytest.mark.parametrize(
    "pattern", ["", "../a.jsonl", "/a.jsonl", "sub/", "%(day)s.jsonl", "%(date.jsonl", "%(date)d"]
)
def test_wrong_names_are_refused_with_the_setting_named(pattern: str) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_OUTPUT"):
        check_pattern("NEWSCRAWL_OUTPUT", pattern)


@pytest.mark.parametrize("pattern", ["news.jsonl", "%(name)s-%(date)s.jsonl.gz", "%(date)s/%(time)s.jsonl"])
def test_right_names_pass(pattern: str) -> None:
    check_pattern("NEWSCRAWL_OUTPUT", pattern)


def test_whole_file_never_takes_a_taken_name(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    assert find_free_path(path) == path
    path.touch()
    assert find_free_path(path) == tmp_path / "news-2.jsonl.gz"
    find_draft_path(tmp_path / "news-2.jsonl.gz").touch()
    assert find_free_path(path) == tmp_path / "news-3.jsonl.gz"


def test_mode_is_one_of_two() -> None:
    assert read_mode("whole") is DeliveryMode.whole
    with pytest.raises(InputError, match="append or whole"):
        read_mode("atomic")
