"""Archives are found by name and pattern; a WACZ holds several."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from newscrawl.archives.files import find_files, list_archives, open_archive
from newscrawl.errors import InputError


def test_names_and_patterns_give_each_file_once_in_order(tmp_path: Path) -> None:
    for name in ("b.warc.gz", "a.warc.gz", "deep/c.warc.gz", "note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = find_files([f"{tmp_path}/b.warc.gz", f"{tmp_path}/**/*.warc.gz"])
    assert [name.removeprefix(f"{tmp_path}/") for name in found] == ["b.warc.gz", "a.warc.gz", "deep/c.warc.gz"]


@pytest.mark.parametrize(("pattern", "why"), [("none.warc.gz", "no such file"), ("*.warc", "no file matches")])
def test_name_that_stands_for_no_file_is_refused(tmp_path: Path, pattern: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        find_files([str(tmp_path / pattern)])


def test_wacz_gives_its_archives(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as package:
        for name in ("datapackage.json", "archive/b.warc.gz", "archive/a.warc.gz", "indexes/index.cdx.gz"):
            package.writestr(name, name)
    names = list_archives(str(path))
    assert names == [f"{path}#archive/a.warc.gz", f"{path}#archive/b.warc.gz"]
    with open_archive(names[1]) as file:
        assert file.read() == b"archive/b.warc.gz"


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_broken_wacz_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.wacz").write_bytes(content)
    with pytest.raises(InputError, match="no readable WACZ"):
        list_archives(str(tmp_path / "x.wacz"))


def test_wacz_without_an_archive_is_refused(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "x.wacz", "w").close()
    with pytest.raises(InputError, match="without a WARC"):
        list_archives(str(tmp_path / "x.wacz"))


def test_archive_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"), open_archive(str(tmp_path / "x.warc")):
        pass
