"""Decides what a bulk run says of an archive that is not whole, what it says in the end, and the code it ends with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.bulk.manifest import Manifest, State
from newscrawl.exit_codes import ExitCode
from newscrawl.progress_view import format_clock

SHOWN_DAMAGES = 5


def tell_faults(manifest: Manifest) -> Iterator[str]:
    """Give the lines about an archive that could not be read, or not whole."""
    if manifest.state is State.failed:
        yield f"failed: {manifest.why}"
        return
    for damage in manifest.damages[:SHOWN_DAMAGES]:
        yield f"{damage.archive}, byte {damage.offset}: {damage.why}"
    if manifest.counts.damages > SHOWN_DAMAGES:
        more = manifest.counts.damages - SHOWN_DAMAGES
        yield f"{manifest.archive}: {more} more places that cannot be read; its manifest tells of them"


def summarize(manifests: Sequence[Manifest], before: Sequence[Manifest], seconds: float) -> str:
    """Give the line that ends a run. before: of archives that an earlier run did."""
    states = [manifest.state for manifest in manifests]
    archives = [f"{len(states) - states.count(State.failed)} archives done"]
    if damaged := states.count(State.damaged):
        archives.append(f"{damaged} of them could not be read whole")
    if failed := states.count(State.failed):
        archives.append(f"{failed} failed")
    if before:
        archives.append(f"{len(before)} done before")
    counts = [manifest.counts for manifest in manifests]
    pages = sum(count.pages for count in counts)
    rejected = sum(sum(count.rejected.values()) for count in counts)
    came_to = f"{sum(count.records for count in counts):,} records, {rejected:,} rejections"
    if duplicates := sum(count.duplicates for count in counts):
        came_to += f", {duplicates:,} duplicates"
    rate = pages / max(seconds, 0.001)
    return f"{', '.join(archives)}; {pages:,} pages: {came_to}; {format_clock(seconds)}, {rate:.1f} pages/s"


def find_exit_code(manifests: Sequence[Manifest], before: Sequence[Manifest]) -> ExitCode:
    """Give the code of a run that came to its end: archives that are not whole count whenever they were done."""
    is_sound = all(manifest.state is State.complete for manifest in (*manifests, *before))
    return ExitCode.ok if is_sound else ExitCode.sites_failed
