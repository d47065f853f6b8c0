"""Decides which pages are the worst, and what is to be seen of each: the difference by words, and the
wrong cuts.

How that is shown is left to `worst_html.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from newscrawl.blocks import Removal
from newscrawl.evaluation.measurement import MeasuredPage
from newscrawl.evaluation.scores import SHINGLE_TOKENS, count_shingles, flatten_text, tokenize

MIN_LOST_SHARE = 0.5
"""A removal is a wrong cut where half of its shingles are ones that the gold has and the output lacks."""
_UNIT = re.compile(r"\w+\W*|\W+")
_WORD = re.compile(r"\w+")


class Part(StrEnum):
    """What a run of words is."""

    alike = "alike"
    lost = "lost"
    extra = "extra"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other: in both texts, in the gold alone (lost), or in the output alone
    (extra).
    """

    part: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstPage:
    """One page to look at. wrong_cuts: what was removed though the gold has it."""

    measured: MeasuredPage
    runs: tuple[Run, ...]
    wrong_cuts: tuple[Removal, ...]


def choose_worst(pages: Iterable[MeasuredPage], count: int) -> tuple[WorstPage, ...]:
    """Choose the pages of the lowest F1 of newscrawl's, the worst first; pages that are as the gold are
    left out.
    """
    flawed = [page for page in pages if not page.own.score.is_exact]
    worst = sorted(flawed, key=lambda page: (page.own.score.f1, page.page.id))[:count]
    return tuple(
        WorstPage(
            measured=page,
            runs=diff_words(page.page.text, page.own.text),
            wrong_cuts=find_wrong_cuts(page.page.text, page.own.text, page.removals),
        )
        for page in worst
    )


def diff_words(gold: str, text: str) -> tuple[Run, ...]:
    """Give the difference of two texts by the words that the score counts; white space and punctuation go
    along.
    """
    wanted, given = _UNIT.findall(gold), _UNIT.findall(text)
    matcher = SequenceMatcher(None, _name_units(wanted), _name_units(given), autojunk=False)
    return tuple(_join(_list_runs(matcher, wanted, given)))


def find_wrong_cuts(gold: str, text: str, removals: Sequence[Removal]) -> tuple[Removal, ...]:
    """Find the removals that hold what the gold has and the output lacks."""
    lost = count_shingles(tokenize(gold)) - count_shingles(tokenize(text))
    lines = {flatten_text(line) for line in gold.splitlines()}
    given = flatten_text(text)
    wrong = []
    for removal in removals:
        tokens = tokenize(removal.text)
        if (
            len(tokens) < SHINGLE_TOKENS
        ):  # too short for a shingle of its own: it has to be a line of the gold
            flat = flatten_text(removal.text)
            is_wrong = bool(tokens) and flat in lines and flat not in given
        else:
            shingles = count_shingles(tokens)
            held = sum((shingles & lost).values())
            is_wrong = held >= MIN_LOST_SHARE * shingles.total()
        if is_wrong:
            wrong.append(removal)
    return tuple(wrong)


def _name_units(units: Sequence[str]) -> list[str]:
    """Give the word of each unit; a unit without one is equal to every other."""
    return [found.group() if (found := _WORD.match(unit)) else "" for unit in units]


def _list_runs(matcher: SequenceMatcher[str], gold: Sequence[str], text: Sequence[str]) -> Iterator[Run]:
    for tag, gold_start, gold_end, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield Run(Part.alike, "".join(gold[gold_start:gold_end]))
            continue
        if gold_end > gold_start:
            yield Run(Part.lost, "".join(gold[gold_start:gold_end]))
        if end > start:
            before = _find_gap(gold[gold_start - 1], text[start - 1]) if gold_start and start else ""
            yield Run(Part.extra, before + "".join(text[start:end]))


def _find_gap(gold: str, text: str) -> str:
    """Give what the output has behind a word and the gold has not: a line break ahead of what is extra."""
    shown, given = (_WORD.sub("", unit, count=1) for unit in (gold, text))
    return given.removeprefix(shown) if given.startswith(shown) else ""


def _join(runs: Iterable[Run]) -> Iterator[Run]:
    for part, group in groupby(runs, key=lambda run: run.part):
        yield Run(part, "".join(run.text for run in group))
