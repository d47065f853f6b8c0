"""Decides which errors newscrawl raises. What a page turns out to be is no error: see `outcomes.py`."""

from __future__ import annotations

from typing import Self


class NewscrawlError(Exception):
    """Root of every error that newscrawl raises on purpose; its text is fit to show to a user."""


class InputError(NewscrawlError):
    """What the user named cannot be read.

    source: the file, URL or argument as the user wrote it.
    why: a short clause in plain words.
    """

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source = source
        self.why = why

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.source, self.why)


class FileError(NewscrawlError):
    """A file that newscrawl keeps itself is not as it should be.

    path: the file. why: what is wrong, a short clause in plain words.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.path, self.why)


class DataFileError(FileError):
    """A data file of newscrawl's own (rules, lexicon, fixture) is not in its form.

    path: relative to the package or as given. why: with the key or line.
    """


class OutputError(FileError):
    """What a run writes cannot be written, or does not hold what an earlier run wrote into it."""


class MemoryFileError(FileError):
    """The file of what earlier runs did cannot be used: damaged, of a newer newscrawl, or missing."""


class LockedError(NewscrawlError):
    """Another run works with the same memory. path: the lock file. holder: who holds it, in a clause."""

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(f"another run is at work ({holder}); this one steps back [{path}]")
        self.path = path
        self.holder = holder

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.path, self.holder)


class FleetError(NewscrawlError):
    """The server that the workers of a fleet share cannot be used. address: the server. why: a short clause."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address} {why}")
        self.address = address
        self.why = why

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.address, self.why)


class ServerLostError(FleetError):
    """The server was away for longer than it is waited for."""


class ServerRefusedError(FleetError):
    """The server refuses: the password, a write, or to be a Redis at all."""


class ServerFullError(FleetError):
    """The server has no room: its memory or its disk is full."""


class RunFencedError(FleetError):
    """The server does not count this run any more: it was taken for dead, or what it wrote was lost."""
