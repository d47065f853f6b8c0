"""Decides how text rules are held and matched. The rules themselves are data: `data/line_rules.toml` and
`data/suffix_rules.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

import msgspec

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import collapse, count_words
from newscrawl.errors import DataFileError

MAX_LINE_CHARACTERS = 700
"""Longer lines are never matched: no furniture of the development pages is longer but comments and consent texts."""
_SENTENCE_BREAK = re.compile(r"""(?:[.!?…][”"’'»)\]]{0,2}\s+|[。！？؟۔।][」』）”]?\s*)(?=\S)""")


@dataclass(frozen=True, slots=True)
class LineRule:
    """A rule about one whole line. pattern matches the line from end to end."""

    name: str
    kind: CutKind
    why: str
    max_words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SuffixRule:
    """A rule about what stands behind the last sentence of a paragraph. pattern matches that suffix."""

    name: str
    kind: CutKind
    why: str
    max_words: int
    pattern: re.Pattern[str]


class _LineRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: CutKind
    why: str
    max_words: Annotated[int, msgspec.Meta(gt=0)]
    patterns: list[str]


class _SuffixRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: CutKind
    why: str
    max_words: Annotated[int, msgspec.Meta(gt=0)]
    label_ends: str
    labels: list[str]


@cache
def load_line_rules() -> tuple[LineRule, ...]:
    """Read the line rules, in the file's order; the first that matches a line decides its kind."""
    return tuple(
        LineRule(row.name, row.kind, row.why, row.max_words, _compile(row.name, "|".join(row.patterns)))
        for row in _read_rows("line_rules.toml", _LineRow)
    )


@cache
def load_suffix_rules() -> tuple[SuffixRule, ...]:
    """Read the suffix rules, in the file's order."""
    return tuple(
        SuffixRule(
            row.name,
            row.kind,
            row.why,
            row.max_words,
            _compile(row.name, f"(?:{'|'.join(row.labels)}){row.label_ends}{'.*' if row.label_ends else ''}"),
        )
        for row in _read_rows("suffix_rules.toml", _SuffixRow)
    )


def find_line_rule(line: str, words: int | None = None) -> Cut | None:
    """Give the verdict of the first rule that knows the whole line, or None. words: their count, where known."""
    if len(line) > MAX_LINE_CHARACTERS:
        return None
    text = collapse(line)
    if words is None:
        words = count_words(text)
    for rule in load_line_rules():
        if words <= rule.max_words and rule.pattern.fullmatch(text):
            return Cut(rule.kind, rule.name, rule.why)
    return None


def find_suffix(paragraph: str) -> tuple[int, Cut] | None:
    """Find a promo glued to the end of a paragraph: where it starts, and the verdict on it.

    Looks only behind sentence-final punctuation, and only at a suffix that is itself no sentence, so that a
    sentence is never cut. A suffix may hold several promos; the longest that matches is taken.
    """
    for start in _sentence_starts(paragraph):
        suffix = paragraph[start:].strip()
        if len(suffix) > MAX_LINE_CHARACTERS // 2:
            continue
        for rule in load_suffix_rules():
            if count_words(suffix) <= rule.max_words and rule.pattern.fullmatch(suffix):
                is_sentence = suffix.endswith((".", "。")) and rule.pattern.pattern.endswith(".*")
                if not is_sentence:
                    return start, Cut(rule.kind, rule.name, rule.why)
    return None


def _sentence_starts(paragraph: str) -> Iterator[int]:
    """Give the places behind a sentence's end in the last part of the paragraph, in order."""
    first = max(0, len(paragraph) - MAX_LINE_CHARACTERS // 2)
    return (match.end() for match in _SENTENCE_BREAK.finditer(paragraph, first))


def _read_rows(name: str, row_type: type[Any]) -> list[Any]:
    text = (files("newscrawl") / "data" / name).read_text("utf-8")
    try:
        rows: list[Any] = msgspec.toml.decode(text, type=dict[str, list[row_type]])["rule"]
    except (msgspec.MsgspecError, KeyError) as error:
        raise DataFileError(f"newscrawl/data/{name}", str(error)) from error
    return rows


def _compile(rule: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise DataFileError("newscrawl/data", f"rule {rule}: {error}") from error
