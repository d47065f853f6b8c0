"""`kill -9` at seeded moments of real runs of `news`, in each form of output.

`python -m tests.newsworld --days 0 --kills 50` does it fifty times in each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsworld.cron import warm_up
from tests.newsworld.kills import MODES, kill_runs

KILLS = 3


@pytest.mark.parametrize("mode", list(MODES))
def test_after_the_run_that_follows_nothing_is_lost_doubled_or_torn(mode: str, tmp_path: Path) -> None:
    warm_up()
    count = kill_runs(tmp_path, mode, KILLS, houses=2, seed="3")
    assert (count.lost, count.doubled, count.torn, count.codes) == ([], [], [], [])
    assert count.kills == KILLS
    assert count.articles > 20
