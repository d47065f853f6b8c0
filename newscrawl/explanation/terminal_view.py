"""Decides how an explanation is told in a terminal: the facts, then each piece with its decision, coloured or plain."""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import hls_to_rgb

from rich.console import Console
from rich.text import Text

from newscrawl.blocks import Keep, Piece
from newscrawl.columns import Columns, format_plain
from newscrawl.explanation.case import Case
from newscrawl.explanation.kinds import KINDS, count_kinds, find_kind_key
from newscrawl.explanation.page import list_facts
from newscrawl.explanation.reasons import tell_reason
from newscrawl.explanation.signs import name_feature, write_value
from newscrawl.extraction.plain_text import STRATEGY as PLAIN_TEXT
from newscrawl.extraction.selection import FOREST
from newscrawl.terminal import neutralize_controls

TOLD_SIGNS = 2
"""Features told of a block in the terminal."""
LIGHTNESS = 0.62
"""Can be read on black and on white alike."""


def tell_case(case: Case) -> Iterator[Text]:
    """Give the lines that are printed, with their colours; what the page says goes without control characters."""
    yield from _tell_columns(Columns("", tuple(list_facts(case))))
    counts = tuple((str(count), kind.name, kind.meaning) for kind, count in count_kinds(case.pieces))
    yield from _tell_columns(Columns("blocks", counts, right_aligned=frozenset({0})))
    fields = tuple((field.name, field.value, "; ".join(field.places)) for field in case.fields if field.value)
    yield from _tell_columns(Columns("metadata", tuple((name, f"{value}\n{places}") for name, value, places in fields)))
    yield Text("")
    for piece in case.pieces:
        yield _tell_piece(case, piece)


def print_case(case: Case, console: Console) -> None:
    """Print the explanation on a terminal."""
    for line in tell_case(case):
        console.print(line, soft_wrap=False)


def _tell_columns(columns: Columns) -> Iterator[Text]:
    if columns.rows:
        if columns.title:
            yield Text("")
        yield from (Text(neutralize_controls(line)) for line in format_plain(columns))


def _tell_piece(case: Case, piece: Piece) -> Text:
    kind = KINDS[find_kind_key(piece.verdict)]
    red, green, blue = (round(255 * part) for part in hls_to_rgb(kind.hue / 360, LIGHTNESS, kind.saturation / 100))
    score = case.find_score(piece)
    sign = "+" if isinstance(piece.verdict, Keep) else "-"
    line = Text(f"{sign} {kind.name}", f"bold #{red:02x}{green:02x}{blue:02x}")
    line.append(f" {score:.2f}" if score is not None else " not rated", "not bold")
    line.append("  " + neutralize_controls(" ".join(piece.text.split())), "" if kind.is_kept else "dim not bold")
    is_usual = case.extraction is not None and case.extraction.strategy in (FOREST, PLAIN_TEXT)
    if kind.is_kept and is_usual:
        return line
    rule, reason = tell_reason(case, piece)
    unit = "block" if case.tree is not None else "line"
    signs = [
        f"{name_feature(sign.feature, unit)} {write_value(sign.feature, sign.value)} ({sign.odds:+.2f})"
        for sign in case.find_signs(piece)[:TOLD_SIGNS]
    ]
    line.append(neutralize_controls(f"\n    {reason} ({rule})"), "italic not bold")
    line.append(f"\n    {'; '.join(signs)}" if signs else "", "dim not bold")
    return line
