"""Decides how figures are drawn: bars by pygal, as SVG that stands in the page, without its script and its style.

Colours come from the page's style sheet, so that one drawing serves dark and light. A screen reader is told what the
chart shows in one sentence; the numbers stand in a table beside it or in its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from newscrawl.explanation.document import fit_text

WIDTH, HEIGHT, ROW_HEIGHT = 800, 200, 20
MIN_WIDTH, COLUMN_WIDTH = 200, 48
"""A chart of few columns is narrow, so that they are no walls."""
MAX_LABELS = 8
_DROPPED = ("script", "style", "title", "defs")
_OVERLAYS = frozenset({"titles", "overlay", "text-overlay", "tooltip-overlay"})


def draw_columns(pairs: Sequence[tuple[str, float]], told: str, unit: str) -> str:
    """Draw upright bars, one for each label and value. told: what the chart shows. unit: of the values."""
    from pygal import Bar  # late: only a report needs it

    width = max(MIN_WIDTH, min(WIDTH, COLUMN_WIDTH * len(pairs)))
    return _draw(Bar, pairs, told, unit, (width, HEIGHT))


def draw_rows(pairs: Sequence[tuple[str, float]], told: str, unit: str) -> str:
    """Draw lying bars, the first on top."""
    from pygal import HorizontalBar

    return _draw(HorizontalBar, pairs[::-1], told, unit, (WIDTH, 40 + ROW_HEIGHT * len(pairs)))


def _draw(kind: type, pairs: Sequence[tuple[str, float]], told: str, unit: str, size: tuple[int, int]) -> str:
    is_lying = kind.__name__ == "HorizontalBar"
    every = 1 if is_lying else -(-len(pairs) // MAX_LABELS)
    pairs = [(fit_text(label), value) for label, value in pairs]
    labels = [label for label, _ in pairs]
    chart = kind(
        css=(),
        js=(),
        width=size[0],
        height=size[1],
        margin=8,
        show_legend=False,
        show_minor_x_labels=is_lying,
        x_labels_major_every=None if is_lying else every,
        disable_xml_declaration=True,
        include_x_axis=True,
        spacing=8,
        min_scale=3,
        max_scale=6,
        order_min=0,
        truncate_label=-1,
    )
    chart.x_labels = labels
    chart.add("", [value for _, value in pairs])
    tree = chart.render_tree()
    _strip(tree)
    _name_bars(tree, pairs, unit)
    for name in ("id", "class"):
        tree.attrib.pop(name, None)
    tree.set("class", "chart")
    tree.set("width", str(size[0]))
    tree.set("role", "img")
    tree.set("aria-label", fit_text(told))
    text: str = etree.tostring(tree, encoding="unicode")
    return text


def _strip(tree: etree._Element) -> None:
    """Take out what runs, what names things twice and what only pygal's script would show. In place."""
    for element in list(tree.iter(etree.Comment, *_DROPPED)):
        _remove(element)
    for element in list(tree.iter("g")):
        if not _OVERLAYS.isdisjoint((element.get("class") or "").split()):
            _remove(element)


def _name_bars(tree: etree._Element, pairs: Sequence[tuple[str, float]], unit: str) -> None:
    """Give each bar the title that a pointer is told. In place."""
    numbers: Iterator[int] = count()
    for bar in list(tree.iter("g")):
        if bar.get("class") != "bar":
            continue
        label, value = pairs[next(numbers)]
        for element in list(bar.iter("desc")):
            _remove(element)
        title = etree.SubElement(bar, "title")
        title.text = f"{label}: {value:,g} {unit}"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
