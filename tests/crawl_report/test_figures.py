"""A crawl is counted site by site and host by host, within bounds, the same from one run or from several."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import msgspec
import pytest

from newscrawl.crawl_report import figures as figures_module
from newscrawl.crawl_report.figures import OTHERS, CrawlFigures, HostFigures, SiteFigures
from newscrawl.crawl_report.lines import read_article, read_rejection
from tests.crawl_report.many_records import make_article
from tests.samples import ARTICLE, REJECTION


def count(first: int, last: int) -> CrawlFigures:
    made, random = CrawlFigures(), Random(first)
    for number in range(first, last):
        article = make_article(number, random)
        made.add_article(read_article(article))
        made.add_rejection(read_rejection(replace(REJECTION, url=article.url)))
        made.add_answer(article.domain, 0.5, 200)
    return made


def test_records_and_rejections_are_counted() -> None:
    made = CrawlFigures()
    made.add_article(read_article(replace(ARTICLE, dup_cluster="a" * 64)))
    made.add_article(read_article(replace(ARTICLE, published=None, extraction_score=1.0)))
    made.add_rejection(read_rejection(REJECTION))
    made.add_other("https://news.example/known")
    made.add_other("no address")
    made.add_answer("news.example", 2.0, 200)
    made.add_answer("news.example", 1.0, 404)
    assert made.sites["news.example"] == SiteFigures(4, 2, 1.9, {"http_error": 1})
    assert made.sites[OTHERS].found == 1
    assert (made.found, made.kept, made.undated, made.same_story) == (5, 2, 1, 1)
    assert (made.scores[18], made.scores[19]) == (1, 1)
    assert made.removed_chars == {"navigation": 8}
    assert made.fetched.counts == {"2026-11-24T08:15": 2}
    assert made.published.counts == {"2026-11-23": 1}
    assert made.hosts["news.example"] == HostFigures(2, 3.0, 2.0, {"200": 1, "404": 1})
    assert [member.title for member in made.clusters["a" * 64].members] == ["Vote delayed"]
    assert made.examples["http_error"][0].evidence == "HTTP status 404"


def test_two_runs_are_the_sum_of_both() -> None:
    both = count(0, 40)
    both.merge(count(40, 90))
    assert (both.kept, both.found, sum(both.scores)) == (90, 180, 90)
    assert sum(both.fetched.counts.values()) == 90
    assert both.statuses == {"200": 90}
    assert sum(host.answers for host in both.hosts.values()) == 90


def test_figures_come_back_from_plain_values() -> None:
    made = count(0, 40)
    assert msgspec.convert(msgspec.to_builtins(made), CrawlFigures) == made


def test_what_goes_into_the_file_is_bounded_and_loses_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEPT_SITES", "KEPT_HOSTS", "KEPT_CLUSTERS"):
        monkeypatch.setattr(figures_module, name, 3)
    made = count(0, 90)
    short = made.shorten()
    assert (len(short.sites), len(short.hosts), len(short.clusters)) == (4, 4, 3)
    assert short.found == made.found == 180
    assert sum(host.answers for host in short.hosts.values()) == 90
    assert short.shorten().found == 180


def test_more_sites_than_are_told_apart_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_module, "MAX_SITES", 5)
    made = count(0, 90)
    assert (len(made.sites), made.found) == (6, 180)
    assert made.sites[OTHERS].kept > 50
