"""Articles that tell a story again are marked, or dropped where the user says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newscrawl.article import Article
from newscrawl.errors import InputError
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.pipelines.versions import KnownPage
from tests.pipelines.conftest import Line
from tests.pipelines.conftest import make_article as make_plain_article

WIRE = " ".join(f"word{number}" for number in range(300))
CUT = " ".join(f"word{number}" for number in range(240))
LATER = "2026-11-26T08:15:00Z"


def make_article(path: str, text: str = "") -> Article:
    """Each story has a headline of its own; with one headline and date it would be one article that moved."""
    return make_plain_article(path, text, title=f"The council, {path}")


@pytest.mark.parametrize("text", [WIRE, CUT, "Own lead of ours. " + CUT])
@pytest.mark.parametrize("is_same_run", [True, False])
def test_same_story_is_marked_within_and_across_runs(
    text: str, is_same_run: bool, open_line: Callable[..., Line]
) -> None:
    line = open_line()
    first = line.pass_on(make_article("/a", WIRE))
    second = (line if is_same_run else open_line(LATER)).pass_on(make_article("/b", text))
    third = open_line("2026-11-27T08:15:00Z").pass_on(make_article("/c", text))
    assert (first.dup_of, first.dup_cluster) == (None, None)
    assert (second.dup_of, second.dup_cluster) == (first.id, first.id)
    assert third.dup_of in (first.id, second.id)
    assert third.dup_cluster == first.id


def test_articles_that_are_not_delivered_yet_are_compared_too(open_line: Callable[..., Line]) -> None:
    line = open_line()
    first = line.stories.process_item(make_article("/a", WIRE))
    assert line.stories.process_item(make_article("/b", CUT)).dup_of == first.id
    assert line.stories.process_item(make_article("/c", "short")).dup_of is None
    assert line.stories.process_item(make_article("/d", "short")).dup_of == make_article("/c").id


def test_another_story_is_not_marked(open_line: Callable[..., Line]) -> None:
    line = open_line()
    line.pass_on(make_article("/a", WIRE))
    other = line.pass_on(make_article("/b", " ".join(f"other{number}" for number in range(300))))
    assert (other.dup_of, other.dup_cluster) == (None, None)


def test_article_is_no_duplicate_of_its_own_versions(open_line: Callable[..., Line]) -> None:
    open_line().pass_on(make_article("/a", WIRE))
    version = open_line(LATER).pass_on(make_article("/a", CUT))
    assert (version.version, version.dup_of) == (2, None)


def test_duplicates_are_dropped_where_the_user_says_so_but_later_versions_are_not(
    open_line: Callable[..., Line],
) -> None:
    line = open_line(NEWSCRAWL_DUPLICATES="drop")
    line.pass_on(make_article("/a", WIRE))
    line.pass_on(make_article("/b", "The council met."))
    with pytest.raises(KnownPage) as caught:
        line.pass_on(make_article("/c", CUT))
    assert caught.value.result.outcome is VisitOutcome.dropped
    assert make_article("/a").id in caught.value.result.evidence
    version = open_line(LATER).pass_on(make_article("/b", WIRE))
    assert (version.version, version.dup_of) == (2, make_article("/a").id)


def test_signature_is_forgotten_after_the_days_of_the_setting(open_line: Callable[..., Line]) -> None:
    open_line().pass_on(make_article("/a", WIRE))
    assert open_line(LATER, NEWSCRAWL_SAME_STORY_DAYS="1").pass_on(make_article("/b", CUT)).dup_of is None


def test_other_wishes_are_refused(open_line: Callable[..., Line]) -> None:
    with pytest.raises(InputError, match="mark or drop"):
        open_line(NEWSCRAWL_DUPLICATES="hide")
