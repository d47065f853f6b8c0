"""What a start does with files that a dead run left: cut, publish, or refuse; never guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.delivery.compression import Compression, compress_member
from newscrawl.delivery.journal import OutputState, hash_tail
from newscrawl.delivery.recovery import adopt_file, recover_output
from newscrawl.errors import OutputError

KEPT = b'{"n": 1}\n{"n": 2}\n'


def make_state(path: Path, data: bytes = KEPT, **changes: object) -> OutputState:
    state = OutputState(kind="articles", path=path, offset=len(data), tail=hash_tail(data))
    return replace(state, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (b"", None),
        (b'{"n": 3', "cut 0 lines and a torn one"),
        (b'{"n": 3}\n', "cut 1 lines that"),
        (b'{"n": 3}\n{"n"', "cut 1 lines and a torn one"),
    ],
)
def test_what_the_memory_does_not_know_is_cut_and_told(rest: bytes, told: str | None, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(KEPT + rest)
    _, repair = recover_output(make_state(path))
    assert path.read_bytes() == KEPT
    assert (repair is None) if told is None else (repair is not None and told in repair.what)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "is gone"),
        (KEPT[:-1], "shortened"),
        (b"", "shortened"),
        (KEPT.replace(b"2", b"3"), "was changed"),
        (b"x" * 100, "was changed"),
    ],
)
def test_missing_bytes_are_refused_and_the_file_is_left_alone(
    content: bytes | None, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "news.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OutputError, match=why):
        recover_output(make_state(path))
    assert (path.read_bytes() if path.exists() else None) == content


def test_orphaned_draft_is_cut_and_published(tmp_path: Path) -> None:
    path, draft = tmp_path / "news.jsonl", tmp_path / "news.jsonl.part"
    draft.write_bytes(KEPT + b'{"torn')
    state, repair = recover_output(make_state(path, is_draft=True))
    assert path.read_bytes() == KEPT
    assert not draft.exists()
    assert (state.is_draft, state.is_open) == (False, False)
    assert repair is not None
    assert "torn" in repair.what
    assert "published" in repair.what


def test_draft_without_a_delivered_line_is_deleted(tmp_path: Path) -> None:
    path, draft = tmp_path / "news.jsonl", tmp_path / "news.jsonl.part"
    draft.write_bytes(b'{"torn')
    state, _ = recover_output(make_state(path, b"", is_draft=True))
    assert not path.exists()
    assert not draft.exists()
    assert not state.is_open


def test_run_that_died_between_renaming_and_saying_so_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(KEPT)
    state, repair = recover_output(make_state(path, is_draft=True))
    assert path.read_bytes() == KEPT
    assert (state.is_draft, state.is_open, repair) == (False, False, None)


def test_file_that_nobody_knows_is_appended_to_where_it_holds_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(KEPT)
    assert adopt_file(OutputState(kind="articles", path=path)) == make_state(path)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_file_that_nobody_knows_has_to_end_with_a_whole_member(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"news.jsonl{suffix}"
    member = compress_member(KEPT, Compression(suffix))
    path.write_bytes(member + member)
    assert adopt_file(OutputState(kind="articles", path=path)).offset == 2 * len(member)
    path.write_bytes(member + member[:-2])
    with pytest.raises(OutputError):
        adopt_file(OutputState(kind="articles", path=path))


def test_file_that_nobody_knows_and_that_ends_in_mid_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(KEPT + b"{")
    with pytest.raises(OutputError, match="middle of a line"):
        adopt_file(OutputState(kind="articles", path=path))
    assert path.read_bytes() == KEPT + b"{"
