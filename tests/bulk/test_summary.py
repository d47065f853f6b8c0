"""The end of a bulk run is one line, and a code that tells whether all was well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.bulk.job import describe_making
from newscrawl.bulk.manifest import MANIFEST_SCHEMA_NAME, Counts, DamagedPlace, Manifest, State
from newscrawl.bulk.summary import find_exit_code, summarize, tell_faults
from newscrawl.exit_codes import ExitCode
from tests.bulk.made import make_job

COMPLETE = Manifest(
    schema=MANIFEST_SCHEMA_NAME,
    archive="a.warc.gz",
    path="/a.warc.gz",
    stem="a",
    identity=None,
    state=State.complete,
    made_with=describe_making(make_job(Path("/out"))),
    counts=Counts(responses=12, pages=1200, records=1000, duplicates=50, rejected={"listing": 100, "empty": 50}),
    crawl_id="20261124T081500Z-3f9a",
    host="here",
    started="2026-11-24T08:15:00Z",
    finished="2026-11-24T08:16:00Z",
    seconds=60.0,
    cpu_seconds=59.0,
    peak_memory=10**8,
    deaths=0,
)
DAMAGED = replace(
    COMPLETE,
    state=State.damaged,
    counts=replace(COMPLETE.counts, damages=7),
    damages=[DamagedPlace(archive="a.warc.gz", offset=number, why="a false length") for number in range(7)],
)
FAILED = replace(COMPLETE, state=State.failed, why="a.warc.gz: cannot be read", counts=Counts())


def test_summary_is_one_line() -> None:
    assert summarize([COMPLETE], [], 75.0) == (
        "1 archives done; 1,200 pages: 1,000 records, 150 rejections, 50 duplicates; 1:15, 16.0 pages/s"
    )
    assert summarize([COMPLETE, DAMAGED, FAILED], [COMPLETE], 10.0).startswith(
        "2 archives done, 1 of them could not be read whole, 1 failed, 1 done before; 2,400 pages: "
    )


@pytest.mark.parametrize(
    ("manifests", "before", "code"),
    [
        ([], [], ExitCode.ok),
        ([COMPLETE], [COMPLETE], ExitCode.ok),
        ([COMPLETE, DAMAGED], [], ExitCode.sites_failed),
        ([COMPLETE, FAILED], [], ExitCode.sites_failed),
        ([COMPLETE], [DAMAGED], ExitCode.sites_failed),
    ],
)
def test_code_tells_whether_all_archives_are_whole(
    manifests: list[Manifest], before: list[Manifest], code: ExitCode
) -> None:
    assert find_exit_code(manifests, before) is code


def test_faults_are_told_a_few_at_a_time() -> None:
    assert list(tell_faults(COMPLETE)) == []
    assert list(tell_faults(FAILED)) == ["failed: a.warc.gz: cannot be read"]
    lines = list(tell_faults(DAMAGED))
    assert lines[:2] == ["a.warc.gz, byte 0: a false length", "a.warc.gz, byte 1: a false length"]
    assert lines[5:] == ["a.warc.gz: 2 more places that cannot be read; its manifest tells of them"]
