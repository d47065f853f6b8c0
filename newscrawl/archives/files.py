"""Decides which files an archive argument names, and which archives are in a file: one in a WARC, several in a WACZ."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import glob, has_magic
from pathlib import Path
from typing import IO

from newscrawl.errors import InputError

WACZ_ENDING = ".wacz"
_WARC_ENDINGS = (".warc", ".warc.gz", ".warc.zst")


def find_files(patterns: Iterable[str]) -> tuple[str, ...]:
    """Give the files that names and patterns (`*`, `?`, `[…]`, `**`) stand for: those of a pattern sorted, each once.

    Raises InputError where a name or a pattern stands for no file.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        names = sorted(glob(pattern, recursive=True)) if has_magic(pattern) else [pattern]  # noqa: PTH207
        files = [name for name in names if Path(name).is_file()]
        if not files:
            raise InputError(pattern, "no such file" if names == [pattern] else "no file matches")
        found.update(dict.fromkeys(files))
    return tuple(found)


def list_archives(path: str) -> list[str]:
    """Give the names of the archives in a file, as pages tell of them: of a WARC its own, of a WACZ `x.wacz#…` each.

    Raises InputError where a WACZ cannot be read or holds none.
    """
    if not path.lower().endswith(WACZ_ENDING):
        return [path]
    try:
        with zipfile.ZipFile(path) as package:
            members = [name for name in package.namelist() if name.lower().endswith(_WARC_ENDINGS)]
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(path, f"no readable WACZ ({error})") from None
    if not members:
        raise InputError(path, "a WACZ without a WARC in it")
    return [f"{path}#{member}" for member in sorted(members)]


@contextmanager
def open_archive(name: str) -> Iterator[IO[bytes]]:
    """Open an archive by its name of `list_archives`. Raises InputError where it cannot be opened."""
    path, mark, member = name.partition("#") if f"{WACZ_ENDING}#" in name.lower() else (name, "", "")
    try:
        if not mark:
            with Path(path).open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as package, package.open(member) as inner:
            yield inner
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise InputError(name, f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
