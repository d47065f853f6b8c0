"""Leftovers: what counts as one, and how it gets a kind of newscrawl's own vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newscrawl.blocks import CutKind, Removal
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.evaluation.leftovers import classify_leftover, find_leftovers, list_snippets

GOLD = "The harbour council met. It is open to all readers of this paper."


def make_page(**truth: Any) -> GoldPage:
    return GoldPage("1", Path(), None, GOLD, truth)


def test_short_snippets_and_those_in_the_gold_do_not_count() -> None:
    page = make_page(unwanted=["Menu", "Open to all", "Share this story", "Sign up"])
    assert list_snippets(page) == {"unwanted": ("Share this story",)}


def test_kinds_without_a_usable_snippet_are_left_out() -> None:
    page = make_page(unwanted=None, cruft={"byline": ["By Someone Else"], "counter": ["12"]})
    assert list_snippets(page) == {"byline": ("By Someone Else",)}


def test_snippet_is_found_by_whole_words_whatever_case_and_punctuation() -> None:
    snippets = {"unwanted": ("Share this story", "Read it again"), "byline": ("By Ann Lee",)}
    text = "The harbour. SHARE: this story! By Ann Leeson"
    assert find_leftovers(snippets, text) == {"unwanted": ("Share this story",)}


REMOVALS = (
    Removal(
        CutKind.footer, "Harbour Gazette, Kai 7. Tide tables for members. Imprint and contact.", "r", "w"
    ),
    Removal(CutKind.related_links, "Tide tables for members", "r", "w"),
)


@pytest.mark.parametrize(
    ("snippet", "listed_as", "kind"),
    [
        ("All rights reserved.", "unwanted", CutKind.source_line),
        ("Tide tables, for members", "unwanted", CutKind.related_links),
        ("imprint and contact", "unwanted", CutKind.footer),
        ("A line that nothing tells", "unwanted", CutKind.other),
        ("A line that nothing tells", "byline", CutKind.byline),
        ("A line that nothing tells", "promo", CutKind.other),
    ],
)
def test_kind_is_the_sets_or_the_line_rules_or_the_smallest_removals(
    snippet: str, listed_as: str, kind: CutKind
) -> None:
    assert classify_leftover(snippet, listed_as, REMOVALS) == kind
