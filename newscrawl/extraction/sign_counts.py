"""Decides how many letters, digits, capitals and telling signs each text has: all texts of a page in one pass over
its characters, in any script.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

SIGNS: dict[str, Callable[[str], bool]] = {
    "letters": str.isalpha,
    "digits": str.isdigit,
    "capitals": str.isupper,
    "quotes": frozenset('"“„«「').__contains__,
    "commas": frozenset(",").__contains__,
    "ats": frozenset("@").__contains__,
    "copyrights": frozenset("©").__contains__,
    "bars": frozenset("|").__contains__,
    "questions": frozenset("?？").__contains__,
}
"""What is counted, each with the test of one character."""
MAX_CHARACTERS = 200_000
"""So many are counted at a time: each takes 20 bytes meanwhile."""
_PLANE = 0x10000
"""Characters from here on are rare, and looked at one by one."""

Counts = NDArray[np.int64]


def count_signs(texts: Sequence[str]) -> dict[str, Counts]:
    """Give for each of `SIGNS` how many of its characters each text has."""
    parts: list[Counts] = []
    start = characters = 0
    for end, text in enumerate(texts, 1):
        characters += len(text)
        if characters >= MAX_CHARACTERS or end == len(texts):
            parts.append(_count(texts[start:end]))
            start, characters = end, 0
    table = np.concatenate(parts) if parts else np.zeros((0, len(SIGNS)), np.int64)
    return dict(zip(SIGNS, table.T, strict=True))


def _count(texts: Sequence[str]) -> Counts:
    """Give a row for each text, a column for each sign."""
    classes, members = _load_classes()
    size = len(members)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = classes.take(codes, mode="clip")
    for place in np.flatnonzero(codes >= _PLANE).tolist():
        kinds[place] = _find_class(chr(codes[place]))
    rows = np.repeat(np.arange(0, len(texts) * size, size), [len(text) for text in texts])
    counts = np.bincount(rows + kinds, minlength=len(texts) * size).reshape(len(texts), size)
    table: Counts = counts @ members
    return table


@cache
def _load_classes() -> tuple[NDArray[np.uint8], Counts]:
    """Give the class of every character of the first plane, and for each class which signs it is. On first use: it
    costs 20 ms."""
    characters = list(map(chr, range(_PLANE)))
    bits = np.zeros(_PLANE, np.int64)
    for place, test in enumerate(SIGNS.values()):
        bits |= np.fromiter(map(test, characters), np.int64, _PLANE) << place
    kinds, classes = np.unique(bits, return_inverse=True)
    return classes.astype(np.uint8), (kinds[:, None] >> np.arange(len(SIGNS))) & 1


def _find_class(character: str) -> int:
    """Give the class of a character of another plane: that of all that are the same signs."""
    _, members = _load_classes()
    signs = [int(test(character)) for test in SIGNS.values()]
    return int(np.flatnonzero((members == signs).all(axis=1))[0])
