"""Writes files of many records and rejections, the same for the same seed: a crawl of many sites over some days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from newscrawl.article import Article, ArticleBlock
from newscrawl.blocks import BlockType
from newscrawl.outcomes import Reason
from newscrawl.serialiser import encode_line
from tests.samples import ARTICLE, REJECTION

START = datetime(2026, 11, 1, tzinfo=UTC)
SENTENCE = "The harbour board put off its vote on day {} of a long debate, after five of its members had said so. "


def make_article(number: int, random: Random) -> Article:
    """Make one record of about 9 kB, as a story of 600 words is."""
    site, at = random.randrange(300), START + timedelta(seconds=9 * number)
    text = SENTENCE.format(number) * random.randrange(15, 60)
    return replace(
        ARTICLE,
        id=f"{number:064x}",
        url=f"https://site{site}.example/story/{number}",
        domain=f"site{site}.example",
        title=f"Vote {number} delayed",
        text=text,
        blocks=[ArticleBlock(type=BlockType.paragraph, text=text)],
        word_count=len(text.split()),
        fetched=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        published=f"{at - timedelta(days=random.randrange(5)):%Y-%m-%d}" if number % 9 else None,
        extraction_score=round(random.betavariate(9, 1), 3),
        removed={"navigation": random.randrange(1, 900), "related_links": random.randrange(1, 900)},
        crawl_id=f"run-{number // 5000:05}",
        dup_cluster=f"{random.randrange(99):064x}" if number % 20 == 0 else None,
    )


def write_records(path: Path, count: int, seed: int = 1) -> None:
    """Write so many lines, every tenth of them a rejection."""
    random, reasons = Random(seed), list(Reason)
    with path.open("wb") as file:
        for number in range(count):
            article = make_article(number, random)
            if number % 10:
                file.write(encode_line(article))
            else:
                told = {"url": article.url, "reason": random.choice(reasons), "crawl_id": article.crawl_id}
                file.write(encode_line(replace(REJECTION, **told)))
