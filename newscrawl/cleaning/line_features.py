"""Decides what the line classifier sees of a plain text: the columns of its feature matrix, by name.

Nothing here assumes spaces between words, a language, or a way to set lines apart; words help through the
rules that matched and through what a line shares with the text's own paragraphs. Linear in the text's size.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.lines import Line
from newscrawl.cleaning.shape import (
    IDEOGRAPHS_A_WORD,
    MIN_OPEN_PARAGRAPH_WORDS,
    MIN_PARAGRAPH_WORDS,
    ends_full_stop,
    ends_sentence,
    is_ideographic,
    is_listed,
    split_words,
)

Matrix = NDArray[np.float32]
Column = NDArray[np.floating[Any]]
Columns = dict[str, Column]

MAX_READ_CHARACTERS = 600
"""Of a longer line only so much is looked at: it is a paragraph, whatever else is known of it."""
MAX_SHORT_WORDS = 18
MIN_TELLING_CHARACTERS = 4
"""Shorter words of alphabets recur in any text. Ideographs are compared in pairs."""
COMMON_WORDS = 40
"""So many of the words that the text's paragraphs use most are those that hold sentences together."""
KIND_NUMBERS = {kind: number for number, kind in enumerate(CutKind)}
NEIGHBOURED = ("words", "ends", "short", "kind", "listed", "tight", "known", "lower", "colon")
OFFSETS = (-2, -1, 1, 2)
NOWHERE = -9.0
_INNER_BREAK = re.compile(r"[.!?…]\S{0,2}\s+\S|[。！？।؟۔]\S")
_CAPITAL = re.compile(r"\b[^\W\d_]\w{2,}")


def make_line_features(lines: Sequence[Line], cuts: Sequence[Cut | None]) -> tuple[tuple[str, ...], Matrix]:
    """Give the names of the columns, and one row for each line. cuts: what the line rules say."""
    columns = _describe_lines(lines, cuts)
    _compare_words(columns, lines)
    _place_lines(columns)
    _describe_runs(columns, "loose", columns["short"] > 0)
    _describe_runs(columns, "block", np.ones(len(lines), bool))
    for offset in OFFSETS:
        for name in NEIGHBOURED:
            columns[f"{name}@{offset:+d}"] = _shift(columns[name], offset)
    return tuple(columns), np.column_stack(list(columns.values())).astype(np.float32)


def _describe_lines(lines: Sequence[Line], cuts: Sequence[Cut | None]) -> Columns:
    counts = Counter(line.text for line in lines)
    rows = [_describe_line(line, cut, counts[line.text]) for line, cut in zip(lines, cuts, strict=True)]
    names = tuple(rows[0])
    table = np.array([tuple(row.values()) for row in rows], np.float32)
    return {name: table[:, number] for number, name in enumerate(names)}


def _describe_line(line: Line, cut: Cut | None, repeats: int) -> dict[str, float]:
    text = line.text if len(line.text) <= MAX_READ_CHARACTERS else line.text[:MAX_READ_CHARACTERS]
    tail = line.text[-40:]
    size = len(text)
    words = float(len(split_words(text)))
    ideographic = is_ideographic(text)
    if ideographic:
        words /= IDEOGRAPHS_A_WORD
    long_words = _CAPITAL.findall(text)
    capitals = sum(word[0].isupper() for word in long_words[1:])
    ends, stops, listed = ends_sentence(tail), ends_full_stop(tail), is_listed(text)
    first = next((char for char in text if char.isalnum()), " ")
    colon = tail.endswith((":", "："))
    letters = sum(map(str.isalpha, text))
    breaks = len(_INNER_BREAK.findall(text))
    return {
        "words": words,
        "characters": math.log1p(len(line.text)),
        "ends": ends,
        "stops": stops,
        "listed": listed,
        "lower": first.islower(),
        "digit_first": first.isdigit(),
        "colon": colon,
        "comma_end": tail.endswith((",", ";", "，", "；", "、", "،")),
        "breaks": breaks,
        "short": words <= MAX_SHORT_WORDS and not stops and not breaks,
        "paragraph": words >= MIN_OPEN_PARAGRAPH_WORDS or (words >= MIN_PARAGRAPH_WORDS and ends),
        "kind": KIND_NUMBERS[cut.kind] if cut is not None else -1,
        "known": cut is not None,
        "tight": line.is_tight,
        "indent": len(line.before.rpartition("\n")[2]),
        "capitals": capitals / max(1, len(long_words) - 1) if len(long_words) > 1 else -1.0,
        "upper": sum(map(str.isupper, text)) / max(1, letters),
        "digits": sum(map(str.isdigit, text)) / size,
        "letters": letters / size,
        "quoted": any(mark in text for mark in '"“„«「'),
        "question": "?" in tail or "？" in tail or "؟" in tail,
        "inner_colon": ": " in text or "：" in text,
        "marks": sum(text.count(mark) for mark in "|/•·»>→@#©_=<{}[]"),
        "commas": (text.count(",") + text.count("、")) / max(words, 1.0),
        "word_length": letters / max(words, 1.0),
        "ideographic": ideographic,
        "repeats": repeats,
        "dash": " - " in text or " – " in text or " — " in text,
    }


def _compare_words(columns: Columns, lines: Sequence[Line]) -> None:
    """Add how much of a line's vocabulary the text's paragraphs share."""
    is_paragraph = columns["paragraph"] > 0
    spelled = [split_words(line.text[:MAX_READ_CHARACTERS]) for line in lines]
    words = [_find_telling_words(row) for row in spelled]
    vocabulary: Counter[str] = Counter()
    usual: Counter[str] = Counter()
    for number in np.flatnonzero(is_paragraph).tolist():
        vocabulary.update(words[number])
        usual.update(spelled[number])
    common = frozenset(word for word, _ in usual.most_common(COMMON_WORDS))
    before, after = _find_nearest(is_paragraph)
    shares = np.full((len(lines), 3), NOWHERE, np.float32)
    for number, own in enumerate(words):
        if not own:
            continue
        minimum = 1 + bool(is_paragraph[number])
        shares[number, 0] = sum(vocabulary[word] >= minimum for word in own) / len(own)
        for place, near in ((1, before[number]), (2, after[number])):
            if near >= 0:
                shares[number, place] = len(own & words[near]) / len(own)
    columns["shared"], columns["shared_before"], columns["shared_after"] = shares.T
    columns["common"] = np.array(
        [sum(word in common for word in row) / max(1, len(row)) for row in spelled], np.float32
    )
    columns["telling"] = np.array([len(own) for own in words], np.float32)


def _find_telling_words(words: Sequence[str]) -> frozenset[str]:
    pairs = (one + two for one, two in pairwise(words) if len(one) == 1 == len(two))
    return frozenset([*(word for word in words if len(word) >= MIN_TELLING_CHARACTERS), *pairs])


def _find_nearest(is_paragraph: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give for each line the nearest paragraph before and after it; -1 where there is none."""
    size = len(is_paragraph)
    numbers = np.arange(size)
    last = np.maximum.accumulate(np.where(is_paragraph, numbers, -1))
    before = np.concatenate(([-1], last[:-1]))
    next_ = np.minimum.accumulate(np.where(is_paragraph, numbers, size)[::-1])[::-1]
    after = np.concatenate((next_[1:], [size]))
    return before, np.where(after == size, -1, after)


def _place_lines(columns: Columns) -> None:
    """Add where a line stands among the text's paragraphs, and what the text as a whole is like."""
    paragraphs = columns["paragraph"]
    size = len(paragraphs)
    numbers = np.arange(size)
    before, after = _find_nearest(paragraphs > 0)
    total = paragraphs.sum()
    columns["distance_before"] = np.where(before >= 0, numbers - before, 99).clip(0, 99)
    columns["distance_after"] = np.where(after >= 0, after - numbers, 99).clip(0, 99)
    columns["paragraphs_before"] = np.minimum(np.cumsum(paragraphs) - paragraphs, 9)
    columns["paragraphs_after"] = np.minimum(total - np.cumsum(paragraphs), 9)
    columns["position"] = numbers / size
    columns["paragraph_share"] = np.full(size, total / size)
    columns["size"] = np.full(size, math.log1p(size))
    columns["tight_share"] = np.full(size, columns["tight"][1:].mean() if size > 1 else 0.0)
    columns["short_share"] = np.full(size, columns["short"].mean())
    columns["end_share"] = np.full(size, columns["ends"].mean())
    columns["listed_share"] = np.full(size, columns["listed"].mean())
    columns["mean_words"] = np.full(size, columns["words"].mean())
    is_told = (paragraphs > 0) & (columns["capitals"] >= 0)
    columns["usual_capitals"] = np.full(size, columns["capitals"][is_told].mean() if is_told.any() else NOWHERE)


def _describe_runs(columns: Columns, label: str, is_member: NDArray[np.bool_]) -> None:
    """Add what the run around a line is like: a loose run of short lines, or a block of lines set tight."""
    size = len(is_member)
    starts = np.ones(size, bool)
    starts[1:] = is_member[1:] != is_member[:-1]
    if label == "block":
        starts[1:] |= columns["tight"][1:] == 0
    runs = np.cumsum(starts) - 1
    lengths = np.bincount(runs)
    first = np.flatnonzero(starts)
    last = first + lengths - 1

    def average(name: str) -> Column:
        values: Column = (np.bincount(runs, columns[name]) / lengths)[runs]
        return values

    columns[f"{label}_size"] = np.minimum(lengths[runs], 40)
    columns[f"{label}_place"] = np.minimum(np.arange(size) - first[runs], 40)
    words = average("words")
    columns[f"{label}_words"] = words
    columns[f"{label}_spread"] = np.sqrt((np.bincount(runs, (columns["words"] - words) ** 2) / lengths)[runs])
    for name in (
        "ends",
        "question",
        "known",
        "listed",
        "lower",
        "capitals",
        "shared",
        "shared_before",
        "shared_after",
        "common",
        "short",
        "paragraph",
        "inner_colon",
        "digit_first",
        "tight",
    ):
        columns[f"{label}_{name}"] = average(name)
    for name in ("colon", "ends", "paragraph", "listed"):
        columns[f"before_{label}_{name}"] = np.where(first > 0, columns[name][first - 1], NOWHERE)[runs]
    follows = np.minimum(last + 1, size - 1)
    for name in ("lower", "paragraph", "listed"):
        columns[f"after_{label}_{name}"] = np.where(last < size - 1, columns[name][follows], NOWHERE)[runs]


def _shift(column: Column, offset: int) -> Column:
    shifted = np.full(len(column), NOWHERE, np.float32)
    if offset < 0:
        shifted[-offset:] = column[:offset]
    else:
        shifted[:-offset] = column[offset:]
    return shifted
