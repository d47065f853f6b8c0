"""A manifest is there whole or not at all; what is none is taken for none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.bulk.manifest import find_manifest_path, read_manifest, write_manifest
from newscrawl.bulk.unit import Unit
from newscrawl.errors import OutputError
from tests.bulk.test_summary import COMPLETE, DAMAGED, FAILED

PATH = Path("a.manifest.json")


@pytest.mark.parametrize("manifest", [COMPLETE, DAMAGED, FAILED])
def test_manifest_comes_back_as_it_was_written(tmp_path: Path, manifest: object) -> None:
    write_manifest(tmp_path / PATH, manifest)  # type: ignore[arg-type]
    assert read_manifest(tmp_path / PATH) == manifest
    assert [path.name for path in tmp_path.iterdir()] == [PATH.name]


def test_it_lies_beside_the_records() -> None:
    unit = Unit(name="b/a.warc.gz", path="/b/a.warc.gz", stem="b/a", size=1)
    assert find_manifest_path(Path("/out"), unit) == Path("/out/b/a.manifest.json")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"schema": "newscrawl.bulk/1"}'])
def test_file_that_is_none_is_taken_for_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / PATH).write_bytes(content)
    assert read_manifest(tmp_path / PATH) is None


def test_manifest_of_another_form_is_taken_for_none(tmp_path: Path) -> None:
    write_manifest(tmp_path / PATH, replace(COMPLETE, schema="newscrawl.bulk/2"))
    assert read_manifest(tmp_path / PATH) is None
    assert read_manifest(tmp_path / "none") is None


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_manifest(tmp_path / "file" / PATH, COMPLETE)
