"""Decides how rows are set out for a person: aligned plain columns, or a table on a terminal that shows more.

What the rows say is left to the commands and the demo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.terminal import neutralize_controls

GAP = "  "


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows under a title.

    rows: cells of one line each, but those of the last column, which may hold several.
    right_aligned: indexes of the columns of numbers. header: names of the columns, or none.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    right_aligned: frozenset[int] = field(default_factory=frozenset)


def format_plain(columns: Columns) -> list[str]:
    """Set out `columns` as lines: the title, then the rows, indented and aligned, never wrapped."""
    rows = ((columns.header,) if columns.header else ()) + columns.rows
    widths = [max(map(cell_len, cells)) for cells in zip_longest(*rows, fillvalue="")]
    lines = [columns.title] if columns.title else []
    for row in rows:
        cells = [
            _align(cell, width, index in columns.right_aligned)
            for index, (cell, width) in enumerate(zip(row[:-1], widths, strict=False))
        ]
        start = GAP + "".join(cell + GAP for cell in cells)
        first, *more = row[-1].split("\n")
        if len(row) - 1 in columns.right_aligned:
            first = _align(first, widths[len(row) - 1], True)
        lines.append((start + first).rstrip())
        lines.extend((" " * cell_len(start) + line).rstrip() for line in more)
    return lines


def print_columns(columns: Columns, console: Console, *, is_rich: bool) -> None:
    """Print `columns` on `console`, as a table where `is_rich`, else as plain lines."""
    if not is_rich:
        console.print("\n".join(format_plain(columns)), soft_wrap=True)
        return
    table = Table(title=columns.title, title_justify="left", title_style="bold", box=box.SIMPLE, expand=False)
    table.show_header = bool(columns.header)
    for index in range(max(map(len, (columns.header, *columns.rows)))):
        name = columns.header[index] if index < len(columns.header) else ""
        table.add_column(name, justify="right" if index in columns.right_aligned else "left", overflow="fold")
    for row in columns.rows:
        table.add_row(*(Text(neutralize_controls(cell)) for cell in row))
    console.print(table)


def _align(cell: str, width: int, is_right: bool) -> str:
    padding = " " * (width - cell_len(cell))
    return padding + cell if is_right else cell + padding
