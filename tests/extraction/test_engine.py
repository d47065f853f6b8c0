"""A page goes through the engine whole: text kept or removed with a reason, never lost, never an exception."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl import Cut, Keep, PageType, rebuild_source

STORY = (
    "The council of the port voted on Tuesday to widen the northern lock before the winter.",
    "Officials said that the ships which ask to pass have grown by a third in ten years.",
    "Skippers from four clubs had asked the board to wait until the new pontoon is finished.",
    "The work will cost 12 million and close the lock for the whole of February, the board said.",
    "A wider lock was first asked for in 1994, when two freighters had to be turned away in a gale.",
    "Pilots welcomed the vote, although they said that the tugs would have to be replaced as well.",
    "The port expects the first of the larger ships to pass the lock by the end of next summer.",
    "Fishermen from the northern basin will be paid for every day on which they cannot leave it.",
)
FURNITURE = "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40)


def make_page(paragraphs: tuple[str, ...] = STORY) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<html><head><title>Wider lock</title></head><body>"
        f"{FURNITURE}<article><h1>Wider lock</h1>{body}</article><footer>Imprint</footer></body></html>"
    )


def test_the_story_is_the_text_and_the_rest_is_removed_with_reasons() -> None:
    found = newscrawl.extract(make_page(), url="https://news.example/lock")
    assert found.page_type == PageType.article
    assert found.text.split("\n\n") == list(STORY)
    assert found.title == "Wider lock"
    assert {removal.text for removal in found.removals} >= {"Wider lock", "Imprint"}
    assert all(removal.rule and removal.reason for removal in found.removals)


def test_the_same_page_gives_the_same_extraction() -> None:
    assert newscrawl.extract(make_page()) == newscrawl.extract(make_page())


def test_the_score_is_a_share() -> None:
    assert 0.9 < newscrawl.extract(make_page()).score <= 1.0
    assert newscrawl.extract("<html><body><nav>Home</nav></body></html>").score < 0.5


@pytest.mark.parametrize("html", ["", "   ", "plain words", "<", "<html>", "<html><body></body></html>", "<!-- only"])
def test_a_page_without_text_is_empty(html: str) -> None:
    found = newscrawl.extract(html)
    assert not found.is_article
    assert not found.text


@given(st.lists(TEXTS, max_size=6), st.sampled_from(["p", "li", "div", "td", "h2", "blockquote", "pre"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_kept_and_removed_text_together_are_the_blocks_of_the_page(texts: list[str], tag: str) -> None:
    body = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    found = newscrawl.extract(f"<html><body>{FURNITURE}{body}</body></html>")
    parts = [piece.text for piece in found.pieces]
    assert rebuild_source(found.pieces) == "".join(piece.before + piece.text for piece in found.pieces)
    assert all(isinstance(piece.verdict, Keep | Cut) for piece in found.pieces)
    assert "Home Sport" in " ".join(" ".join(parts).split())


def test_a_page_that_the_parser_could_not_read_to_its_end_is_no_article() -> None:
    found = newscrawl.extract(f"<body>{make_page()}{'<div>' * 3_000}{make_page()}")
    assert (found.page_type, found.blocks) == (PageType.broken_markup, ())
    assert found.page_type_evidence
