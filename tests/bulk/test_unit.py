"""Archives have outputs of their own, and are known again wherever they lie."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from newscrawl.bulk.unit import END_BYTES, identify_archive, list_parts, list_units
from newscrawl.errors import InputError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a/x.warc.gz", "b/x.warc", "b/y.WARC.GZ", "b/z", "rejects/x.warc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_outputs_are_called_as_the_archives_and_sorted_whatever_the_order(folder: Path) -> None:
    names = ["b/z", "b/y.WARC.GZ", "a/*.warc.gz", "a/x.warc.gz"]
    assert [unit.stem for unit in list_units(names)] == ["x", "y", "z"]
    assert list_units(names) == list_units(reversed(names))


def test_unit_keeps_the_name_that_it_was_given(folder: Path) -> None:
    (unit,) = list_units(["a/x.warc.gz"])
    assert (unit.name, unit.path, unit.size) == ("a/x.warc.gz", str(folder / "a/x.warc.gz"), 11)


def test_archives_of_one_name_are_refused_unless_folders_are_kept(folder: Path) -> None:
    with pytest.raises(InputError, match=r"b/x.warc: its records would have the same file as those of a/x.warc.gz"):
        list_units(["a/x.warc.gz", "b/x.warc"])
    assert [unit.stem for unit in list_units(["a/x.warc.gz", "b/*"], base=".")] == ["a/x", "b/x", "b/y", "b/z"]


@pytest.mark.parametrize(
    ("name", "base", "why"),
    [
        ("none.warc", None, "no such file"),
        ("a/x.warc.gz", "b", "is not below --base b"),
        ("rejects/x.warc", ".", "a folder rejects below --base"),
    ],
)
def test_wrong_name_is_said(folder: Path, name: str, base: str | None, why: str) -> None:
    with pytest.raises(InputError, match=why):
        list_units([name], base)


def test_parts_of_a_wacz_are_named_as_records_name_them(folder: Path) -> None:
    with zipfile.ZipFile("made.wacz", "w") as package:
        package.writestr("archive/b.warc.gz", b"")
        package.writestr("archive/a.warc.gz", b"")
    (unit,) = list_units(["made.wacz"])
    inside = [f"#archive/{name}.warc.gz" for name in "ab"]
    assert list_parts(unit) == [("made.wacz" + name, str(folder / "made.wacz") + name) for name in inside]


@pytest.mark.parametrize("size", [10, END_BYTES, END_BYTES + 1, 3 * END_BYTES])
def test_identity_is_that_of_the_bytes(tmp_path: Path, size: int) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(b"a" * size)
    second.write_bytes(b"a" * size)
    assert identify_archive(str(first)) == identify_archive(str(second))
    second.write_bytes(b"a" * (size - 1) + b"b")
    assert identify_archive(str(first)) != identify_archive(str(second))
    second.write_bytes(b"a" * (size + 1))
    assert identify_archive(str(first)) != identify_archive(str(second))


def test_archive_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        identify_archive(str(tmp_path))
