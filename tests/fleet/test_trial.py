"""Three workers over the news world, killed and the server restarted: nothing lost, doubled, or asked too fast.

`python -m tests.fleet.trial --rounds 6 --kills 40 --restarts 6` does more of it.
"""

from __future__ import annotations

from pathlib import Path

from tests.fleet.trial import Plan, run_trial
from tests.fleet.trial_count import TrialCount, check_visits
from tests.newsworld.cron import warm_up
from tests.newsworld.server import Visit
from tests.redis_server import NEEDS_REDIS


@NEEDS_REDIS
def test_every_article_comes_once_though_workers_and_the_server_die(tmp_path: Path) -> None:
    warm_up()
    plan = Plan(houses=5, rounds=1, kills=4, restarts=1, delay=0.25, seed="7")
    count = run_trial(tmp_path, plan)
    assert (count.kills, count.restarts) == (plan.kills, plan.restarts)
    assert (count.lost, count.doubled, count.torn, count.codes) == ([], [], [], [])
    assert (count.hurried, count.crowded, count.at_once) == ([], [], [])
    assert count.articles > 40
    assert sum(lines > 0 for lines in count.lines_by_worker.values()) >= 2, "the sites were shared"


def visit(agent: str, began: float, ended: float) -> Visit:
    return Visit("gazette", f"/{began}", agent, began, ended)


def check(*visits: Visit, delay: float = 0.25) -> TrialCount:
    count = TrialCount()
    check_visits(count, visits, delay)
    return count


def test_log_of_a_site_shows_a_worker_that_is_too_fast() -> None:
    count = check(visit("a", 0.0, 0.1), visit("a", 0.5, 0.6), visit("a", 0.69, 0.8))
    assert [len(found) for found in (count.too_fast, count.hurried, count.crowded, count.at_once)] == [1, 0, 0, 0]


def test_log_of_a_site_shows_a_worker_that_comes_too_soon_after_another() -> None:
    count = check(visit("a", 0.0, 0.1), visit("b", 0.24, 0.3), visit("a", 1.0, 1.1))
    assert [len(found) for found in (count.too_fast, count.hurried, count.crowded, count.at_once)] == [0, 1, 0, 0]
    assert (count.handovers, count.shortest_handover) == (2, 0.24)


def test_log_of_a_site_shows_two_workers_at_once() -> None:
    count = check(visit("b", 0.5, 0.6), visit("a", 0.0, 0.55), visit("a", 1.0, 1.1))
    assert [len(found) for found in (count.too_fast, count.hurried, count.crowded, count.at_once)] == [0, 0, 0, 1]


def test_log_of_a_site_shows_a_rate_that_is_too_high() -> None:
    assert check(*(visit("a", number * 0.25, number * 0.25) for number in range(13))).crowded == []
    assert len(check(*(visit("a", number * 0.2, number * 0.2) for number in range(13))).crowded) == 1
