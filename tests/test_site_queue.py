"""In which order a site's tasks run, how many at once, and when the site is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.memory.protocol import PageVisit, SourceState
from newscrawl.site_queue import MAX_SILENCES, PageTask, PollTask, SiteQueue

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = SourceState(source=Source(url="https://n.example/rss", kind=SourceKind.feed))


def visit(
    path: str, published: str | None = None, kind: SourceKind = SourceKind.feed, *, is_revisit: bool = False
) -> PageVisit:
    candidate = Candidate(
        url=f"https://n.example{path}",
        source_url="https://n.example/s",
        source_kind=kind,
        published=published,
    )
    return PageVisit(candidate=candidate, is_revisit=is_revisit)


def run(queue: SiteQueue) -> list[str]:
    """Take and finish every task, one after the other."""
    taken = []
    while (task := queue.take()) is not None:
        url = task.visit.candidate.url if isinstance(task, PageTask) else task.state.source.url
        taken.append(url.removeprefix("https://n.example"))
        queue.finish(task)
    return taken


def test_sources_go_before_pages_and_new_pages_before_old_ones() -> None:
    queue = SiteQueue(now=NOW)
    queue.add_pages(
        [
            visit("/old", "2026-01-01"), visit("/undated", kind=SourceKind.sitemap),
            visit("/new", "2026-11-24T10:00:00Z"),
            visit("/front", kind=SourceKind.front_page), visit("/again", "2026-02-02", is_revisit=True),
        ]
    )  # fmt: skip
    queue.add_polls([FEED])
    assert run(queue) == ["/rss", "/front", "/again", "/new", "/old", "/undated"]


def test_pages_of_one_moment_keep_their_order() -> None:
    queue = SiteQueue(now=NOW)
    queue.add_pages([visit(f"/{number}", "2026-11-24") for number in range(5)])
    assert run(queue) == ["/0", "/1", "/2", "/3", "/4"]


def test_page_that_waits_is_known_by_the_source_that_says_most() -> None:
    queue = SiteQueue(now=NOW)
    queue.add_pages([visit("/a?utm_source=x", kind=SourceKind.front_page), visit("/b", "2026-11-24T10:00:00Z")])
    queue.learn(
        [
            visit("/a", "2026-01-01", SourceKind.news_sitemap).candidate,
            replace(visit("/a", kind=SourceKind.sitemap).candidate, lastmod="2026-01-02"),
            visit("/b", kind=SourceKind.sitemap).candidate,
            visit("/unknown", "2026-11-24").candidate,
        ]
    )
    assert queue.left == 2
    found = []
    while isinstance(task := queue.take(), PageTask):
        candidate = task.visit.candidate
        found.append((candidate.url[17:], candidate.source_kind, candidate.published, candidate.lastmod))
        queue.finish(task)
    assert found == [
        ("/b", SourceKind.feed, "2026-11-24T10:00:00Z", None),
        ("/a?utm_source=x", SourceKind.news_sitemap, "2026-01-01", "2026-01-02"),
    ]
    assert queue.left == 0


def test_one_task_runs_until_the_site_has_answered_then_as_many_as_are_allowed() -> None:
    queue = SiteQueue(now=NOW, width=2)
    queue.add_pages([visit(f"/{number}") for number in range(5)])
    first = queue.take()
    assert first is not None
    assert queue.take() is None
    queue.finish(first)
    assert queue.take() is not None
    assert queue.take() is not None
    assert queue.take() is None


def test_no_more_pages_are_taken_than_a_run_may_and_the_rest_is_counted() -> None:
    queue = SiteQueue(now=NOW, max_pages=2)
    queue.add_pages([visit(f"/{number}") for number in range(5)])
    assert len(run(queue)) == 2
    assert queue.is_done
    assert queue.left == 3
    queue.add_polls([FEED])
    assert run(queue) == ["/rss"]


def test_site_without_any_answer_is_given_up() -> None:
    queue = SiteQueue(now=NOW)
    queue.add_polls([FEED])
    queue.add_pages([visit(f"/{number}") for number in range(50)])
    taken = 0
    while (task := queue.take()) is not None:
        taken += 1
        queue.finish(task, silence="timeout")
    assert taken == MAX_SILENCES
    assert queue.given_up == f"no answer to {MAX_SILENCES} requests in a row (timeout)"
    assert queue.is_done
    assert not queue.has_polls
    queue.add_polls([FEED])
    assert queue.take() is None


def test_answer_in_between_lets_a_site_go_on() -> None:
    queue = SiteQueue(now=NOW, width=1)
    queue.add_pages([visit(f"/{number}") for number in range(50)])
    for number in range(50):
        task = queue.take()
        assert task is not None
        queue.finish(task, silence="timeout" if number % MAX_SILENCES else "")
    assert queue.given_up == ""


def test_polls_are_counted_until_they_have_their_outcome() -> None:
    queue = SiteQueue(now=NOW)
    queue.add_polls([FEED], depth=2)
    task = queue.take()
    assert isinstance(task, PollTask)
    assert task.is_passing
    assert queue.has_polls
    assert not queue.is_done
    queue.finish(task)
    assert not queue.has_polls
    assert queue.is_done


def test_pages_to_come_are_those_under_way_and_those_that_fit_in_the_limit() -> None:
    queue = SiteQueue(now=NOW, width=3, max_pages=4)
    queue.add_polls([FEED])
    queue.add_pages([visit(f"/{number}") for number in range(9)])
    assert (queue.running_pages, queue.open_pages) == (0, 4)
    poll = queue.take()
    assert poll is not None
    queue.finish(poll)
    task = queue.take()
    assert task is not None
    assert (queue.running_pages, queue.open_pages) == (1, 4)
    queue.finish(task)
    assert (queue.running_pages, queue.open_pages) == (0, 3)
    for task in [queue.take() for _ in range(MAX_SILENCES)]:
        assert task is not None
        queue.finish(task, silence="timeout")
    assert queue.open_pages == 0
