"""Floors rise by themselves and fall only on demand, with a reason that is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.errors import DataFileError, InputError
from newscrawl.evaluation.figures import FieldFigures, SystemFigures
from newscrawl.evaluation.floors import (
    SetFloors,
    collect_reached,
    describe_measured,
    find_falls,
    pin_set,
    read_floors,
)
from newscrawl.evaluation.scores import SetScore
from newscrawl.options import Options


def measured(**floors: float) -> SetFloors:
    return SetFloors(folder="../some_set", pages=10, floors=floors)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "floors.json"


@pytest.mark.parametrize(
    ("floors", "reached", "fallen"),
    [
        ({"f1": 0.95}, {"f1": 0.95}, []),
        ({"f1": 0.95}, {"f1": 0.9496}, []),
        ({"f1": 0.95}, {"f1": 0.9494}, ["f1 is 0.9494, its floor 0.95"]),
        ({"f1": 0.95, "accuracy": 0.3}, {"f1": 0.94, "accuracy": 0.4}, ["f1 is 0.94, its floor 0.95"]),
        ({"leftover_pages": 25}, {"leftover_pages": 24}, []),
        ({"leftover_pages": 25}, {"leftover_pages": 26}, ["leftover_pages is 26, its floor 25"]),
        ({"title": 0.95}, {}, ["title is 0, its floor 0.95"]),
        ({"leftover_pages": 25}, {}, ["leftover_pages is inf, its floor 25"]),
        ({}, {"f1": 0.1}, []),
    ],
)
def test_fall_is_what_is_worse_than_its_floor(
    floors: dict[str, float], reached: dict[str, float], fallen: list[str]
) -> None:
    assert [str(fall) for fall in find_falls(floors, reached)] == fallen


def test_first_pin_starts_the_floors_rounded_down(path: Path) -> None:
    pin_set(path, "some_set", measured(f1=0.95678, leftover_pages=25))
    assert read_floors(path)["some_set"].floors == {"f1": 0.9567, "leftover_pages": 25}


def test_floors_rise_with_what_is_reached_and_stay_within_the_tolerance(path: Path) -> None:
    pin_set(path, "some_set", measured(f1=0.95, recall=0.96, leftover_pages=25))
    pin_set(path, "some_set", measured(f1=0.97, recall=0.9596, leftover_pages=20, title=0.9))
    assert read_floors(path)["some_set"].floors == {
        "f1": 0.97,
        "recall": 0.96,
        "leftover_pages": 20,
        "title": 0.9,
    }


def test_fall_is_refused_and_nothing_written(path: Path) -> None:
    pin_set(path, "some_set", measured(f1=0.95, accuracy=0.3))
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"--pin: f1 is 0\.94, its floor 0\.95\. --lower-floor FIGURE"):
        pin_set(path, "some_set", measured(f1=0.94, accuracy=0.4))
    assert path.read_bytes() == before


def test_floor_is_lowered_on_demand_and_the_reason_kept(path: Path) -> None:
    pin_set(path, "some_set", measured(f1=0.95, accuracy=0.3))
    pin_set(path, "some_set", measured(f1=0.94, accuracy=0.4), lower=["f1"], reason="gold was mended")
    pin_set(path, "some_set", measured(f1=0.96, accuracy=0.4))
    floors = read_floors(path)["some_set"]
    assert floors.floors == {"f1": 0.96, "accuracy": 0.4}
    (lowered,) = floors.lowered
    assert (lowered.figure, lowered.old, lowered.new, lowered.reason) == ("f1", 0.95, 0.94, "gold was mended")
    assert abs((datetime.now(UTC).date() - lowered.day).days) <= 1


@pytest.mark.parametrize(
    ("lower", "reason", "why"),
    [
        (["f1"], None, "say why"),
        (["accuracy"], "because", "--lower-floor accuracy: it has not fallen"),
        (["recall"], "because", "--lower-floor recall: it has not fallen"),
    ],
)
def test_floor_is_not_lowered_without_need_or_reason(
    path: Path, lower: list[str], reason: str | None, why: str
) -> None:
    pin_set(path, "some_set", measured(f1=0.95, accuracy=0.3))
    with pytest.raises(InputError, match=why):
        pin_set(path, "some_set", measured(f1=0.94, accuracy=0.4), lower=lower, reason=reason)
    assert read_floors(path)["some_set"].floors == {"f1": 0.95, "accuracy": 0.3}


def test_set_without_floors_has_none_to_lower(path: Path) -> None:
    with pytest.raises(InputError, match="no floors yet"):
        pin_set(path, "some_set", measured(f1=0.95), lower=["f1"], reason="because")


def test_other_sets_and_notes_stay(path: Path) -> None:
    path.write_text(
        '{"about": "", "sets": {"b": {"folder": "b", "pages": 1, "floors": {"f1": 0.5}, "note": "a note"}}}'
    )
    pin_set(path, "a", measured(f1=0.95))
    pin_set(path, "b", SetFloors("b", 1, {"f1": 0.6}))
    sets = read_floors(path)
    assert list(sets) == ["a", "b"]
    assert (sets["b"].floors, sets["b"].note) == ({"f1": 0.6}, "a note")


def test_set_is_pinned_with_the_options_it_was_pinned_with(path: Path) -> None:
    pin_set(path, "some_set", SetFloors("x", 1, {"f1": 0.5}, {"subtitle": False}))
    with pytest.raises(InputError, match="pinned with the options subtitle=false"):
        pin_set(path, "some_set", SetFloors("x", 1, {"f1": 0.6}))


def test_file_that_is_no_floors_file_is_told(path: Path) -> None:
    path.write_text('{"sets": {"a": {"floors": 7}}}')
    with pytest.raises(DataFileError, match=r"floors\.json"):
        read_floors(path)


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--floors"):
        pin_set(tmp_path / "none" / "floors.json", "a", measured(f1=0.9))


def test_what_was_reached_is_told_in_the_files_form(tmp_path: Path) -> None:
    own = SystemFigures(
        name="newscrawl",
        version="1",
        score=SetScore(0.9, 0.8, 0.7, 0.6, 0.01),
        behind=None,
        cpu_seconds=1.0,
        pages_per_second=1.0,
        speed=None,
        lost=1,
        lines=2,
        left={"unwanted": (2, 5), "byline": (1, 4)},
        left_by_kind={},
        fields={"title": FieldFigures(3, 1, 0)},
        faults={},
    )
    reached = {"f1": 0.9, "recall": 0.7, "accuracy": 0.6, "leftover_pages": 3, "title": 0.75}
    assert collect_reached(own) == reached
    described = describe_measured(
        tmp_path / "tests" / "floors.json", tmp_path / "bench" / "a_set", Options(subtitle=False), 5, own
    )
    assert described == SetFloors("../bench/a_set", 5, reached, {"subtitle": False})
