"""Decides which cruft a text still holds: the snippets that a set lists as unwanted, and of which kind
each is.

A set may list its cruft as `unwanted` (no kinds, as WCXB does) or as `cruft`, `{kind: [snippet, …]}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newscrawl.blocks import CutKind, Removal
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.evaluation.scores import flatten_text, tokenize

UNWANTED = "unwanted"
"""The set's own name for snippets that it gives no kind."""
MIN_SNIPPET_TOKENS = 3
"""Shorter unwanted snippets recur in any text, so they tell nothing."""


def list_snippets(page: GoldPage) -> dict[str, tuple[str, ...]]:
    """List a page's unwanted snippets by the set's own kinds: those long enough to tell, and not in the
    gold.
    """
    listed: dict[str, Sequence[str]] = dict(page.truth.get("cruft") or {})
    if page.truth.get(UNWANTED):
        listed[UNWANTED] = page.truth[UNWANTED]
    gold = flatten_text(page.text)
    usable = {
        kind: tuple(
            snippet
            for snippet in snippets
            if len(tokenize(snippet)) >= MIN_SNIPPET_TOKENS and flatten_text(snippet) not in gold
        )
        for kind, snippets in listed.items()
    }
    return {kind: snippets for kind, snippets in usable.items() if snippets}


def find_leftovers(snippets: Mapping[str, Iterable[str]], text: str) -> dict[str, tuple[str, ...]]:
    """Find the snippets that stand in the text, by the set's own kinds; kinds without one are left out."""
    given = flatten_text(text)
    found = {
        kind: tuple(snippet for snippet in listed if flatten_text(snippet) in given)
        for kind, listed in snippets.items()
    }
    return {kind: listed for kind, listed in found.items() if listed}


def classify_leftover(snippet: str, listed_as: str, removals: Sequence[Removal]) -> CutKind:
    """Give a leftover's kind in newscrawl's own vocabulary; `other` where nothing tells it.

    The set's kind is taken where it is one of ours; then what the line rules call the snippet; then as what
    newscrawl removed it from this page (it may stand there twice, or another system left it).
    """
    if listed_as in set(CutKind):
        return CutKind(listed_as)
    verdict = find_line_rule(snippet)
    if verdict is not None:
        return verdict.kind
    wanted = flatten_text(snippet)
    holding = [removal for removal in removals if wanted in flatten_text(removal.text)]
    return min(holding, key=lambda removal: len(removal.text)).kind if holding else CutKind.other
