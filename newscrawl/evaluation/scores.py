"""Decides how text is scored against gold: the definitions of the public article-extraction-benchmark.

Per page the multiset overlap of 4-token shingles; over a set the mean precision and mean recall, F1 of
the two means, and accuracy, the share of pages whose tokens are the gold's.
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
MIN_GOLD_LINE_TOKENS = 8
"""Shorter lines of the gold do not count as lost paragraphs: they recur, or were split in another way."""
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page. precision and recall are None where they are undefined: nothing was given, or nothing
    wanted.
    """

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
    wanted, given = tokenize(gold), tokenize(text)
    true, made = count_shingles(wanted), count_shingles(given)
    hits = sum((true & made).values())
    return PageScore(
        hits / made.total() if made else None, hits / true.total() if true else None, wanted == given
    )


def summarize_scores(scores: Sequence[PageScore]) -> SetScore:
    """Sum up a set of at least one page, with the sampling error of its F1."""
    f1, precision, recall = average_scores(scores)
    rng = random.Random(0)
    rounds = [average_scores(rng.choices(scores, k=len(scores)))[0] for _ in range(BOOTSTRAP_ROUNDS)]
    return SetScore(
        f1, precision, recall, statistics.mean(s.is_exact for s in scores), statistics.stdev(rounds)
    )


def average_scores(scores: Sequence[PageScore]) -> tuple[float, float, float]:
    """Give F1, mean precision and mean recall of pages; where a value is undefined, its page does not
    count.
    """
    precisions = [score.precision for score in scores if score.precision is not None]
    recalls = [score.recall for score in scores if score.recall is not None]
    precision = statistics.fmean(precisions) if precisions else 0.0
    recall = statistics.fmean(recalls) if recalls else 0.0
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0), precision, recall


def count_lost_lines(gold: str, text: str) -> tuple[int, int]:
    """Count the gold's lines of eight tokens or more that the text lacks, and all such lines."""
    given = flatten_text(text)
    lines = [line for line in gold.split("\n") if len(tokenize(line)) >= MIN_GOLD_LINE_TOKENS]
    return sum(flatten_text(line) not in given for line in lines), len(lines)


def tokenize(text: str) -> list[str]:
    """Give the tokens of a text: runs of letters, digits and underscores."""
    return _TOKEN.findall(text)


def count_shingles(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Count the runs of four tokens; fewer tokens are one run."""
    if not tokens:
        return Counter()
    last = max(1, len(tokens) - SHINGLE_TOKENS + 1)
    return Counter(tuple(tokens[start : start + SHINGLE_TOKENS]) for start in range(last))


def flatten_text(text: str) -> str:
    """Give the lower-case tokens with a space around each, so that `in` finds whole words in order."""
    return f" {' '.join(tokenize(text.lower()))} "
