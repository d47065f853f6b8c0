"""Decides how the values that a request carries become JSON, so that they come back as they were; what is none of the
known kinds is refused by its name.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from math import isfinite
from typing import Any

MAX_DEPTH = 50
_PLAIN = (str, int, bool, type(None))
_MARKS: dict[str, Callable[[Any], Any]] = {
    "$bytes": b64decode,
    "$tuple": lambda values: tuple(map(read_plain, values)),
    "$set": lambda values: set(map(read_plain, values)),
    "$frozenset": lambda values: frozenset(map(read_plain, values)),
    "$dict": lambda pairs: {read_plain(key): read_plain(value) for key, value in pairs},
}
"""A dictionary with one of these keys stands for what JSON has not."""


class NotPlainError(ValueError):
    """A value that does not fit into JSON. Its text names the place and the type."""


def make_plain(value: Any, place: str, depth: int = 0) -> Any:
    """Make of a value what JSON can hold. place: where it stands, for the error. Raises NotPlainError."""
    kind = type(value)
    if kind in _PLAIN or (kind is float and isfinite(value)):
        return value
    if depth > MAX_DEPTH:
        raise NotPlainError(f"{place} is nested more than {MAX_DEPTH} times")
    deeper = depth + 1
    if kind is dict:
        if all(type(key) is str and not key.startswith("$") for key in value):
            return {key: make_plain(own, f"{place}[{key!r}]", deeper) for key, own in value.items()}
        pairs = [(make_plain(key, f"a key of {place}", deeper), key, own) for key, own in value.items()]
        return {"$dict": [[key, make_plain(own, f"{place}[{name!r}]", deeper)] for key, name, own in pairs]}
    if kind is list:
        return [make_plain(own, f"{place}[{number}]", deeper) for number, own in enumerate(value)]
    if kind in (tuple, set, frozenset):
        return {f"${kind.__name__}": [make_plain(own, f"{place}[…]", deeper) for own in value]}
    if kind is bytes:
        return {"$bytes": b64encode(value).decode()}
    raise NotPlainError(f"{place} is of {kind.__module__}.{kind.__qualname__}, which JSON cannot hold")


def read_plain(value: Any) -> Any:
    """Give the value again of which `make_plain` made this one."""
    if isinstance(value, list):
        return [read_plain(own) for own in value]
    if isinstance(value, dict):
        if len(value) == 1:
            ((mark, own),) = value.items()
            if mark in _MARKS:
                return _MARKS[mark](own)
        return {key: read_plain(own) for key, own in value.items()}
    return value
