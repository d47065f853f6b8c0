"""Measuring extraction on folders of pages with gold text."""

from newscrawl.evaluation.benchmark import Benchmark, GoldPage, load_benchmark
from newscrawl.evaluation.scores import PageScore, SetScore, score_page, summarize_scores

__all__ = [
    "Benchmark",
    "GoldPage",
    "PageScore",
    "SetScore",
    "load_benchmark",
    "score_page",
    "summarize_scores",
]
