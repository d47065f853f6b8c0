"""A draft is cut back to whole lines, belongs to one run at a time, and becomes the file in one step."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from newscrawl.bulk.draft import LineFile, OutputName, claim_drafts
from newscrawl.delivery.compression import Compression
from newscrawl.errors import LockedError, OutputError
from newscrawl.serialiser import encode_line
from tests.conftest import checkout_environment
from tests.samples import ARTICLE, REJECTION

LINE = encode_line(ARTICLE)


@pytest.fixture
def names(tmp_path: Path) -> tuple[OutputName, OutputName]:
    return (
        OutputName(tmp_path / "out", "x", Compression.gzip),
        OutputName(tmp_path / "out/rejects", "x", Compression.gzip),
    )


def test_what_does_not_count_is_cut_off(names: tuple[OutputName, OutputName]) -> None:
    with claim_drafts(names):
        first = LineFile(names[0], 0)
        first.append(LINE)
        first.append(b'{"id":"00"}\n{"id":')  # a line that was told of to nobody, and a torn one
        again = LineFile(names[0], len(LINE))
        again.append(LINE)
        assert names[0].draft.read_bytes() == LINE * 2
        assert again.size == len(LINE) * 2
        assert list(again.list_ids()) == [bytes.fromhex(ARTICLE.id)] * 2


def test_drafts_are_gone_behind_the_claim(names: tuple[OutputName, OutputName]) -> None:
    with suppress(KeyError), claim_drafts(names):
        assert [name.draft.exists() for name in names] == [True, True]
        names[0].sealed.touch()
        raise KeyError
    assert [path for path in names[0].folder.rglob("*") if path.is_file()] == []


def test_claim_is_one_run_s_until_it_ends_however_it_ends(names: tuple[OutputName, OutputName], tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from newscrawl.bulk.draft import *\n"
        "from newscrawl.delivery.compression import Compression\n"
        "names = [OutputName(Path(folder), 'x', Compression.gzip) for folder in sys.argv[1:]]\n"
        "with claim_drafts(tuple(names)):\n print('has it', flush=True); time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, *(str(name.folder) for name in names)],
        env=checkout_environment(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "has it\n"
        with pytest.raises(LockedError, match="another run is at work"), claim_drafts(names):
            pass
        assert all(name.draft.exists() for name in names), "what the other has was taken from it"
    finally:
        holder.kill()
        holder.wait()
    assert all(name.draft.exists() for name in names), "a kill leaves the drafts"
    with claim_drafts(names):
        pass


def test_worker_that_outlives_its_run_writes_into_nothing(names: tuple[OutputName, OutputName]) -> None:
    names[0].folder.mkdir()
    with names[0].draft.open("wb", buffering=0) as left:
        with claim_drafts(names):
            left.write(b"late")
            assert names[0].draft.read_bytes() == b""
        left.write(b"later")
    assert not names[0].draft.exists()


@pytest.mark.parametrize("compression", list(Compression))
@pytest.mark.parametrize("count", [0, 1, 3])
def test_sealed_file_is_told_of(tmp_path: Path, compression: Compression, count: int) -> None:
    name = OutputName(tmp_path / "rejects", "x", compression)
    line = encode_line(REJECTION)
    with claim_drafts((name,)):
        file = LineFile(name, 0)
        for _ in range(count):
            file.append(line)
        told = file.seal(tmp_path)
        sealed = name.sealed.read_bytes()
    assert (told.name, told.lines, told.bytes) == (f"rejects/x.jsonl{compression}", count, len(sealed))
    assert bool(sealed) == (count > 0 or bool(compression)), "an empty file is no gzip"


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="cannot be written"), claim_drafts(
        (OutputName(tmp_path / "out/a", "x", Compression.none),)
    ):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk_is_said(tmp_path: Path) -> None:
    name = OutputName(tmp_path, "x", Compression.none)
    with claim_drafts((name,)):
        file = LineFile(name, 0)
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, file._file.fileno())
        os.close(full)
        with pytest.raises(OutputError, match="No space left on device"):
            file.append(LINE)
