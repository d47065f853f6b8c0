"""Decides what the elements around a block say of it: the rules of `data/marker_rules.toml`, looked up
by tag and marker words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from newscrawl.blocks import Cut, CutKind, make_cut
from newscrawl.errors import DataFileError


@dataclass(frozen=True, slots=True)
class MarkerRule:
    """A rule about one element around a block: any of its tags, words or word pairs is enough."""

    name: str
    kind: CutKind
    why: str
    words: frozenset[str]
    pairs: tuple[frozenset[str], ...]
    tags: frozenset[str]

    @property
    def cut(self) -> Cut:
        """The verdict that the rule gives."""
        return make_cut(self.kind, self.name, self.why)


class _MarkerRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: CutKind
    why: str
    words: list[str] = []
    tags: list[str] = []


@dataclass(frozen=True, slots=True)
class MarkerIndex:
    """All marker rules, looked up by word and tag. Rules keep the file's order: the first wins.

    by_word, by_tag: the number of the first rule that knows the word alone, or the tag. pairs: by each of their
    words the pairs, with their rules' numbers. vocabulary: all words that a rule knows, alone or in a pair.
    """

    rules: tuple[MarkerRule, ...]
    by_word: dict[str, int]
    by_tag: dict[str, int]
    pairs: dict[str, tuple[tuple[int, frozenset[str]], ...]]
    vocabulary: frozenset[str]

    def find(self, tag: str, markers: frozenset[str]) -> MarkerRule | None:
        """Give the first rule that knows an element of this tag and these marker words, or None.

        Word pairs are closer than single words, so they go first; then words; then the tag.
        """
        known = markers & self.vocabulary
        number = self._find_by_words(known) if known else None
        if number is None:
            number = self.by_tag.get(tag)
        return self.rules[number] if number is not None else None

    def _find_by_words(self, known: frozenset[str]) -> int | None:
        if len(known) > 1:
            paired = [number for word in known for number, pair in self.pairs.get(word, ()) if pair <= known]
            if paired:
                return min(paired)
        return min((self.by_word[word] for word in known if word in self.by_word), default=None)


@cache
def load_marker_index() -> MarkerIndex:
    """Read the marker rules."""
    text = (files("newscrawl") / "data" / "marker_rules.toml").read_text("utf-8")
    try:
        rows = msgspec.toml.decode(text, type=dict[str, list[_MarkerRow]])["rule"]
    except (msgspec.MsgspecError, KeyError) as error:
        raise DataFileError("newscrawl/data/marker_rules.toml", str(error)) from error
    return index_rules(tuple(_make_rule(row) for row in rows))


def index_rules(rules: tuple[MarkerRule, ...]) -> MarkerIndex:
    """Make the index of rules, in their order."""
    by_word: dict[str, int] = {}
    by_tag: dict[str, int] = {}
    pairs: dict[str, tuple[tuple[int, frozenset[str]], ...]] = {}
    for number, rule in enumerate(rules):
        for word in rule.words:
            by_word.setdefault(word, number)
        for tag in rule.tags:
            by_tag.setdefault(tag, number)
        for pair in rule.pairs:
            for word in pair:
                pairs[word] = (*pairs.get(word, ()), (number, pair))
    return MarkerIndex(rules, by_word, by_tag, pairs, frozenset([*by_word, *pairs]))


def _make_rule(row: _MarkerRow) -> MarkerRule:
    pairs = tuple(frozenset(word.split("+")) for word in row.words if "+" in word)
    words = frozenset(word for word in row.words if "+" not in word)
    return MarkerRule(row.name, row.kind, row.why, words, pairs, frozenset(row.tags))
