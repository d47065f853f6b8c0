"""Decides which tables hold data (rows that belong together) and which only lay out the page."""

from __future__ import annotations

from lxml.html import HtmlElement

MAX_CELL_CHARACTERS = 160
"""A table with a longer cell on average is layout: of the data tables on 945 real pages none has cells that long."""
MAX_CELL_BLOCKS = 2
"""More paragraphs than this in one cell make it layout."""


_LAYOUT_TAGS = ("table", "form", "ul", "ol", "h1", "h2", "article", "figure")
_CELL_TAGS = frozenset({"td", "th"})


def find_data_tables(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Map every row of every data table to the table's number, counted from 0 in document order."""
    rows: dict[HtmlElement, int] = {}
    for number, table in enumerate(tree.iter("table")):
        if is_data_table(table):
            rows.update(dict.fromkeys(table.iter("tr"), number))
    return rows


def is_data_table(table: HtmlElement) -> bool:
    """Tell data from layout: two rows and two columns at least, short cells, no table, list or form inside.

    Wrong for a data table whose cells hold lists; its cells then become blocks of their own, and none is lost.
    Tables inside tables are ruled out first, so that each row is counted for one table only.
    """
    if table.get("role") == "presentation" or next(table.iterdescendants(*_LAYOUT_TAGS), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in _CELL_TAGS] for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    if any(sum(1 for _ in cell.iter("p", "div", "br")) > MAX_CELL_BLOCKS for cell in cells):
        return False
    characters = sum(len(text.strip()) for cell in cells for text in cell.itertext())
    return characters <= MAX_CELL_CHARACTERS * len(cells)
