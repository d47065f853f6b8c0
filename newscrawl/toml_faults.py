"""Decides how what is wrong in a TOML file that a user writes is told: every fault with file, line and key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from newscrawl.errors import NewscrawlError


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFault:
    """One thing that is wrong. line: counted from 1. key: empty where the fault is in no single key."""

    line: int
    key: str
    why: str


class TomlFileError(NewscrawlError):
    """A file that a user wrote cannot be used. path: as given. faults: all that were found, in the order of lines."""

    def __init__(self, path: str, faults: tuple[TomlFault, ...]) -> None:
        keyed = ((fault.line, f"{fault.key}: " if fault.key else "", fault.why) for fault in faults)
        super().__init__("\n".join(f"{path}:{line}: {key}{why}" for line, key, why in keyed))
        self.path = path
        self.faults = faults

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[TomlFault, ...]]]:
        """Cross a process boundary whole."""
        return type(self), (self.path, self.faults)


def read_toml_text(path: Path, error: type[TomlFileError]) -> str:
    """Read the text of a file. Raises `error` where it cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise make_error(error, str(path), 1, f"cannot be read ({fault.strerror})") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise make_error(error, str(path), line, "not UTF-8 text") from None


def parse_toml(text: str, path: str, error: type[TomlFileError]) -> dict[str, Any]:
    """Parse the text of a file. Raises `error` with the line where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        message = str(fault)
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
    why = message[: match.start()] if match else message
    raise make_error(error, path, line, f"not valid TOML: {why[:1].lower()}{why[1:]}")


def make_error(error: type[TomlFileError], path: str, line: int, why: str) -> TomlFileError:
    """Make the error of a fault that is in no single key."""
    return error(path, (TomlFault(line=line, key="", why=why),))
