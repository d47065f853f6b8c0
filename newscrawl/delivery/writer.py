"""Decides the order in which things become true: lines on disk first, then one transaction that says so.

Killed before the transaction, the lines do not count: the next start cuts them off, and their pages are
fetched again. Killed after it, they count. There is nothing in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

from newscrawl.delivery.journal import Entry, Journal, OutputState, Position
from newscrawl.delivery.naming import DeliveryMode, OutputName, find_free_path
from newscrawl.delivery.output_file import OutputFile, publish_draft
from newscrawl.delivery.recovery import Repair, adopt_file, check_content, cut_rest, recover_output
from newscrawl.errors import OutputError

E = TypeVar("E")


class DeliveryWriter(Generic[E]):
    """Delivers batches of lines into one file for each kind of line.

    names: the file of each kind. journal: the memory. clock: gives seconds since the epoch; the day of a
    partition is read from it. After a failure, of whatever kind, nothing more is taken.
    """

    def __init__(self, names: Mapping[str, OutputName], journal: Journal[E], clock: Callable[[], float]) -> None:
        self._names = names
        self._journal = journal
        self._clock = clock
        self._files: dict[str, OutputFile] = {}
        self._targets: dict[str, Path] = {}
        self._written: dict[Path, None] = {}
        self._failure: Exception | None = None

    def open(self, *, accept_lost: bool = False) -> list[Repair]:
        """Bring what an earlier run left to what the memory says, and tell what was changed.

        accept_lost: go on where delivered bytes are missing, from what the file holds now. Otherwise raises
        OutputError then, and nothing is written.
        """
        repairs, changed = [], []
        for known in self._find_known():
            try:
                state, repair = recover_output(known)
            except OutputError as lost:
                if not accept_lost:
                    raise
                state = adopt_file(OutputState(kind=known.kind, path=known.path, is_open=False))
                repair = Repair(known.path, f"taken as it is: it {lost.why}")
            if repair is not None:
                repairs.append(repair)
            if state != known:
                changed.append(state)
        if changed:
            self._journal.commit(changed, ())
        return repairs

    def deliver(self, entries: Sequence[Entry[E]]) -> None:
        """Write the entries' lines, wait until they are on disk, and commit their effects, all or nothing.

        Raises OutputError.
        """
        if self._failure is not None:
            raise self._failure
        try:
            positions = self._write(entries)
        except Exception as failure:
            self._failure = failure
            for file in self._files.values():
                file.cut_back()
            raise
        changed = [file for file in self._files.values() if file.state != file.committed]
        effects = [(entry.effect, position) for entry, position in zip(entries, positions, strict=True)]
        try:
            self._journal.commit([file.state for file in changed], effects)
        except Exception as failure:
            # Whether the disk has the transaction or not, the next start will see: nothing is cut here.
            self._failure = failure
            raise
        for file in changed:
            file.committed = file.state

    @property
    def paths(self) -> list[Path]:
        """The final names of the files that this writer wrote to, in order."""
        return list(self._written)

    def close(self) -> None:
        """Close the files; those that are to be seen whole get their names now. Raises OutputError.

        After a failure nothing is renamed: what counts is known for sure only to the next start.
        """
        for kind in list(self._files):
            if self._failure is None:
                self._finish(kind)
            else:
                self._files.pop(kind).close()

    def _find_known(self) -> Iterator[OutputState]:
        yield from (seen := self._journal.read_open_outputs())
        for name in self._names.values():
            path = name.fill(self._clock())
            if name.mode is DeliveryMode.append and all(state.path != path for state in seen):
                known = self._journal.find_output(path)
                if known is not None:
                    yield known

    def _write(self, entries: Sequence[Entry[E]]) -> list[Position | None]:
        positions: list[Position | None] = [None] * len(entries)
        places: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            if entry.kind:
                places.setdefault(entry.kind, []).append(place)
        for kind, of_kind in places.items():
            written = self._find_file(kind).append([entries[place].line for place in of_kind])
            for place, position in zip(of_kind, written, strict=True):
                positions[place] = position
        for kind in places:
            self._files[kind].sync()
        return positions

    def _find_file(self, kind: str) -> OutputFile:
        target = self._names[kind].fill(self._clock())
        if kind in self._files and self._targets[kind] != target:
            self._finish(kind)
        if kind not in self._files:
            state = self._begin_state(kind, target)
            # The memory knows the file before it exists: an orphan that it did not know would stay one.
            self._journal.commit([state], ())
            self._files[kind] = OutputFile(state)
            self._written[state.path] = None
            self._targets[kind] = target
        return self._files[kind]

    def _begin_state(self, kind: str, path: Path) -> OutputState:
        if self._names[kind].mode is DeliveryMode.whole:
            return OutputState(kind=kind, path=find_free_path(path), is_draft=True)
        known = self._journal.find_output(path)
        if known is None:
            return adopt_file(OutputState(kind=kind, path=path))
        cut_rest(check_content(known))
        return replace(known, is_open=True)

    def _finish(self, kind: str) -> None:
        file = self._files.pop(kind)
        file.close()
        state = file.committed
        closed = publish_draft(state) if state.is_draft else replace(state, is_open=False)
        self._journal.commit([closed], ())
