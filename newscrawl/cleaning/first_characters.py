"""Decides with which characters a text that a pattern matches can begin: others need not be tried.

Reads the plain part of the syntax of `re`: literals, groups, alternatives, quantifiers, look-arounds.
What it does not know counts as any character, which costs time and never a match.
"""

from __future__ import annotations

import re

_QUANTIFIER = re.compile(r"(?:[?*]|\{0?,\d*\}|\{0\}|\+|\{\d+(?:,\d*)?\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_LOOK_AROUND = re.compile(r"\?<?[=!]")
_DIGITS = frozenset("0123456789")

_Firsts = frozenset[str] | None
"""The characters; None: any."""


def find_first_characters(pattern: str) -> frozenset[str] | None:
    """Give the characters that can open a text which the pattern matches, or None where any can.

    Digits count as those of ASCII only, so ask for lines that begin with another digit as for None.
    """
    firsts, can_be_empty = _Reader(pattern).read_alternatives()
    return None if can_be_empty else firsts


class _Reader:
    """Reads a pattern from left to right. Methods give the first characters, and whether all may be empty."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0

    def read_alternatives(self) -> tuple[_Firsts, bool]:
        firsts, is_empty = self._read_sequence()
        while self.pattern[self.position : self.position + 1] == "|":
            self.position += 1
            more, can_be_empty = self._read_sequence()
            firsts = _unite(firsts, more)
            is_empty = is_empty or can_be_empty
        return firsts, is_empty

    def _read_sequence(self) -> tuple[_Firsts, bool]:
        firsts: _Firsts = frozenset()
        is_empty = True
        while self.position < len(self.pattern) and self.pattern[self.position] not in "|)":
            more, can_be_empty = self._read_item()
            if is_empty:
                firsts = _unite(firsts, more)
                is_empty = can_be_empty
        return firsts, is_empty

    def _read_item(self) -> tuple[_Firsts, bool]:
        firsts, is_empty = self._read_atom()
        quantifier = _QUANTIFIER.match(self.pattern, self.position)
        if quantifier is not None:
            self.position = quantifier.end()
            is_empty = is_empty or quantifier[0][0] in "?*" or quantifier[0].startswith(("{0", "{,"))
        return firsts, is_empty

    def _read_atom(self) -> tuple[_Firsts, bool]:
        char = self.pattern[self.position]
        self.position += 1
        if char == "(":
            return self._read_group()
        if char == "[":
            found = _CLASS.match(self.pattern, self.position - 1)
            self.position = found.end() if found is not None else len(self.pattern)
            return None, False
        if char == "\\":
            escaped = self.pattern[self.position]
            self.position += 1
            return _read_escape(escaped)
        if char in "^$":
            return frozenset(), True
        return (None if char == "." else frozenset(char)), False

    def _read_group(self) -> tuple[_Firsts, bool]:
        look_around = _LOOK_AROUND.match(self.pattern, self.position)
        if look_around is not None:
            self.position = look_around.end()
        elif self.pattern.startswith("?:", self.position):
            self.position += 2
        firsts, is_empty = self.read_alternatives()
        self.position += 1
        return (frozenset(), True) if look_around is not None else (firsts, is_empty)


def _read_escape(char: str) -> tuple[_Firsts, bool]:
    if char in "bB":
        return frozenset(), True
    if char == "d":
        return _DIGITS, False
    return (None if char.isalnum() else frozenset(char)), False


def _unite(one: _Firsts, other: _Firsts) -> _Firsts:
    return None if one is None or other is None else one | other
