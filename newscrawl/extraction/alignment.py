"""Decides how much of a block stands in a reference text: another extractor's output, or the page's own metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.cleaning.shape import split_words

SHINGLE_WORDS = 4
"""Runs of so many words are compared: shorter ones recur by chance, longer ones break at every changed word."""
_KNOWN_RUN = b"\x01" * SHINGLE_WORDS


class Reference:
    """A text to align with, held as its lines and its word shingles. Built once a page."""

    def __init__(self, text: str) -> None:
        self.lines = frozenset(tuple(split_words(line)) for line in text.splitlines())
        words = split_words(text)
        self.words = frozenset(words)
        self.shingles = frozenset(_make_shingles(words))

    def measure(self, text: str) -> float:
        """Give the share of the text, 0 to 1, that stands in the reference; a short text must be a line of it."""
        return self.measure_words(split_words(text))

    def measure_words(self, words: Sequence[str]) -> float:
        """The same for a text that is already split into words (`cleaning.shape.split_words`)."""
        if len(words) < SHINGLE_WORDS:
            return float(bool(words) and tuple(words) in self.lines)
        # Most texts have no run of known words at all, which is seen without making shingles.
        if _KNOWN_RUN not in bytes(map(self.words.__contains__, words)):
            return 0.0
        return sum(map(self.shingles.__contains__, _make_shingles(words))) / (len(words) - SHINGLE_WORDS + 1)


def _make_shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)
