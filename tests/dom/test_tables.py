"""Tables with rows that belong together are told from tables that only lay out the page."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html
from newscrawl.dom.tables import MAX_CELL_CHARACTERS, find_data_tables

DATA = "<tr><th>Year<th>Ships</tr><tr><td>1994<td>12</tr>"
LONG = "x" * (2 * MAX_CELL_CHARACTERS + 1)


@pytest.mark.parametrize(
    ("table", "is_data"),
    [
        pytest.param(f"<table>{DATA}</table>", True, id="two rows, two columns"),
        pytest.param(f"<table><caption>Fleet</caption><tbody>{DATA}</tbody></table>", True, id="with caption and body"),
        pytest.param("<table><tr><td>Menu<td>Story</tr></table>", False, id="one row"),
        pytest.param("<table><tr><td>One</tr><tr><td>Two</tr></table>", False, id="one column"),
        pytest.param(f'<table role="presentation">{DATA}</table>', False, id="says that it is layout"),
        pytest.param(f"<table>{DATA}<tr><td><ul><li>x</ul><td>y</tr></table>", False, id="a list inside"),
        pytest.param(f"<table>{DATA}<tr><td><h1>x</h1><td>y</tr></table>", False, id="a headline inside"),
        pytest.param(f"<table>{DATA}<tr><td>{LONG * 3}<td>y</tr></table>", False, id="long cells"),
        pytest.param(f"<table>{DATA}<tr><td><p>a<p>b<p>c<td>y</tr></table>", False, id="paragraphs in a cell"),
        pytest.param("<table></table>", False, id="empty"),
    ],
)
def test_data_is_told_from_layout(table: str, is_data: bool) -> None:
    tree = parse_html(f"<body>{table}</body>")
    assert tree is not None
    rows = find_data_tables(tree)
    assert rows == (dict.fromkeys(tree.iter("tr"), 0) if is_data else {})


def test_tables_are_numbered_in_document_order_and_an_outer_table_is_layout() -> None:
    tree = parse_html(f"<table><tr><td><table>{DATA}</table><td><table>{DATA}</table></tr></table>")
    assert tree is not None
    assert sorted(find_data_tables(tree).values()) == [1, 1, 2, 2]
