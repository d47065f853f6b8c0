"""The text of another extractor is scored as given and as cleaned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newscrawl.evaluation.benchmark import load_benchmark
from newscrawl.evaluation.cleaned_peers import format_cleaned_peer, measure_cleaned_peer
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.systems import Output

STORY = [
    "The harbour council put off the vote on dredging until spring, officials said on Monday morning.",
    "Several members said that they had not read the report by the engineers, which came in on Friday.",
]


def test_cleaning_is_scored_against_the_text_as_given(write_benchmark: Callable[..., Path]) -> None:
    truth = {"articleBody": "\n\n".join(STORY)}
    benchmark = load_benchmark(write_benchmark({str(number): (b"<p>x", truth) for number in range(3)}))
    given = "\n\n".join([*STORY, "Sign up for our newsletter", "Read more: Ferry late again this week"])
    peer = Peer("some", lambda *_: Output(text=given), (), "some")
    result = measure_cleaned_peer(benchmark, peer)
    assert result.given.precision < 1
    assert (result.cleaned.f1, result.cleaned.accuracy, result.given.accuracy) == (1.0, 1.0, 0.0)
    assert format_cleaned_peer(result).startswith("some         F1 0.")
    assert format_cleaned_peer(result).endswith("recall 1.000 -> 1.000; accuracy 0.000 -> 1.000")
