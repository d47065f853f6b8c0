"""Decides which share of the archives one of several runs takes, so that a job array needs nobody to hand them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from newscrawl.errors import InputError

Item = TypeVar("Item")
_FORM = re.compile(r"(\d{1,9})/(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Shard:
    """The `number`th of `count` shares, from 1."""

    number: int = 1
    count: int = 1

    def __str__(self) -> str:
        """Give it as it is written, `3/16`."""
        return f"{self.number}/{self.count}"


def read_shard(text: str) -> Shard:
    """Read `3/16`. Raises InputError."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise InputError(f"--shard {text}", "write it as NUMBER/COUNT, as 3/16")
    shard = Shard(int(found[1]), int(found[2]))
    if not 1 <= shard.number <= shard.count:
        last = f" to {shard.count}/{shard.count}" if shard.count > 1 else ""
        raise InputError(f"--shard {text}", f"shards go from 1/{max(1, shard.count)}{last}")
    return shard


def take_share(items: Sequence[Item], shard: Shard) -> list[Item]:
    """Give every `count`th of the items, so that shares of a sorted list differ by one item at most."""
    return list(items[shard.number - 1 :: shard.count])
