"""Each decision has a name and a colour of its own."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb

import pytest

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.explanation.document import read_data
from newscrawl.explanation.kinds import KINDS, count_kinds, find_kind_key


def test_every_kind_has_its_own_name_and_colour() -> None:
    assert len(KINDS) == len(BlockType) + len(CutKind)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)
    assert len({(kind.hue, kind.saturation, kind.shade) for kind in KINDS.values()}) == len(KINDS)


def test_kept_and_cut_of_one_name_are_told_apart_and_counted() -> None:
    cut = Cut(CutKind.heading, "rule", "reason")
    pieces = [Piece("", "One", Keep(BlockType.heading)), Piece("", "Two", cut), Piece("", "Three", cut)]
    assert [find_kind_key(piece.verdict) for piece in pieces] == ["kept-heading", "heading", "heading"]
    assert [(kind.key, count) for kind, count in count_kinds(pieces)] == [("kept-heading", 1), ("heading", 2)]


def measure_luminance(parts: tuple[float, float, float]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_colour(scheme: int) -> None:
    css = read_data("explain.css")
    text = re.findall(r"--text: #(\w+)", css)[scheme]
    light, step = (int(re.findall(rf"--{name}: (-?\d+)%", css)[scheme]) for name in ("tint-light", "tint-step"))
    own = measure_luminance((int(text[:2], 16) / 255, int(text[2:4], 16) / 255, int(text[4:], 16) / 255))
    for kind in KINDS.values():
        lightness = (light + kind.shade * step) / 100
        tint = measure_luminance(hls_to_rgb(kind.hue / 360, lightness, kind.saturation / 100))
        contrast = (max(own, tint) + 0.05) / (min(own, tint) + 0.05)
        assert contrast >= 4.5, kind.key
