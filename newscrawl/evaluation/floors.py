"""Decides which figures of a set may not fall, and when a floor moves: up by itself, down only with a
reason.

The floors are in a JSON file (the project's: `tests/floors.json`), by the name of the set. A test
measures the sets that are at hand and refuses a fall; `scrapy evaluate DIR --pin` raises the floors.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from newscrawl.errors import DataFileError, InputError
from newscrawl.evaluation.figures import SystemFigures
from newscrawl.options import Options

LEFTOVER_PAGES = "leftover_pages"
"""The one figure that may not rise."""
TOLERANCE = 0.0005
"""An eighth of the sampling error of F1 on 800 pages. On another processor sums of floats may end in
another digit, and a block at the very edge of its decision fall to the other side; a page less of 945 is
more than this."""
PLACES = 4

ABOUT = (
    "What newscrawl has reached, by set; nothing may fall below it (leftover_pages: rise above it)."
    " Written by `scrapy evaluate DIR --pin`, checked by tests/test_floors.py. Folders are relative to this"
    " file."
)


class Lowered(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A floor that was lowered on purpose."""

    figure: str
    old: float
    new: float
    day: date
    reason: str


class SetFloors(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """The floors of one set. folder: relative to the file. options: those that are not the default. note:
    whatever a reader should know; pinning keeps it.
    """

    folder: str
    pages: int
    floors: dict[str, int | float]
    options: dict[str, bool | int] = {}
    note: str = ""
    lowered: list[Lowered] = []


class FloorsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file."""

    about: str
    sets: dict[str, SetFloors]


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that is worse than its floor."""

    figure: str
    floor: float
    reached: float

    def __str__(self) -> str:
        return f"{self.figure} is {self.reached:.5g}, its floor {self.floor:.5g}"


def read_floors(path: Path) -> dict[str, SetFloors]:
    """Read the file; where there is none, there are no floors. Raises DataFileError where it is not in
    its form.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=FloorsFile).sets
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise DataFileError(str(path), str(error)) from error


def write_floors(path: Path, sets: Mapping[str, SetFloors]) -> None:
    """Write the file, sets by name. Raises InputError where that fails."""
    data = FloorsFile(ABOUT, {name: sets[name] for name in sorted(sets)})
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")
    except OSError as error:
        raise InputError(f"--floors {path}", error.strerror or "cannot be written") from error


def collect_reached(own: SystemFigures) -> dict[str, int | float]:
    """Give the figures that have floors: newscrawl's quality, its leftovers and metadata where the set
    has them.
    """
    score = own.score
    reached: dict[str, int | float] = {"f1": score.f1, "recall": score.recall, "accuracy": score.accuracy}
    if own.left:
        reached[LEFTOVER_PAGES] = sum(left for left, _ in own.left.values())
    return reached | {name: field.rate for name, field in own.fields.items()}


def find_falls(floors: Mapping[str, float], reached: Mapping[str, float]) -> list[Fall]:
    """Find what is worse than its floor by more than the tolerance; a figure that is gone has fallen to
    nothing.
    """
    falls = []
    for name, floor in floors.items():
        value = reached.get(name, math.inf if name == LEFTOVER_PAGES else 0.0)
        distance = value - floor if name == LEFTOVER_PAGES else floor - value
        if distance > TOLERANCE:
            falls.append(Fall(name, floor, value))
    return falls


def list_changed_options(options: Options) -> dict[str, bool | int]:
    """Give the options that are not the default."""
    values: dict[str, bool | int] = msgspec.to_builtins(options)
    defaults = msgspec.to_builtins(Options())
    return {name: value for name, value in values.items() if value != defaults[name]}


def pin_set(
    path: Path,
    name: str,
    measured: SetFloors,
    *,
    lower: Collection[str] = (),
    reason: str | None = None,
) -> SetFloors:
    """Move the floors of one set to what was measured, and write the file.

    measured: the set with what was reached as its floors. lower: the figures whose floors may go down,
    with the reason, which is recorded. Raises InputError, and writes nothing, where another figure fell,
    where the set was pinned with other options, or where a figure to lower has not fallen.
    """
    sets = read_floors(path)
    new = _move(sets[name], measured, lower, reason) if name in sets else _start(measured, lower)
    write_floors(path, {**sets, name: new})
    return new


def describe_measured(
    path: Path, folder: Path, options: Options, pages: int, own: SystemFigures
) -> SetFloors:
    """Give a set with what was reached, in the form of the file at `path`."""
    return SetFloors(
        folder=Path(os.path.relpath(folder.absolute(), path.absolute().parent)).as_posix(),
        pages=pages,
        floors=collect_reached(own),
        options=list_changed_options(options),
    )


def _start(measured: SetFloors, lower: Collection[str]) -> SetFloors:
    if lower:
        raise InputError("--lower-floor", "the set has no floors yet")
    floors = {name: _round_down(name, value) for name, value in measured.floors.items()}
    return msgspec.structs.replace(measured, floors=floors)


def _move(old: SetFloors, measured: SetFloors, lower: Collection[str], reason: str | None) -> SetFloors:
    if old.options != measured.options:
        raise InputError("--pin", f"this set is pinned with the options {_tell_options(old.options)}")
    fallen = {fall.figure: fall for fall in find_falls(old.floors, measured.floors)}
    for name in lower:
        if name not in fallen:
            raise InputError(f"--lower-floor {name}", "it has not fallen")
    refused = [str(fall) for name, fall in fallen.items() if name not in lower]
    if refused:
        raise InputError("--pin", f"{'; '.join(refused)}. --lower-floor FIGURE --reason TEXT lowers a floor")
    if lower and not reason:
        raise InputError("--lower-floor", "say why, with --reason TEXT")
    today = datetime.now(UTC).date()
    floors = dict(old.floors)
    lowered = list(old.lowered)
    for name, value in measured.floors.items():
        new = _round_down(name, value)
        if name in fallen:
            lowered.append(Lowered(name, old.floors[name], new, today, reason or ""))
            floors[name] = new
        elif name not in floors or _is_better(name, new, floors[name]):
            floors[name] = new
    return SetFloors(old.folder, measured.pages, floors, old.options, old.note, lowered)


def _is_better(name: str, new: float, old: float) -> bool:
    return new < old if name == LEFTOVER_PAGES else new > old


def _round_down(name: str, value: float) -> float:
    return value if name == LEFTOVER_PAGES else math.floor(value * 10**PLACES) / 10**PLACES


def _tell_options(options: Mapping[str, bool | int]) -> str:
    return ", ".join(f"{name}={str(value).lower()}" for name, value in options.items()) or "of the default"
