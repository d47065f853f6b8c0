"""Delivery writes lines first and says so then; partitions, whole files, and a disk that refuses."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.delivery.journal import Entry
from newscrawl.delivery.naming import DeliveryMode, OutputName
from newscrawl.delivery.writer import DeliveryWriter
from newscrawl.errors import OutputError
from newscrawl.memory.outcomes import PageResult, VisitOutcome
from tests.memory.conftest import START, open_run, result


def entry(number: int, outcome: VisitOutcome = VisitOutcome.new, width: int = 50) -> Entry[PageResult]:
    text = random.Random(number).randbytes(width // 2).hex()
    line = json.dumps({"n": number, "text": text}).encode() + b"\n"
    kind = {VisitOutcome.new: "articles", VisitOutcome.rejected: "rejects"}.get(outcome, "")
    options = {"reason": "listing"} if outcome is VisitOutcome.rejected else {}
    return Entry(kind, line, result(f"/{number}", START, outcome, **options))


class Desk:
    """A memory and a writer that can be reopened, with a clock that is set by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START

    def open(
        self, pattern: str, mode: DeliveryMode = DeliveryMode.append, **options: bool
    ) -> DeliveryWriter[PageResult]:
        self.memory = open_run(self.folder / "memory.sqlite", self.now)
        names = {
            "articles": OutputName(folder=self.folder, pattern=pattern, mode=mode),
            "rejects": OutputName(folder=self.folder, pattern="rejects.jsonl", mode=DeliveryMode.append),
        }
        writer = DeliveryWriter(names, self.memory, lambda: self.now.timestamp())
        self.repairs = writer.open(**options)
        return writer

    def reopen(
        self, pattern: str, mode: DeliveryMode = DeliveryMode.append, **options: bool
    ) -> DeliveryWriter[PageResult]:
        self.memory.close()
        self.now += timedelta(minutes=15)
        return self.open(pattern, mode, **options)

    def read(self, name: str) -> list[int]:
        data = (self.folder / name).read_bytes()
        text = gzip.decompress(data) if name.endswith(".gz") else data
        return [json.loads(line)["n"] for line in text.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_lines_of_both_kinds_and_bare_effects_arrive_in_order(desk: Desk) -> None:
    writer = desk.open("news.jsonl")
    writer.deliver([entry(1), entry(2, VisitOutcome.rejected), entry(3), entry(4, VisitOutcome.alias)])
    writer.deliver([entry(5)])
    writer.close()
    assert desk.read("news.jsonl") == [1, 3, 5]
    assert desk.read("rejects.jsonl") == [2]


def test_state_and_file_agree_before_the_run_ends(desk: Desk) -> None:
    writer = desk.open("news.jsonl.gz")
    writer.deliver([entry(1), entry(2)])
    size = (desk.folder / "news.jsonl.gz").stat().st_size
    (state,) = desk.memory.read_open_outputs()
    assert (state.offset, state.is_open) == (size, True)
    assert desk.read("news.jsonl.gz") == [1, 2]


def test_a_days_lines_go_to_the_days_file(desk: Desk) -> None:
    writer = desk.open("news-%(date)s.jsonl")
    desk.now = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    writer.deliver([entry(1)])
    desk.now += timedelta(minutes=2)
    writer.deliver([entry(2)])
    assert [state.path.name for state in desk.memory.read_open_outputs()] == ["news-2026-11-25.jsonl"]
    writer.close()
    assert (desk.read("news-2026-11-24.jsonl"), desk.read("news-2026-11-25.jsonl")) == ([1], [2])


def test_clock_that_goes_back_a_day_appends_to_that_days_file(desk: Desk) -> None:
    writer = desk.open("news-%(date)s.jsonl")
    for number, days in enumerate((0, 1, 0)):
        desk.now = START + timedelta(days=days)
        writer.deliver([entry(number)])
    writer.close()
    assert desk.read("news-2026-11-24.jsonl") == [0, 2]


def test_whole_file_is_not_seen_before_it_is_whole(desk: Desk) -> None:
    writer = desk.open("news.jsonl", DeliveryMode.whole)
    writer.deliver([entry(1)])
    assert not (desk.folder / "news.jsonl").exists()
    assert (desk.folder / "news.jsonl.part").exists()
    writer.close()
    writer = desk.reopen("news.jsonl", DeliveryMode.whole)
    writer.deliver([entry(2)])
    writer.close()
    assert (desk.read("news.jsonl"), desk.read("news-2.jsonl")) == ([1], [2])
    assert not list(desk.folder.glob("*.part"))


@pytest.mark.parametrize("mode", list(DeliveryMode))
def test_run_without_news_leaves_no_file(mode: DeliveryMode, desk: Desk) -> None:
    writer = desk.open("news.jsonl", mode)
    writer.deliver([entry(1, VisitOutcome.alias)])
    writer.close()
    assert [path.name for path in desk.folder.iterdir() if "sqlite" not in path.name] == []


def test_orphan_of_a_dead_run_is_published_and_its_torn_line_told(desk: Desk) -> None:
    writer = desk.open("news.jsonl", DeliveryMode.whole)
    writer.deliver([entry(1)])
    with (desk.folder / "news.jsonl.part").open("ab") as file:
        file.write(b'{"n": 2')
    desk.reopen("news.jsonl", DeliveryMode.whole)
    assert desk.read("news.jsonl") == [1]
    assert ["torn" in repair.what for repair in desk.repairs] == [True]
    desk.reopen("news.jsonl", DeliveryMode.whole)
    assert desk.repairs == []


@pytest.mark.parametrize("is_open", [True, False])
def test_shortened_file_is_refused_until_the_user_accepts_it(is_open: bool, desk: Desk) -> None:
    writer = desk.open("news.jsonl")
    writer.deliver([entry(1), entry(2)])
    if not is_open:
        writer.close()
    first = (desk.folder / "news.jsonl").read_bytes().splitlines(keepends=True)[0]
    (desk.folder / "news.jsonl").write_bytes(first)
    with pytest.raises(OutputError, match="shortened"):
        desk.reopen("news.jsonl")
    writer = desk.reopen("news.jsonl", accept_lost=True)
    assert ["taken as it is" in repair.what for repair in desk.repairs] == [True]
    writer.deliver([entry(3)])
    writer.close()
    assert desk.read("news.jsonl") == [1, 3]
    desk.reopen("news.jsonl")
    assert desk.repairs == []


def test_file_from_before_there_was_a_memory_is_appended_to(desk: Desk) -> None:
    (desk.folder / "news.jsonl").write_bytes(b'{"n": 0}\n')
    writer = desk.open("news.jsonl")
    writer.deliver([entry(1)])
    assert desk.read("news.jsonl") == [0, 1]


def test_folder_can_be_moved_with_the_memory_in_it(desk: Desk, tmp_path: Path) -> None:
    desk.folder = tmp_path / "before"
    writer = desk.open("news.jsonl")
    writer.deliver([entry(1)])
    desk.memory.close()
    desk.folder = desk.folder.rename(tmp_path / "after")
    writer = desk.open("news.jsonl")
    writer.deliver([entry(2)])
    assert desk.read("news.jsonl") == [1, 2]


FULL = """
import resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from tests.delivery.test_writer import Desk, entry
from newscrawl.delivery.naming import DeliveryMode
from newscrawl.errors import OutputError
desk = Desk(Path(sys.argv[1]))
writer = desk.open(sys.argv[3], DeliveryMode(sys.argv[4]))
limit = int(sys.argv[5])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
delivered, failures = 0, 0
for batch in range(60):
    try:
        writer.deliver([entry(batch * 10 + number, width=int(sys.argv[6])) for number in range(10)])
        delivered += 10
    except OutputError as error:
        failures += 1
writer.close()
desk.memory.close()
print(delivered, failures)
"""


@pytest.mark.parametrize("mode", list(DeliveryMode))
@pytest.mark.parametrize("pattern", ["news.jsonl", "news.jsonl.gz"])
@pytest.mark.parametrize(("limit", "width"), [(230_000, 50), (250_077, 50), (6_000_001, 130_000)])
def test_full_disk_leaves_whole_lines_and_a_state_that_agrees(
    pattern: str, mode: DeliveryMode, limit: int, width: int, tmp_path: Path
) -> None:
    """A limit on files' sizes stands for the disk. With short lines the memory fails first, with long ones
    the output.
    """
    root = Path(__file__).parents[2]
    arguments = [str(tmp_path), str(root), pattern, mode.value, str(limit), str(width)]
    done = subprocess.run(
        [sys.executable, "-c", FULL, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    delivered, failures = map(int, done.stdout.split())
    assert 0 < failures < 60
    desk = Desk(tmp_path)
    writer = desk.open(pattern, mode)
    assert desk.read(pattern) == list(range(delivered))
    writer.deliver([entry(number) for number in range(delivered, 600)])
    writer.close()
    again = "news-2" + pattern.removeprefix("news")
    assert desk.read(pattern) + (desk.read(again) if mode is DeliveryMode.whole else []) == list(range(600))


def test_nothing_is_taken_after_a_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = desk.open("news.jsonl")
    writer.deliver([entry(1)])

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("newscrawl.delivery.output_file.os.fsync", refuse)
        with pytest.raises(OutputError, match="No space left"):
            writer.deliver([entry(2)])
    with pytest.raises(OutputError, match="No space left"):
        writer.deliver([entry(3)])
    writer.close()
    assert desk.read("news.jsonl") == [1]
