"""A shard is a share of a sorted list: together all of it, nothing twice."""

from __future__ import annotations

import pytest

from newscrawl.bulk.shard import Shard, read_shard, take_share
from newscrawl.errors import InputError


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12])
def test_shards_are_all_items_once_and_differ_by_one_at_most(count: int) -> None:
    items = list(range(10))
    shares = [take_share(items, Shard(number, count)) for number in range(1, count + 1)]
    assert sorted(item for share in shares for item in share) == items
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_shard_is_read() -> None:
    assert read_shard(" 3/16 ") == Shard(3, 16)
    assert str(Shard(3, 16)) == "3/16"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0/4", "shards go from 1/4 to 4/4"),
        ("5/4", "shards go from 1/4 to 4/4"),
        ("1/0", "shards go from 1/1"),
        ("3", "write it as NUMBER/COUNT"),
        ("a/4", "write it as NUMBER/COUNT"),
        ("1/4/2", "write it as NUMBER/COUNT"),
        ("-1/4", "write it as NUMBER/COUNT"),
        ("", "write it as NUMBER/COUNT"),
    ],
)
def test_wrong_shard_is_said(text: str, why: str) -> None:
    with pytest.raises(InputError, match=f"--shard {text}: {why}"):
        read_shard(text)
