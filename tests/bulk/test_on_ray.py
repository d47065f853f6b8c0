"""Ray gives what processes here give, also where one of its processes is killed; what keeps it away is said."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest

from newscrawl.bulk import on_ray
from newscrawl.bulk.manifest import Manifest, State
from newscrawl.bulk.on_ray import RayExecutor
from newscrawl.errors import InputError, OutputError
from tests.bulk.made import make_job, make_unit, read_files, read_lines, write_archive
from tests.conftest import ROOT
from tests.workers.test_processes import wait_until

pytest.importorskip("fastwarc", reason="the extra warc is not installed")


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray, whose processes find these tests."""
    pytest.importorskip("ray", reason="the extra ray is not installed")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)


def read_parent(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1])


@pytest.mark.usefixtures("ray")
def test_unit_whose_process_is_killed_runs_again_and_faults_are_those_of_their_units(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", [b"slow"] * 60)
    write_archive(tmp_path / "b.warc.gz", [b"fine", b"hang", b"fine"])
    (tmp_path / "c.wacz").write_bytes(b"no zip")
    units = [make_unit(tmp_path / name) for name in ("a.warc.gz", "b.warc.gz", "c.wacz")]
    manifests: list[Manifest] = []
    heard: dict[str, int] = {}

    def run() -> None:
        job = make_job(tmp_path / "out", is_obeying=True)
        for manifest in RayExecutor(2).run(units, job, lambda unit, pages, _: heard.update({unit.stem: pages})):
            manifests.append(manifest)

    thread = threading.Thread(target=run)
    thread.start()
    draft = tmp_path / "out/a.jsonl.part"
    assert wait_until(lambda: draft.exists() and draft.stat().st_size > 0, 60)
    worker = int(read_lines(draft)[0]["extractor"]["strategy"])
    task = read_parent(read_parent(worker))  # the worker's parent is the server of forks
    os.kill(task, signal.SIGKILL)
    thread.join(90)
    assert {manifest.stem: manifest.state for manifest in manifests} == {
        "a": State.complete, "b": State.complete, "c": State.failed
    }  # fmt: skip
    lines = read_lines(tmp_path / "out/a.jsonl")
    assert [line["url"].rpartition("/")[2] for line in lines] == [str(number) for number in range(60)]
    assert str(worker) not in {line["extractor"]["strategy"] for line in lines}
    assert [line["reason"] for line in read_lines(tmp_path / "out/rejects/b.jsonl")] == ["extraction_timeout"]
    assert set(read_files(tmp_path / "out")) == {"a.jsonl", "b.jsonl", "rejects/a.jsonl", "rejects/b.jsonl"}
    assert heard == {"a": 60, "b": 3, "c": 0}


@pytest.mark.usefixtures("ray")
def test_closing_ends_what_is_at_work_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", [b"fine"])
    write_archive(tmp_path / "b.warc.gz", [b"slow"] * 10_000)
    units = [make_unit(tmp_path / f"{name}.warc.gz") for name in "ab"]
    results = RayExecutor(2).run(units, make_job(tmp_path / "out", is_obeying=True), lambda *_: None)
    assert next(results).stem == "a"
    assert wait_until((tmp_path / "out/b.jsonl.part").exists, 30)
    results.close()  # type: ignore[attr-defined]
    assert set(read_files(tmp_path / "out")) == {"a.jsonl", "rejects/a.jsonl"}


@pytest.mark.usefixtures("ray")
def test_output_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    write_archive(tmp_path / "a.warc.gz", [b"fine"])
    with pytest.raises(OutputError, match="cannot be written"):
        list(RayExecutor(1).run([make_unit(tmp_path / "a.warc.gz")], make_job(tmp_path / "out"), lambda *_: None))


@pytest.mark.usefixtures("ray")
@pytest.mark.parametrize("address", ["nope", "auto", "127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999"])
@pytest.mark.parametrize("is_variable", [False, True])
def test_cluster_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, is_variable: bool
) -> None:
    if is_variable:
        monkeypatch.setenv("RAY_ADDRESS", address)
    executor = RayExecutor(address=None if is_variable else address)
    with pytest.raises(InputError, match=f"^Ray at {address}: "):
        list(executor.run([], make_job(tmp_path / "out"), lambda *_: None))


@pytest.mark.usefixtures("ray")
def test_nobody_is_waited_for_who_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_ray, "KNOCK_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), pytest.raises(InputError, match="timed out"):
            list(RayExecutor(address=f"127.0.0.1:{port}").run([], make_job(tmp_path / "out"), lambda *_: None))


def test_missing_ray_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"--executor ray: needs Ray.*newscrawl\[ray\]"):
        list(RayExecutor().run([], make_job(tmp_path / "out"), lambda *_: None))
