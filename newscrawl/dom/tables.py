"""Decides which tables hold data (rows that belong together) and which only lay out the page."""

from __future__ import annotations

from lxml.html import HtmlElement

MAX_CELL_CHARACTERS = 160
"""A table with a longer cell on average is layout: of the data tables on 945 real pages none has cells that long."""
MAX_CELL_BLOCKS = 2
"""More paragraphs than this in one cell make it layout."""


def find_data_tables(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Map every row of every data table to the table's number, counted from 0 in document order."""
    rows: dict[HtmlElement, int] = {}
    for number, table in enumerate(tree.iter("table")):
        table_rows = list(table.iter("tr"))
        if is_data_table(table, table_rows):
            rows.update(dict.fromkeys(table_rows, number))
    return rows


def is_data_table(table: HtmlElement, rows: list[HtmlElement]) -> bool:
    """Tell data from layout: two rows and two columns at least, short cells, no table, list or form inside.

    Wrong for a data table whose cells hold lists; its cells then become blocks of their own, and none is lost.
    """
    if table.get("role") == "presentation" or len(rows) < 2:
        return False
    if next(table.iterdescendants("table", "form", "ul", "ol", "h1", "h2", "article", "figure"), None) is not None:
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    if widest < 2 or not cells:
        return False
    if any(sum(1 for _ in cell.iter("p", "div", "br")) > MAX_CELL_BLOCKS for cell in cells):
        return False
    characters = sum(len(text.strip()) for cell in cells for text in cell.itertext())
    return characters <= MAX_CELL_CHARACTERS * len(cells)
