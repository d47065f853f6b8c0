"""What shaped the outputs of an archive is known by all that can shape them, and by nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

from newscrawl.bulk.job import DATA_ENDINGS, _hash_folder, describe_making
from newscrawl.options import Options
from newscrawl.record import RunFacts
from tests.bulk.made import make_job

JOB = make_job(Path("/out"))


def test_description_is_plain_json_and_has_every_option() -> None:
    made = describe_making(JOB)
    assert json.loads(json.dumps(made)) == made
    assert set(made["options"]) | {"publishers"} == {option.name for option in fields(Options)}


def test_run_and_place_do_not_count() -> None:
    other = replace(JOB, run=RunFacts(crawl_id="x"), out=Path("/there"), labels=(("shard", "1/2"),))
    assert describe_making(other) == describe_making(JOB)


def test_models_and_rules_of_the_package_count(tmp_path: Path) -> None:
    data = Path(str(files("newscrawl").joinpath("data")))
    assert {path.name for path in data.iterdir() if path.suffix in DATA_ENDINGS} >= {
        "block_forest.npz", "line_forest.npz", "marker_weights.json", "line_rules.toml"
    }  # fmt: skip
    (tmp_path / "a.toml").write_text("a = 1")
    (tmp_path / "a.css").write_text("a")
    first = _hash_folder(tmp_path, DATA_ENDINGS)
    (tmp_path / "a.css").write_text("b")
    assert _hash_folder(tmp_path, DATA_ENDINGS) == first
    (tmp_path / "a.toml").write_text("a = 2")
    second = _hash_folder(tmp_path, DATA_ENDINGS)
    (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    assert len({first, second, _hash_folder(tmp_path, DATA_ENDINGS)}) == 3
