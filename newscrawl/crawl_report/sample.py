"""Decides which records a report shows: some drawn at random, and those that the extractor was least sure of."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import msgspec

from newscrawl.crawl_report.lines import OPENING_CHARACTERS, ArticleLine

DEFAULT_SIZE = 12
LOWEST_SHARE = 3
"""One of so many is among the lowest scores: where a report is looked into for faults, they are there."""


class SampledRecord(msgspec.Struct):
    """A record as a report shows it. opening: of its text. why: how it came into the sample."""

    id: str
    url: str
    site: str
    title: str | None
    published: str | None
    score: float
    words: int
    strategy: str
    evidence: str | None
    opening: str
    removed: dict[str, int]
    warnings: list[str]
    why: str = "at random"


class Sample:
    """A sample of a stream of records of unknown length, each of which is equally likely to be in its random part
    (Vitter's algorithm R).

    size: records at most. seed: the same records and the same seed give the same sample.
    """

    def __init__(self, size: int, seed: str) -> None:
        self._lowest_size = size // LOWEST_SHARE
        self._random_size = size - self._lowest_size
        self._random = Random(seed)
        self._seen = 0
        self._drawn: list[SampledRecord] = []
        self._lowest: list[SampledRecord] = []

    def offer(self, line: ArticleLine) -> bool:
        """Take a record, or pass it by; say whether it was taken. In place."""
        self._seen += 1
        place = len(self._drawn) if self._seen <= self._random_size else self._random.randrange(self._seen)
        is_drawn = place < self._random_size
        is_low = bool(self._lowest_size) and (
            len(self._lowest) < self._lowest_size or line.extraction_score < self._lowest[-1].score
        )
        if not (is_drawn or is_low):
            return False
        record = describe_record(line)
        if is_drawn:
            self._drawn[place : place + 1] = [record]
        if is_low:
            low = msgspec.structs.replace(record, why="lowest score")
            self._lowest = sorted([*self._lowest, low], key=lambda one: one.score)[: self._lowest_size]
        return True

    def list_records(self) -> list[SampledRecord]:
        """Give the sample, the lowest scores first, no record twice."""
        lowest = {record.id for record in self._lowest}
        return [*self._lowest, *(record for record in self._drawn if record.id not in lowest)]


def describe_record(line: ArticleLine) -> SampledRecord:
    """Give a record as a report shows it."""
    opening = line.text[:OPENING_CHARACTERS]
    return SampledRecord(
        id=line.id,
        url=line.url,
        site=line.domain,
        title=line.title,
        published=line.published,
        score=line.extraction_score,
        words=line.word_count,
        strategy=line.extractor.strategy,
        evidence=line.page_type_evidence,
        opening=opening + (" …" if len(line.text) > len(opening) else ""),
        removed=line.removed,
        warnings=line.warnings,
    )


def join_samples(samples: Iterable[Iterable[SampledRecord]], size: int, seed: str) -> list[SampledRecord]:
    """Make one sample of those of several runs, each record once."""
    records = list({record.id: record for sample in samples for record in sample}.values())
    return records if len(records) <= size else Random(seed).sample(records, size)
