"""Decides how spider arguments (`-a NAME=VALUE`, always strings) are read, and how a wrong one is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from newscrawl.errors import InputError


def refuse_unknown(spider: str, unknown: Mapping[str, object], known: Iterable[str]) -> None:
    """Raise InputError for the first argument that the spider does not have, naming those it has."""
    for name in unknown:
        raise InputError(f"-a {name}", f"the spider {spider} has no such argument; it has: {', '.join(known)}")


def read_positive(name: str, value: str | int) -> int:
    """Read a whole number above 0. Raises InputError."""
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise InputError(f"-a {name}={value}", "must be a whole number above 0")
    return number


def read_duration(name: str, value: str) -> timedelta:
    """Read a length of time: a number and `s`, `m` or `h` (`90s`, `20m`, `1.5h`). Raises InputError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", value.strip())
    seconds = float(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2]] if match else 0.0
    if seconds <= 0:
        raise InputError(f"-a {name}={value}", "must be a length of time above 0, like 90s, 20m or 1h")
    return timedelta(seconds=seconds)


def read_patterns(name: str, value: str) -> tuple[re.Pattern[str], ...]:
    """Read regular expressions parted by commas; `\\,` and a comma inside braces or brackets part nothing.

    Raises InputError that says where the expression is wrong.
    """
    patterns = []
    for part in split_patterns(value):
        try:
            patterns.append(re.compile(part))
        except re.error as error:
            raise InputError(f"-a {name}={part}", f"not a regular expression: {error}") from None
    return tuple(patterns)


def split_patterns(value: str) -> list[str]:
    """Part a list of regular expressions at its commas, those of `{2,4}`, `[,;]` and `\\,` left alone."""
    parts, depth, is_escaped = [""], 0, False
    for character in value:
        if character == "," and not depth and not is_escaped:
            parts.append("")
            continue
        if not is_escaped:
            depth = max(0, depth + (character in "{[") - (character in "}]"))
        is_escaped = character == "\\" and not is_escaped
        parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
