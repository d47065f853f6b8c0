"""Decides how text rules are held and matched. The rules themselves are data: `data/line_rules.toml` and
`data/suffix_rules.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.openings import ANY, OPENING_CHARACTERS, find_fixed_part, find_openings, list_openings
from newscrawl.cleaning.shape import collapse, count_words
from newscrawl.errors import DataFileError

MAX_LINE_CHARACTERS = 700
"""Longer lines are never matched: of the development pages only comments and consent texts are longer."""
MIN_SENTENCE_WORDS = 4
"""So many words must stand ahead of a suffix: `Mr. Watch: …` and `1. Video: …` are no paragraphs."""
BASE_CHARACTERS, CHARACTERS_A_WORD = 60, 12
"""A rule's bound in words is one in characters, too: marks without words keep a pattern busy for long."""
_LINK_MARKS = " |›»→▶►▸▼▾‹«←➔➜…"
_APOSTROPHES, _ASCII_APOSTROPHES = "'‘ʼ´`", "'`"
_SENTENCE_BREAK = re.compile(r"""(?:[.!?…][”"’'»)\]]{0,2}\s+|[。！？؟۔।][」』）”]?\s*)(?=\S)""")
MIN_FIXED_PART = 5
"""Shorter parts are in too many lines to be worth the search."""
MAX_OPENINGS = 10_000
"""Candidates are remembered for so many beginnings of lines; a language has some hundreds."""


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule about one whole line, or about what stands behind the last sentence of a paragraph.

    patterns: regular expressions, one of which must match the text from end to end, in the form that
    `fold_line` gives. max_words: longer texts are not matched. holds: strings of which the text must hold
    one; empty where any text may match. is_weak: whether a text that matches may as well be the story's.
    """

    name: str
    kind: CutKind
    why: str
    max_words: int
    patterns: tuple[str, ...]
    holds: tuple[str, ...] = ()
    is_weak: bool = False


_Loader = Callable[[], tuple[TextRule, ...]]
_Candidate = tuple[int, int, tuple[str, ...], tuple[Callable[[str], object], ...], Cut]
"""Asked of a text: at most so many words and characters, one of the strings in it, a match. The verdict."""


@cache
def load_line_rules() -> tuple[TextRule, ...]:
    """Read the line rules, in the file's order; the first that matches a line decides its kind."""
    return _read_rules("line_rules.toml")


@cache
def name_weak_rules() -> frozenset[str]:
    """Give the names of the line rules that are no proof."""
    return frozenset(rule.name for rule in load_line_rules() if rule.is_weak)


@cache
def load_suffix_rules() -> tuple[TextRule, ...]:
    """Read the suffix rules, in the file's order."""
    return _read_rules("suffix_rules.toml")


def find_line_rule(line: str, words: int | None = None) -> Cut | None:
    """Give the verdict of the first rule that knows the whole line, or None. words: their count, if known."""
    if len(line) > MAX_LINE_CHARACTERS:
        return None
    return _find_match(load_line_rules, fold_line(line), words)


def find_suffix(paragraph: str) -> tuple[int, Cut] | None:
    """Find a promo glued to the end of a paragraph: where it starts, and the verdict on it.

    Looks only behind sentence-final punctuation, and only at a suffix that is itself no sentence, so that a
    sentence is never cut. A suffix may hold several promos; the longest that matches is taken.
    """
    for start in _find_sentence_starts(paragraph):
        cut = _find_match(load_suffix_rules, fold_line(paragraph[start:]), None)
        if cut is None:
            continue
        if start >= MAX_LINE_CHARACTERS // 2 or count_words(paragraph[:start]) >= MIN_SENTENCE_WORDS:
            return start, cut
    return None


def fold_line(line: str) -> str:
    """Give the form in which texts are matched: lower case, white space collapsed, ’ for every apostrophe,
    without the arrows and bars that pages set around links."""
    text = collapse(line).lower()
    for apostrophe in _ASCII_APOSTROPHES if text.isascii() else _APOSTROPHES:
        text = text.replace(apostrophe, "’")
    return text.strip(_LINK_MARKS) or text


def _find_sentence_starts(paragraph: str) -> Iterator[int]:
    """Give the places behind a sentence's end in the last part of the paragraph, in order."""
    first = max(0, len(paragraph) - MAX_LINE_CHARACTERS // 2)
    return (match.end() for match in _SENTENCE_BREAK.finditer(paragraph, first))


def _find_match(load_rules: _Loader, text: str, words: int | None) -> Cut | None:
    """Give the verdict of the first rule that matches a folded text. words: their count, if known."""
    size = len(text)
    candidates = _list_candidates(load_rules, text[:OPENING_CHARACTERS], text.isascii())
    for max_words, max_characters, holds, fullmatches, cut in candidates:
        if size > max_characters:
            continue
        if words is None:
            words = count_words(text)
        if words > max_words:
            continue
        for part in holds:
            if part in text:
                break
        else:
            if holds:
                continue
        for fullmatch in fullmatches:
            if fullmatch(text):
                return cut
    return None


@cache
def _index_rules(load_rules: _Loader) -> dict[str, tuple[tuple[int, str], ...]]:
    """Give for each opening the patterns that can match such a text, with the numbers of their rules."""
    index: dict[str, tuple[tuple[int, str], ...]] = {}
    for number, rule in enumerate(load_rules()):
        for pattern in rule.patterns:
            for opening in find_openings(pattern):
                index[opening] = (*index.get(opening, ()), (number, pattern))
    return index


@lru_cache(maxsize=MAX_OPENINGS)
def _list_candidates(load_rules: _Loader, beginning: str, is_ascii: bool) -> tuple[_Candidate, ...]:
    """Give the rules, in their order, with those of their patterns that can match a text with this beginning.

    is_ascii: whether all of the text is ASCII, so that no string of another script need be looked for in it.
    """
    index = _index_rules(load_rules)
    rows = frozenset(row for opening in list_openings(beginning) for row in index.get(opening, ()))
    return _arrange(load_rules, rows, is_ascii)


@lru_cache(maxsize=MAX_OPENINGS)
def _arrange(load_rules: _Loader, rows: frozenset[tuple[int, str]], is_ascii: bool) -> tuple[_Candidate, ...]:
    """Give what these patterns ask, in the order of their rules; thousands of beginnings have the same patterns."""
    patterns: dict[int, list[str]] = {}
    for number, pattern in sorted(rows):
        patterns.setdefault(number, []).append(pattern)
    rules = load_rules()
    return tuple(
        candidate
        for number, found in patterns.items()
        for candidate in _make_candidates(rules[number], found, is_ascii)
    )


def _make_candidates(rule: TextRule, patterns: Sequence[str], is_ascii: bool) -> Iterator[_Candidate]:
    """Give what a rule's patterns ask. Patterns that may begin with anything are asked only where a text holds what
    every match of theirs does: they are tried on each line otherwise."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for pattern in patterns:
        groups.setdefault(rule.holds or _find_guard(pattern), []).append(pattern)
    max_characters = BASE_CHARACTERS + CHARACTERS_A_WORD * rule.max_words
    cut = Cut(rule.kind, rule.name, rule.why)
    for parts, members in groups.items():
        holds = tuple(part for part in parts if part.isascii() or not is_ascii)
        if holds or not parts:
            fullmatches = tuple(_compile(rule.name, pattern).fullmatch for pattern in members)
            yield rule.max_words, max_characters, holds, fullmatches, cut


@cache
def _find_guard(pattern: str) -> tuple[str, ...]:
    """Give what every match holds, of a pattern that may begin with anything; nothing of others. Remembered, since
    reading a pattern costs more than many searches."""
    if not any(ANY in opening for opening in find_openings(pattern)):
        return ()
    part = find_fixed_part(pattern)
    return (part,) if len(part) >= MIN_FIXED_PART else ()


@cache
def _compile(name: str, pattern: str) -> re.Pattern[str]:
    """Compile one pattern, once: alternatives for each beginning of a text would be compiled for as long as new
    texts come."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataFileError("newscrawl/data", f"rule {name}: {error}") from error


def _read_rules(name: str) -> tuple[TextRule, ...]:
    text = (files("newscrawl") / "data" / name).read_text("utf-8")
    try:
        return tuple(msgspec.toml.decode(text, type=dict[str, tuple[TextRule, ...]])["rule"])
    except (msgspec.MsgspecError, KeyError) as error:
        raise DataFileError(f"newscrawl/data/{name}", str(error)) from error
