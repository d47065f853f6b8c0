"""What the memory gives back: pages once, leftovers again, looks in time, and nothing of a transaction that
failed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.memory.protocol import PageVisit, PollOutcome, Validators
from newscrawl.memory.store import Store
from newscrawl.record import PastTries
from tests.memory.conftest import FEED, SITE, START, Begin, at, candidate, digest, poll, result


@pytest.fixture
def memory(any_memory: Store) -> Store:
    """Every case here holds for every store."""
    return any_memory


def urls(visits: object) -> list[str]:
    return [visit.candidate.url.removeprefix("https://news.test") for visit in visits]  # type: ignore[attr-defined]


def test_new_pages_are_given_once_in_the_polls_order(memory: Store) -> None:
    assert urls(memory.note_poll(poll("/b", "/a", "/b?utm_source=x"))) == ["/b", "/a"]
    assert memory.note_poll(poll("/a", "/b", now=at(hours=1))) == []


def test_what_discovery_knew_comes_back(memory: Store) -> None:
    told = candidate("/a", title="Ein Titel – 見出し", published="2026-11-24T07:00:00Z", language="de")
    memory.note_poll(poll(candidates=[told]))
    memory.end_run(START, 0)
    assert [visit.candidate for visit in memory.list_due(SITE, at(minutes=1))] == [told]


def test_page_without_an_outcome_comes_again_after_the_run_died(memory: Store, begin: Begin) -> None:
    memory.note_poll(poll("/a", "/b"))
    assert list(memory.list_due(SITE, at(minutes=1))) == []
    memory.commit([], [(result("/a", START), None)])
    memory.close()
    reopened = begin(at(minutes=15))
    assert urls(reopened.list_due(SITE, at(minutes=15))) == ["/b"]
    reopened.close()


def test_pages_in_flight_when_runs_died_come_last(memory: Store, begin: Begin) -> None:
    memory.note_poll(poll("/killer"))
    memory.close()
    second = begin(at(minutes=15))
    second.note_poll(poll("/killer", "/later", now=at(minutes=15)))
    second.end_run(at(minutes=16), 0)
    assert urls(second.list_due(SITE, at(minutes=30))) == ["/later", "/killer"]
    second.close()


def test_more_pages_than_one_helping_are_all_given_and_none_twice(memory: Store) -> None:
    memory.note_poll(poll(*(f"/{number}" for number in range(450))))
    memory.end_run(START, 0)
    given = urls(memory.list_due(SITE, at(minutes=1)))
    assert len(given) == len(set(given)) == 450


def test_baseline_is_known_and_only_a_backfill_fetches_it(memory: Store) -> None:
    old = [candidate("/old")]
    memory.note_poll(poll(baseline=old))
    assert memory.note_poll(poll("/old", now=at(hours=1))) == []
    assert urls(memory.note_poll(poll("/old", now=at(hours=2), is_backfill=True))) == ["/old"]
    assert list(memory.list_due(SITE, at(days=30))) == []


def test_following_page_of_a_list_names_pages_and_is_no_source_itself(memory: Store) -> None:
    following = Source(url=FEED.url + "?page=2", kind=SourceKind.section_page, parent_url=FEED.url)
    named = replace(candidate("/deep"), source_url=following.url, source_kind=following.kind)
    memory.note_poll(poll(source=following, candidates=[named], is_passing=True))
    assert memory.list_sources(SITE) == []
    memory.end_run(START, 0)
    assert [visit.candidate for visit in memory.list_due(SITE, at(minutes=1))] == [named]


def test_sources_keep_their_validators_through_a_failed_poll(memory: Store) -> None:
    named = Source(url="https://news.test/map.xml", kind=SourceKind.sitemap, parent_url=FEED.url)
    memory.note_poll(poll("/a", sources=[named]))
    memory.note_poll(poll(now=at(hours=1), outcome=PollOutcome.failed, validators=Validators(), fault="HTTP 500"))
    feed, sitemap = memory.list_sources(SITE)
    assert (feed.source, feed.validators.etag, feed.last_polled) == (FEED, '"1"', START)
    assert feed.next_poll is not None
    assert feed.next_poll > at(hours=1)
    assert (sitemap.source, sitemap.is_due(at(hours=1))) == (named, True)


def test_what_a_source_turned_out_to_be_outlives_what_others_take_it_for(memory: Store) -> None:
    taken_for = Source(url="https://news.test/map.xml", kind=SourceKind.sitemap, parent_url=FEED.url)
    memory.note_poll(poll(sources=[taken_for]))
    memory.note_poll(poll(source=replace(taken_for, kind=SourceKind.news_sitemap)))
    memory.note_poll(poll(sources=[taken_for], now=at(hours=1)))
    assert [state.source.kind for state in memory.list_sources(SITE)] == [SourceKind.feed, SourceKind.news_sitemap]


def test_fuller_form_of_a_known_page_is_fetched_from_then_on(memory: Store) -> None:
    memory.note_poll(poll("/amp/story"))
    memory.commit([], [(result("/amp/story", START), None)])
    memory.note_poll(poll("/story", now=at(minutes=20)))
    (visit,) = memory.list_due(SITE, at(hours=2))
    assert (visit.candidate.url, visit.validators) == ("https://news.test/story", Validators())


def look(
    memory: Store, now: datetime, outcome: VisitOutcome = VisitOutcome.unchanged, **options: object
) -> None:
    """Look at /a, which has to be due."""
    assert urls(memory.list_due(SITE, now)) == ["/a"]
    options = options or {"known": digest("https://news.test/a")}
    memory.commit([], [(result("/a", now, outcome, **options), None)])  # type: ignore[arg-type]


def test_article_is_looked_at_on_the_schedule_and_then_no_more(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    for hours in (1, 6, 24, 168):
        assert list(memory.list_due(SITE, at(hours=hours, minutes=-20))) == []
        look(memory, at(hours=hours))
    assert list(memory.list_due(SITE, at(days=300))) == []
    known = memory.find_article(digest("https://news.test/a"))
    assert known is not None
    assert known.record is None


def test_304_moves_only_the_next_look(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    (visit,) = memory.list_due(SITE, at(hours=1))
    assert (visit.is_revisit, visit.validators.etag) == (True, '"a"')
    before = memory.find_article_of_page(visit.candidate.url)
    memory.note_unchanged(visit, at(hours=1), Validators(etag='"b"'))
    assert memory.find_article_of_page(visit.candidate.url) == before
    (again,) = memory.list_due(SITE, at(hours=6))
    assert again.validators.etag == '"b"'


def test_changed_article_is_looked_at_after_the_same_wait_again(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    look(memory, at(hours=1), VisitOutcome.updated, text="more text", version=2)
    known = memory.find_article(digest("https://news.test/a"))
    assert known is not None
    assert (known.version, known.text_sha256) == (2, digest("more text"))
    assert urls(memory.list_due(SITE, at(hours=2))) == ["/a"]


def test_failing_page_is_tried_again_at_growing_waits_and_given_up(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    now = START
    for failures, minutes in enumerate((10, 60, 360, 1440), start=1):
        failed = result("/a", now, VisitOutcome.failed, reason="timeout", status=None)
        memory.commit([], [(failed, None)])
        assert memory.count_failures("https://news.test/a") == failures
        assert list(memory.list_due(SITE, now + timedelta(minutes=minutes - 1))) == []
        now += timedelta(minutes=minutes)
        assert urls(memory.list_due(SITE, now)) == ["/a"]
    memory.commit([], [(result("/a", now, VisitOutcome.failed, reason="timeout", status=None), None)])
    assert list(memory.list_due(SITE, at(days=300))) == []


def test_retry_comes_no_sooner_than_the_server_asks(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    busy = result("/a", START, VisitOutcome.failed, reason="http_error", status=503, retry_after=timedelta(hours=3))
    memory.commit([], [(busy, None)])
    assert list(memory.list_due(SITE, at(hours=2.9))) == []
    assert urls(memory.list_due(SITE, at(hours=3))) == ["/a"]


def test_page_that_is_no_article_is_not_asked_for_again(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START, VisitOutcome.rejected, reason="listing"), None)])
    assert memory.note_poll(poll("/a", now=at(hours=1))) == []
    assert list(memory.list_due(SITE, at(days=300))) == []


def test_article_that_moved_is_known_by_both_ids(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    look(memory, at(hours=1), known=digest("https://news.test/a"), moved_to=digest("https://news.test/moved"))
    moved = memory.find_article(digest("https://news.test/moved"))
    assert moved is not None
    assert moved == memory.find_article(digest("https://news.test/a"))


@pytest.mark.parametrize("minutes", [20, 40])
def test_moved_lastmod_is_a_reason_to_look_and_is_believed_while_it_tells_the_truth(
    memory: Store, minutes: int
) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    moved = [candidate("/a", lastmod=f"{at(minutes=minutes - 5):%Y-%m-%dT%H:%M:%SZ}")]
    assert urls(memory.note_poll(poll(candidates=moved, now=at(minutes=minutes)))) == ["/a"]


def test_lastmod_that_is_always_now_is_soon_believed_no_more(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START), None)])
    looks = 0
    for minutes in range(15, 1500, 15):
        now = at(minutes=minutes)
        said = [candidate("/a", lastmod=f"{now:%Y-%m-%dT%H:%M:%SZ}")]
        for _ in memory.note_poll(poll(candidates=said, now=now)):
            looks += 1
            known = digest("https://news.test/a")
            memory.commit([], [(result("/a", now, VisitOutcome.unchanged, known=known), None)])
    assert looks == 5


def test_clock_that_was_ahead_silences_nothing(memory: Store, begin: Begin) -> None:
    memory.close()
    ahead = begin(at(days=1))
    ahead.note_poll(poll("/a", now=at(days=1)))
    ahead.commit([], [(result("/a", at(days=1)), None)])
    ahead.end_run(at(days=1), 0)
    ahead.close()
    back = begin(at(minutes=15))
    assert all(state.is_due(at(minutes=30)) for state in back.list_sources(SITE))
    assert urls(back.list_due(SITE, at(hours=1.5))) == ["/a"]
    back.close()


def test_clock_that_was_ahead_is_made_up_for_once(memory: Store, begin: Begin) -> None:
    memory.close()
    begin(at(days=1)).close()
    back = begin(at(minutes=15))
    back.note_poll(poll("/a", now=at(minutes=15)))
    back.commit([], [(result("/a", at(minutes=15)), None)])
    back.end_run(at(minutes=15), 0)
    back.close()
    later = begin(at(minutes=30))
    assert urls(later.list_due(SITE, at(minutes=30))) == []
    assert urls(later.list_due(SITE, at(hours=2))) == ["/a"]
    later.close()


def test_failed_transaction_leaves_nothing(memory: Store) -> None:
    memory.note_poll(poll("/a", "/b"))
    bad = result("/b", START, VisitOutcome.rejected, reason="no such reason")
    with pytest.raises(ValueError, match="no such reason"):
        memory.commit([], [(result("/a", START), None), (bad, None)])
    assert memory.find_article(digest("https://news.test/a")) is None
    memory.end_run(START, 9)
    assert urls(memory.list_due(SITE, at(minutes=1))) == ["/a", "/b"]


def test_same_and_similar_texts_are_found_across_runs(memory: Store, begin: Begin) -> None:
    words = [f"word{number}" for number in range(300)]
    story, cut = " ".join(words), " ".join(words[:220])
    memory.note_poll(poll("/a"))
    memory.commit([], [(result("/a", START, text=story), None)])
    memory.close()
    later = begin(at(days=2))
    other = digest("https://other.test/x")
    same = later.find_similar(digest(story), None, other)
    assert same is not None
    assert (same.digest, same.likeness) == (digest("https://news.test/a"), 1.0)
    from newscrawl.similarity import sign_text

    near = later.find_similar(digest(cut), sign_text(cut), other)
    assert near is not None
    assert 0.5 < near.likeness < 1
    assert later.find_similar(digest(cut), sign_text(cut), digest("https://news.test/a")) is None
    assert later.find_similar(digest("x"), sign_text(" ".join(f"other{n}" for n in range(300))), other) is None
    later.close()
    much_later = begin(at(days=33))
    assert much_later.find_similar(digest(cut), sign_text(cut), other) is None
    much_later.close()


def test_pages_that_no_source_named_are_kept_too(memory: Store) -> None:
    memory.commit([], [(result("/listed", START), None)])
    visits = list(memory.list_due(SITE, at(hours=2)))
    assert [type(visit) for visit in visits] == [PageVisit]
    assert urls(visits) == ["/listed"]


def test_tries_in_vain_are_counted_over_runs_with_the_time_of_the_first_meeting(memory: Store) -> None:
    assert memory.find_tries("https://news.test/a") == PastTries()
    memory.note_poll(poll("/a"))
    for hours in (0, 1):
        failed = result("/a", at(hours=hours), VisitOutcome.failed, reason="timeout")
        memory.commit([], [(failed, None)])
    assert memory.find_tries("https://news.test/a") == PastTries(failures=2, first_seen=START)


def test_page_that_its_host_put_off_was_not_tried(memory: Store) -> None:
    memory.note_poll(poll("/a"))
    for hours in range(9):
        put_off = result("/a", at(hours=hours), VisitOutcome.failed, reason="deferred", retry_after=timedelta(hours=1))
        memory.commit([], [(put_off, None)])
    assert memory.find_tries("https://news.test/a").failures == 0
    assert urls(memory.list_due(SITE, at(hours=8.9))) == []
    assert urls(memory.list_due(SITE, at(hours=9.1))) == ["/a"]
