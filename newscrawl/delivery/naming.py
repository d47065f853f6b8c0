"""Decides which file a line goes to: a name with placeholders, and whether the file is one that grows or one
that appears whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from newscrawl.errors import InputError

DRAFT_SUFFIX = ".part"
"""What a file's name ends with until it is whole."""


class DeliveryMode(StrEnum):
    """How a reader comes to see what is delivered."""

    append = "append"
    """One file that grows by whole lines."""
    whole = "whole"
    """A file a run: `<name>.part` while it is written, renamed when it is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputName:
    """The file of one kind of line.

    folder: where it lies. pattern: its name; `%(date)s` is the day of delivery in UTC, other placeholders are
    filled in already.
    """

    folder: Path
    pattern: str
    mode: DeliveryMode

    def fill(self, now: float) -> Path:
        """Give the absolute path of the file that is written at `now` (seconds since the epoch)."""
        day = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d}"
        return self.folder.absolute() / self.pattern.replace("%(date)s", day)


def read_mode(value: str) -> DeliveryMode:
    """Read the setting `NEWSCRAWL_DELIVERY`. Raises InputError."""
    try:
        return DeliveryMode(value)
    except ValueError:
        raise InputError(f"setting NEWSCRAWL_DELIVERY={value}", "must be append or whole") from None


def check_pattern(setting: str, pattern: str) -> None:
    """Raise InputError where a file's name is none, or holds a placeholder that is not known."""
    if not pattern or pattern.endswith("/") or ".." in Path(pattern).parts or Path(pattern).is_absolute():
        raise InputError(
            f"setting {setting}={pattern}", "must be a file's name, inside the folder NEWSCRAWL_OUT"
        )
    for part in pattern.split("%(")[1:]:
        if part.partition(")s")[0] not in ("date", "name", "time") or ")s" not in part:
            raise InputError(f"setting {setting}={pattern}", "knows %(date)s, %(name)s and %(time)s only")


def find_free_path(path: Path) -> Path:
    """Give `path`, or, where it or its draft exists, the first free of `name-2.jsonl`, `name-3.jsonl` …"""
    number, found = 1, path
    stem, ending = path.name.partition(".")[0], "".join(path.name.partition(".")[1:])
    while found.exists() or find_draft_path(found).exists():
        number += 1
        found = path.with_name(f"{stem}-{number}{ending}")
    return found


def find_draft_path(path: Path) -> Path:
    """Give the name that a file has until it is whole."""
    return path.with_name(path.name + DRAFT_SUFFIX)
