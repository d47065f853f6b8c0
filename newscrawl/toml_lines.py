"""Decides in which line of a TOML file a key stands. Python's own parser keeps no lines for valid files.

Knows `[table]`, `[[array]]`, bare and quoted keys, comments, and values over several lines; dotted keys count
by their first part. Made for files that `tomllib` has read already: it looks for lines, it checks nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"([^"]*)"|'([^']*)')\s*[=.]""")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


@dataclass(slots=True)
class TomlLines:
    """Lines, counted from 1. Tables are named `site`, index 0 for the first `[[site]]`; the top has no name.
    """

    tables: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    def find(self, table: str, index: int = 0, key: str = "", value: object = None) -> int:
        """Give the line of a key, or of an element of its value; else that of its table, else 1."""
        line = self.keys.get((table, index, key)) or self.tables.get((table, index)) or 1
        if isinstance(value, str) and (table, index, key) in self.keys:
            for number in range(line, min(line + 500, len(self.text)) + 1):
                if value in self.text[number - 1]:
                    return number
        return line


def read_lines(text: str) -> TomlLines:
    """Find the lines of all tables and keys."""
    lines = TomlLines(text=text.splitlines())
    seen: Counter[str] = Counter()
    table, index, depth, quote = "", 0, 0, ""
    for number, line in enumerate(lines.text, start=1):
        if not depth and not quote:
            header = _HEADER.match(line)
            if header is not None:
                table = header[2].strip("\"'")
                index = seen[table]
                seen[table] += 1
                lines.tables[table, index] = number
                continue
            key = _KEY.match(line)
            if key is not None:
                name = next(part for part in key.groups() if part is not None)
                lines.keys.setdefault((table, index, name), number)
                line = line[key.end() :]
        depth, quote = _scan(line, depth, quote)
    return lines


def _scan(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Give the depth of brackets and the open long quote at the end of a line."""
    position = 0
    while position < len(line):
        if quote:
            end = line.find(quote, position)
            if end < 0:
                return depth, quote
            position, quote = end + 3, ""
            continue
        match = _TOKEN.search(line, position)
        if match is None:
            break
        position = match.end()
        if match[0] in ('"""', "'''"):
            quote = match[0]
        elif match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth = max(0, depth - 1)
    return depth, quote
