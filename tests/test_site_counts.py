"""Sites are counted by the outcomes of their pages; the time to go is that of the slowest."""

from __future__ import annotations

from newscrawl.site_counts import FoundPages, SiteTally, sum_counts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_outcomes_are_counted_by_site_with_pace_and_time_to_go() -> None:
    clock = Clock()
    tally = SiteTally(clock)
    known = [FoundPages("a.example", 10), FoundPages("b.example", 0)]
    (waiting,) = tally.count(known)
    assert (waiting.found, waiting.left, waiting.rate, waiting.seconds_left) == (10, 10, 0.0, None)
    tally.note("a.example", is_fetched=True, is_article=True)
    tally.note("a.example", is_fetched=True, is_rejected=True)
    tally.note("a.example", is_fetched=False, is_rejected=True)
    tally.note("a.example", is_fetched=True)
    clock.now = 8.0
    (site,) = tally.count(known)
    assert (site.fetched, site.articles, site.rejected) == (3, 1, 2)
    assert (site.left, site.rate, site.seconds_left) == (6, 3 / 8, 12.0)


def test_site_that_is_done_keeps_its_pace() -> None:
    clock = Clock()
    tally = SiteTally(clock)
    tally.count([FoundPages("a.example", 1)])
    clock.now = 2.0
    tally.note("a.example", is_fetched=True, is_article=True)
    clock.now = 100.0
    (site,) = tally.count([FoundPages("a.example", 1)])
    assert (site.left, site.rate, site.seconds_left) == (0, 0.5, 0.0)


def test_spider_that_knows_what_is_left_is_believed_and_one_that_tells_nothing_has_found_what_came() -> None:
    tally = SiteTally(Clock())
    tally.note("a.example", is_fetched=True)
    tally.note("b.example", is_fetched=True)
    a, b = tally.count([FoundPages("a.example", 9, left=3)])
    assert (a.found, a.left, b.found, b.left) == (9, 3, 1, 0)


def test_time_of_a_crawl_is_that_of_the_slowest_site_or_of_what_ends_it_before() -> None:
    clock = Clock()
    tally = SiteTally(clock)
    known = [FoundPages("quick.example", 10), FoundPages("slow.example", 100), FoundPages("new.example", 5)]
    tally.count(known)
    for site in ("quick.example", "slow.example"):
        for _ in range(5):
            tally.note(site, is_fetched=True, is_article=True)
    clock.now = 10.0
    sites = tally.count(known)
    total = sum_counts(sites, 10.0)
    assert (total.found, total.left, total.fetched, total.rate, total.seconds_left) == (115, 105, 10, 1.0, 190.0)
    assert sum_counts(sites, 10.0, max_articles=30).seconds_left == 20.0
    assert sum_counts(sites, 10.0, max_articles=30, budget=25.0).seconds_left == 15.0


def test_time_is_not_told_before_the_first_page_nor_after_the_last() -> None:
    clock = Clock()
    tally = SiteTally(clock)
    assert sum_counts(tally.count([FoundPages("a.example", 1)]), 5.0).seconds_left is None
    clock.now = 1.0
    tally.note("a.example", is_fetched=True)
    assert sum_counts(tally.count([FoundPages("a.example", 1)]), 5.0, budget=60.0).seconds_left is None
    assert sum_counts([], 0.0).seconds_left is None
