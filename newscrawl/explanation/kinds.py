"""Decides how each decision is called and coloured wherever it is shown: kept text by its type, removed by its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.blocks.kinds import CUT_KIND_MEANING

KEPT_HUES = {
    BlockType.paragraph: 145, BlockType.heading: 180, BlockType.quote: 120, BlockType.list_item: 162,
    BlockType.table: 195, BlockType.preformatted: 170, BlockType.deck: 100, BlockType.caption: 85,
}  # fmt: skip
"""Greens to turquoise; what is cut has the other colours of the wheel."""
FIRST_CUT_HUE, CUT_HUE_STEP, CUT_HUE_COUNT = 205, 24, 10
"""Blue over red to yellow: so many hues can be told apart; the kinds share each of them in three shades."""
NEXT_HUE = 3
"""Neighbours in the vocabulary are so many hues apart."""
SATURATIONS = (85, 45, 90)
SHADES = (0, -1, 1)
"""Steps of lightness, in the style sheet's unit."""


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One decision. key: unique, fit for a style sheet. hue, saturation, shade: of its colour, in degrees, per cent and
    steps of lightness.
    """

    key: str
    name: str
    meaning: str
    is_kept: bool
    hue: int
    saturation: int
    shade: int


def _list_kinds() -> dict[str, ShownKind]:
    kept = [
        ShownKind(f"kept-{kind}", f"kept: {kind.replace('_', ' ')}", "stands in the record's text", True, hue, 55, 0)
        for kind, hue in KEPT_HUES.items()
    ]
    cut = [
        ShownKind(
            kind.value,
            kind.replace("_", " "),
            CUT_KIND_MEANING[kind],
            False,
            (FIRST_CUT_HUE + number * NEXT_HUE % CUT_HUE_COUNT * CUT_HUE_STEP) % 360,
            SATURATIONS[number // CUT_HUE_COUNT],
            SHADES[number // CUT_HUE_COUNT],
        )
        for number, kind in enumerate(CutKind)
    ]
    return {kind.key: kind for kind in (*kept, *cut)}


KINDS = _list_kinds()
"""By key."""


def find_kind_key(verdict: Keep | Cut) -> str:
    """Give the key of a verdict's kind."""
    return f"kept-{verdict.type}" if isinstance(verdict, Keep) else verdict.kind.value


def count_kinds(pieces: Iterable[Piece]) -> list[tuple[ShownKind, int]]:
    """Give the kinds that occur with the number of their pieces, in the vocabulary's order."""
    counts = Counter(find_kind_key(piece.verdict) for piece in pieces)
    return [(kind, counts[key]) for key, kind in KINDS.items() if key in counts]


def render_tints() -> str:
    """Give the style that makes each kind's colour known as `--tint-<key>`, in steps of lightness of the page's own."""
    rules = "".join(
        f"--tint-{kind.key}:hsl({kind.hue} {kind.saturation}%"
        f" calc(var(--tint-light) + {kind.shade} * var(--tint-step)));"
        for kind in KINDS.values()
    )
    return f":root{{{rules}}}\n"
