"""Decides which archives a run works off, and which an earlier one has done already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.bulk.job import Job, describe_making
from newscrawl.bulk.manifest import Manifest, find_manifest_path, is_vouched_for, read_manifest
from newscrawl.bulk.unit import ArchiveIdentity, Unit, identify_archive
from newscrawl.errors import InputError


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, the largest first, so that no worker has a large one left while the others are through;
    and what is told of the rest."""

    units: list[Unit]
    done: list[Manifest]


def make_plan(units: Sequence[Unit], job: Job) -> Plan:
    """Part archives by their manifests. Raises InputError where the outputs of another archive have the same name."""
    made_with = describe_making(job)
    left, done = [], []
    for unit in units:
        manifest = read_manifest(find_manifest_path(job.out, unit))
        identity = _identify(unit) if manifest is not None else None
        if manifest is not None and identity is not None and is_vouched_for(manifest, identity, made_with, job.out):
            done.append(manifest)
            continue
        if manifest is not None and manifest.outputs and manifest.path != unit.path and manifest.identity != identity:
            why = f"the records in {job.out} under this name are those of {manifest.path}; give it an --out of its own"
            raise InputError(unit.name, why)
        left.append(unit)
    return Plan(sorted(left, key=lambda unit: (-unit.size, unit.stem)), done)


def _identify(unit: Unit) -> ArchiveIdentity | None:
    try:
        return identify_archive(unit.path)
    except InputError:
        return None  # told of where it is worked off
