"""A request that waits costs little memory, one that is seen far less. Of few, the tables themselves weigh more.
"""

from __future__ import annotations

from pathlib import Path

from tests.fleet.frontier_cost import measure
from tests.redis_server import NEEDS_REDIS


@NEEDS_REDIS
def test_frontier_takes_little_memory(tmp_path: Path) -> None:
    cost = measure(tmp_path, 5_000, 50)
    assert cost.seen_bytes < 200
    assert cost.waiting_bytes < 700
