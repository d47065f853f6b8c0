"""The memory of one run: it obeys the protocol that the lasting store obeys too."""

from __future__ import annotations

from datetime import UTC, datetime

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.memory.protocol import Memory, Poll, PollOutcome, Validators
from newscrawl.memory.transient import TransientMemory

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
FEED = Source(url="https://n.example/feed", kind=SourceKind.feed)


def candidate(path: str) -> Candidate:
    return Candidate(url=f"https://n.example{path}", source_url=FEED.url, source_kind=SourceKind.feed)


def read(*paths: str, baseline: tuple[str, ...] = (), is_backfill: bool = False) -> Poll:
    return Poll(
        site="n.example", source=FEED, at=AT, outcome=PollOutcome.read, validators=Validators(etag='"1"'),
        candidates=[candidate(path) for path in paths], baseline=[candidate(path) for path in baseline],
        is_backfill=is_backfill,
    )  # fmt: skip


def visits(memory: Memory, poll: Poll) -> list[str]:
    return [visit.candidate.url.removeprefix("https://n.example") for visit in memory.note_poll(poll)]


def test_page_is_given_once() -> None:
    memory = TransientMemory()
    assert visits(memory, read("/a", "/b")) == ["/a", "/b"]
    assert visits(memory, read("/b", "/c")) == ["/c"]


def test_first_of_several_variants_is_given() -> None:
    assert visits(TransientMemory(), read("/a", "/amp/a", "/a?utm_source=x")) == ["/a"]


def test_baseline_is_given_only_to_a_backfill() -> None:
    memory = TransientMemory()
    assert visits(memory, read("/new", baseline=("/old",))) == ["/new"]
    assert visits(memory, read("/old")) == []
    assert visits(memory, read("/old", is_backfill=True)) == ["/old"]
    assert visits(memory, read("/old", is_backfill=True)) == []


def test_sources_named_and_polled_are_listed_with_their_state() -> None:
    memory, section = TransientMemory(), Source(url="https://n.example/a", kind=SourceKind.section_page)
    memory.note_poll(Poll(site="n.example", source=FEED, at=AT, outcome=PollOutcome.read, sources=[section]))
    named, polled = memory.list_sources("n.example")
    assert (named.source, named.last_polled) == (section, None)
    assert (polled.source, polled.last_polled) == (FEED, AT)
    assert named.is_due(AT)


def test_failed_poll_keeps_the_time_of_the_last_answer() -> None:
    memory = TransientMemory()
    memory.note_poll(Poll(site="n.example", source=FEED, at=AT, outcome=PollOutcome.failed))
    assert memory.list_sources("n.example")[0].last_polled is None
