"""The numbers of a run are Prometheus metrics with stable names."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, generate_latest

from newscrawl.metrics import RunCollector, RunState

STATS = {
    "newscrawl/urls": 5,
    "newscrawl/pages": 4,
    "newscrawl/articles": 3,
    "newscrawl/rejected/http_error": 2,
    "newscrawl/removed_chars/navigation": 70,
    "newscrawl/silent_sites": ["a.example"],
    "downloader/response_status_count/404": 2,
    "scheduler/enqueued": 9,
    "scheduler/dequeued": 7,
}


def tell(state: RunState) -> list[str]:
    registry = CollectorRegistry()
    registry.register(RunCollector(lambda: state))
    return generate_latest(registry).decode("utf-8").splitlines()


def test_counts_are_told_by_name_and_label() -> None:
    lines = tell(RunState(spider="news", stats=STATS, started=1.0, finished=61.0, exit_code=5))
    for line in (
        'newscrawl_run_articles{spider="news"} 3.0',
        'newscrawl_run_rejected{reason="http_error",spider="news"} 2.0',
        'newscrawl_run_removed_characters{kind="navigation",spider="news"} 70.0',
        'newscrawl_run_responses{code="404",spider="news"} 2.0',
        'newscrawl_run_queued_requests{spider="news"} 2.0',
        'newscrawl_run_silent_sites{spider="news"} 1.0',
        'newscrawl_run_exit_code{spider="news"} 5.0',
        'newscrawl_run_finished_timestamp_seconds{spider="news"} 61.0',
        "# TYPE newscrawl_run_articles gauge",
    ):
        assert line in lines


def test_what_is_not_known_yet_is_left_out() -> None:
    names = {line.partition("{")[0] for line in tell(RunState(spider="news", stats={}, started=1.0)) if "{" in line}
    assert "newscrawl_run_articles" in names
    assert {f"newscrawl_run_{name}" for name in ("exit_code", "finished_timestamp_seconds")} & names == set()
