"""Machines read the numbers of a run from a file, whole at any time, or on loopback while the run lasts."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from scrapy.exceptions import NotConfigured

from newscrawl.errors import InputError
from newscrawl.extensions.metrics import LOOPBACK, Metrics
from tests.conftest import QUICK, Loopback, run_crawl, story


@pytest.fixture
def start(crawler: SimpleNamespace) -> Callable[..., Metrics]:
    """Start the extension with settings."""

    def build(**settings: Any) -> Metrics:
        crawler.spidercls = SimpleNamespace(name="news")
        crawler.settings.setdict(settings)
        return Metrics.from_crawler(crawler)  # type: ignore[arg-type]

    return build


def test_run_leaves_what_it_came_to_in_the_file(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/a": story("Vote")})
    settings = {**QUICK, "NEWSCRAWL_METRICS_FILE": "node/newscrawl.prom", "NEWSCRAWL_METRICS_PORT": "0"}
    crawled = run_crawl(tmp_path, "article", settings=settings, urls=f"{loopback.url('/a')},{loopback.url('/absent')}")
    assert crawled.code == 0
    assert "The numbers of the run stand at http://127.0.0.1:" in crawled.stderr
    lines = (tmp_path / "node" / "newscrawl.prom").read_text("utf-8").splitlines()
    for line in ("articles", "exit_code"):
        (value,) = [one for one in lines if one.startswith(f'newscrawl_run_{line}{{spider="article"}}')]
        assert value.endswith(" 1.0" if line == "articles" else " 0.0")
    assert 'newscrawl_run_rejected{reason="http_error",spider="article"} 1.0' in lines
    assert [path.name for path in (tmp_path / "node").iterdir()] == ["newscrawl.prom"]


def test_numbers_stand_on_loopback_alone_while_the_run_lasts(
    start: Callable[..., Metrics], crawler: SimpleNamespace
) -> None:
    metrics = start(NEWSCRAWL_METRICS_PORT="0")
    address = f"http://{LOOPBACK}:{metrics.port}/metrics"
    crawler.stats.set_value("newscrawl/articles", 7)
    with urlopen(address, timeout=5) as answer:
        assert b'newscrawl_run_articles{spider="news"} 7.0' in answer.read()
    assert metrics._server is not None
    assert metrics._server[0].server_address[0] == "127.0.0.1"
    metrics.engine_stopped()
    with pytest.raises(URLError):
        urlopen(address, timeout=5)


@pytest.mark.parametrize(("reason", "is_success"), [("finished", True), ("shutdown", False)])
def test_time_of_the_last_success_stays_where_a_run_fails(
    start: Callable[..., Metrics], crawler: SimpleNamespace, tmp_path: Path, reason: str, is_success: bool
) -> None:
    (tmp_path / "last_success").write_text("2026-11-24T08:15:00Z\n")
    path = tmp_path / "a.prom"
    metrics = start(NEWSCRAWL_METRICS_FILE=str(path), NEWSCRAWL_MEMORY=str(tmp_path / "memory.sqlite"))
    for name in ("newscrawl/urls", "newscrawl/pages", "newscrawl/articles"):
        crawler.stats.set_value(name, 1)
    crawler.stats.set_value("finish_reason", reason)
    metrics.engine_stopped()
    state = metrics.read_state()
    before = datetime.fromisoformat("2026-11-24T08:15:00Z").timestamp()
    assert state.succeeded == (state.finished if is_success else before)
    assert "newscrawl_run_success_timestamp_seconds" in path.read_text("utf-8")


def test_file_that_cannot_be_written_is_a_warning(
    start: Callable[..., Metrics], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").touch()
    metrics = start(NEWSCRAWL_METRICS_FILE=str(tmp_path / "taken" / "a.prom"))
    metrics.write()
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("port", ["many", "70000", "-1"])
def test_port_that_is_none_is_refused(start: Callable[..., Metrics], port: str) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_METRICS_PORT"):
        start(NEWSCRAWL_METRICS_PORT=port)


def test_port_that_is_taken_is_refused(start: Callable[..., Metrics]) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken, pytest.raises(InputError, match="METRICS_PORT"):
        start(NEWSCRAWL_METRICS_PORT=taken.getsockname()[1])


def test_off_unless_asked_for(start: Callable[..., Metrics]) -> None:
    with pytest.raises(NotConfigured):
        start()
