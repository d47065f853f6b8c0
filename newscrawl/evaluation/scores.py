"""Decides how text is scored against gold: the definitions of the public article-extraction-benchmark.

Per page the multiset overlap of 4-token shingles; over a set the mean precision and mean recall, F1 of the two
means, and accuracy, the share of pages whose tokens are the gold's.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SHINGLE_TOKENS = 4
BOOTSTRAP_ROUNDS = 200
MIN_SNIPPET_TOKENS = 3
"""Shorter unwanted snippets recur in any text, so they tell nothing."""
MIN_GOLD_LINE_TOKENS = 8
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page. precision and recall are None where they are undefined: nothing was given, or nothing wanted."""

    precision: float | None
    recall: float | None
    is_exact: bool

    @property
    def f1(self) -> float:
        """F1 of this page; undefined counts as 0."""
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class SetScore:
    """A set of pages. error: standard deviation of F1 over bootstrap samples."""

    f1: float
    precision: float
    recall: float
    accuracy: float
    error: float


def score_page(gold: str, text: str) -> PageScore:
    """Score one text against its gold."""
    wanted, given = _tokenize(gold), _tokenize(text)
    true, made = _count_shingles(wanted), _count_shingles(given)
    hits = sum((true & made).values())
    return PageScore(
        hits / made.total() if made else None, hits / true.total() if true else None, wanted == given
    )


def summarize_scores(scores: Sequence[PageScore]) -> SetScore:
    """Sum up a set, with the sampling error of its F1."""
    f1, precision, recall = _mean_f1(scores)
    rng = random.Random(0)
    rounds = [_mean_f1(rng.choices(scores, k=len(scores)))[0] for _ in range(BOOTSTRAP_ROUNDS)]
    return SetScore(f1, precision, recall, statistics.mean(s.is_exact for s in scores), statistics.stdev(rounds))


def has_leftover(gold: str, text: str, unwanted: Sequence[str]) -> bool | None:
    """Tell whether an unwanted snippet stands in the text and not in the gold; None where there is none to look for."""
    wanted, given = _flatten(gold), _flatten(text)
    snippets = [_flatten(snippet) for snippet in unwanted if len(_tokenize(snippet)) >= MIN_SNIPPET_TOKENS]
    snippets = [snippet for snippet in snippets if snippet not in wanted]
    return any(snippet in given for snippet in snippets) if snippets else None


def count_lost_lines(gold: str, text: str) -> tuple[int, int]:
    """Count the gold's lines of eight tokens or more that the text lacks, and all such lines."""
    given = _flatten(text)
    lines = [line for line in gold.split("\n") if len(_tokenize(line)) >= MIN_GOLD_LINE_TOKENS]
    return sum(_flatten(line) not in given for line in lines), len(lines)


def _mean_f1(scores: Sequence[PageScore]) -> tuple[float, float, float]:
    precisions = [score.precision for score in scores if score.precision is not None]
    recalls = [score.recall for score in scores if score.recall is not None]
    precision = statistics.fmean(precisions) if precisions else 0.0
    recall = statistics.fmean(recalls) if recalls else 0.0
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0), precision, recall


def _tokenize(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _count_shingles(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not tokens:
        return Counter()
    last = max(1, len(tokens) - SHINGLE_TOKENS + 1)
    return Counter(tuple(tokens[start : start + SHINGLE_TOKENS]) for start in range(last))


def _flatten(text: str) -> str:
    return f" {' '.join(_tokenize(text.lower()))} "
