"""Decides what the plain-text cleaner does to the text of other extractors: their score before, and after it."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.api import clean_text
from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.scores import SetScore, score_page, summarize_scores


@dataclass(frozen=True, slots=True)
class CleanedPeer:
    """One peer on a set: the scores of its text as it gave it, and as the cleaner left it."""

    peer: str
    given: SetScore
    cleaned: SetScore


def measure_cleaned_peer(benchmark: Benchmark, peer: Peer) -> CleanedPeer:
    """Extract every page with the peer, and score its text before and after cleaning."""
    texts = [peer.read(page.read_html(), page.url, False).text for page in benchmark]
    golds = [page.text for page in benchmark]
    given = [score_page(gold, text) for gold, text in zip(golds, texts, strict=True)]
    cleaned = [score_page(gold, clean_text(text).text) for gold, text in zip(golds, texts, strict=True)]
    return CleanedPeer(peer.name, summarize_scores(given), summarize_scores(cleaned))


def format_cleaned_peer(result: CleanedPeer) -> str:
    """Give one line of the report."""
    given, cleaned = result.given, result.cleaned
    rows = (
        ("F1", given.f1, cleaned.f1),
        ("precision", given.precision, cleaned.precision),
        ("recall", given.recall, cleaned.recall),
        ("accuracy", given.accuracy, cleaned.accuracy),
    )
    return f"{result.peer:12} " + "; ".join(f"{name} {before:.3f} -> {after:.3f}" for name, before, after in rows)
