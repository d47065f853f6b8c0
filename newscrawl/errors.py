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


class DataFileError(NewscrawlError):
    """A data file of newscrawl's own (rules, lexicon, fixture) is not in its form.

    path: the file, relative to the package or as given. why: what is wrong, with the key or line.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.path, self.why)
