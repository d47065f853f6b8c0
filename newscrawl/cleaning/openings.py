"""Decides with what a text that a pattern matches can begin, and what it must hold: others need not be tried.

Reads the plain part of the syntax of `re`: literals, groups, alternatives, quantifiers, look-arounds.
What it does not know counts as any character, which costs time and never a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

OPENING_CHARACTERS = 3
"""Of a text so many characters are looked at: of 301 patterns 30 or so are left for a line, by one character 75."""
ANY = "\0"
"""Stands in an opening for any character."""
DIGIT = "0"
"""Stands in an opening for every digit."""

_QUANTIFIER = re.compile(r"(?:[?*]|\{0?,\d*\}|\{0\}|\+|\{\d+(?:,\d*)?\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_PLAIN_CLASS = re.compile(r"\[(-?[^\]\\^-]{1,10})\]")
"""A class of a few characters, no range among them."""
_LOOK_AROUND = re.compile(r"\?<?[=!]")

_Openings = frozenset[str]
_EMPTY: _Openings = frozenset({""})


def find_openings(pattern: str) -> frozenset[str]:
    """Give the first characters of every text that the pattern may match from end to end.

    A digit is given as `DIGIT`, an unknown character as `ANY`; a text that may end there as what it has.
    """
    return _Reader(pattern).read_alternatives()


def find_fixed_part(pattern: str) -> str:
    """Give the longest run of characters that every match holds as they stand; empty where none is sure."""
    parts, run, depth, position = [""], "", 0, 0
    while position < len(pattern):
        char = pattern[position]
        found = _CLASS.match(pattern, position) or _QUANTIFIER.match(pattern, position)
        if depth == 0 and char == "|":
            return ""
        if depth == 0 and found is None and char not in "\\()^$.":
            run += char
        else:
            is_sure = char == "+" or char in "\\()[^$."
            parts.append(run if is_sure else run[:-1])
            run = ""
            depth += (char == "(") - (char == ")")
        position = found.end() if found is not None else position + 1 + (char == "\\")
    return max(*parts, run, key=len)


def list_openings(text: str) -> Iterator[str]:
    """Give every opening that a pattern which matches the text may have."""
    signs = [DIGIT if char.isdigit() else char for char in text[:OPENING_CHARACTERS]]
    for length in range(len(signs) + 1):
        for opening in product(*((sign, ANY) for sign in signs[:length])):
            yield "".join(opening)


class _Reader:
    """Reads a pattern from left to right; every method gives the openings of what it read, "" where that may be
    empty."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0

    def read_alternatives(self) -> _Openings:
        openings = self._read_sequence()
        while self.pattern[self.position : self.position + 1] == "|":
            self.position += 1
            openings |= self._read_sequence()
        return openings

    def _read_sequence(self) -> _Openings:
        openings = _EMPTY
        while self.position < len(self.pattern) and self.pattern[self.position] not in "|)":
            openings = _join(openings, self._read_item())
        return openings

    def _read_item(self) -> _Openings:
        once = openings = self._read_atom()
        quantifier = _QUANTIFIER.match(self.pattern, self.position)
        if quantifier is None:
            return once
        self.position = quantifier.end()
        if not quantifier[0].startswith("?"):
            for _ in range(OPENING_CHARACTERS - 1):
                openings |= _join(openings, once)
        return openings | _EMPTY if quantifier[0].startswith(("?", "*", "{0", "{,")) else openings

    def _read_atom(self) -> _Openings:
        char = self.pattern[self.position]
        self.position += 1
        if char == "(":
            return self._read_group()
        if char == "[":
            found = _CLASS.match(self.pattern, self.position - 1)
            plain = _PLAIN_CLASS.match(self.pattern, self.position - 1)
            self.position = found.end() if found is not None else len(self.pattern)
            return frozenset(DIGIT if one.isdigit() else one for one in plain[1]) if plain else frozenset({ANY})
        if char == "\\":
            escaped = self.pattern[self.position]
            self.position += 1
            return _read_escape(escaped)
        if char in "^$":
            return _EMPTY
        return frozenset({ANY if char == "." else DIGIT if char.isdigit() else char})

    def _read_group(self) -> _Openings:
        look_around = _LOOK_AROUND.match(self.pattern, self.position)
        if look_around is not None:
            self.position = look_around.end()
        elif self.pattern.startswith("?:", self.position):
            self.position += 2
        openings = self.read_alternatives()
        self.position += 1
        return _EMPTY if look_around is not None else openings


def _read_escape(char: str) -> _Openings:
    if char in "bB":
        return _EMPTY
    if char == "d":
        return frozenset({DIGIT})
    return frozenset({ANY if char.isalnum() else char})


def _join(first: _Openings, second: _Openings) -> _Openings:
    whole = frozenset(one for one in first if len(one) == OPENING_CHARACTERS)
    return whole.union((one + other)[:OPENING_CHARACTERS] for one in first - whole for other in second)
