"""A sample holds the lowest scores and others at random, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from random import Random

from newscrawl.crawl_report.lines import read_article
from newscrawl.crawl_report.sample import Sample, join_samples
from tests.crawl_report.many_records import make_article

LINES = [read_article(make_article(number, Random(number))) for number in range(60)]


def draw(size: int, seed: str) -> Sample:
    sample = Sample(size, seed)
    for line in LINES:
        sample.offer(line)
    return sample


def test_lowest_scores_come_first() -> None:
    listed = draw(12, "a").list_records()
    lowest = sorted(line.extraction_score for line in LINES)[:4]
    assert [record.score for record in listed[:4]] == lowest
    assert {record.why for record in listed[:4]} == {"lowest score"}
    assert 8 <= len(listed) <= 12
    assert len({record.id for record in listed}) == len(listed)


def test_same_seed_gives_the_same_sample_and_each_record_its_chance() -> None:
    assert draw(12, "a").list_records() == draw(12, "a").list_records()
    drawn = Counter(record.id for seed in range(600) for record in draw(3, str(seed)).list_records()[1:])
    lowest = min(LINES, key=lambda line: line.extraction_score).id
    assert set(drawn) == {line.id for line in LINES} - {lowest}
    assert max(drawn.values()) < 60  # 20 on the average


def test_sample_of_few_records_is_all_of_them_and_of_size_0_none() -> None:
    sample = Sample(12, "a")
    assert [sample.offer(line) for line in LINES[:3]] == [True, True, True]
    assert {record.id for record in sample.list_records()} == {line.id for line in LINES[:3]}
    assert draw(0, "a").list_records() == []


def test_samples_are_joined_without_doubles() -> None:
    one, other = draw(12, "a").list_records(), draw(12, "b").list_records()
    joined = join_samples([one, one, other], 12, "s")
    assert len({record.id for record in joined}) == len(joined) == 12
