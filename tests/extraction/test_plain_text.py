"""Plain text becomes an extraction: the story as blocks, its headline as title, everything removed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl.blocks import BlockType, CutKind, rebuild_source
from newscrawl.options import Options
from newscrawl.outcomes import PageType

SEED = Path(newscrawl.__file__).parents[2] / "shared" / "seed"
SEED_KINDS = [
    ("player_promo", "Watch CBSN Live"),
    ("headline", "WikiLeaks' Assange Being Persecuted, Lawyer Says"),
    ("inline_promo", "Special Report: WikiLeaks"),
    ("related_links", 'White House: Clinton Spy Charges "Ridiculous"'),
    ("related_links", "Clinton: WikiLeaks Won't Hurt U.S. Diplomacy"),
    ("related_links", "Who Is WikiLeaks' Founder Julian Assange?"),
    ("related_links", "Julian Assange on Interpol's Most-Wanted List"),
    ("related_links", "WikiLeaks Founder: Clinton Should Resign"),
    ("related_links", "WikiLeaks Sends U.S. Scrambling Over Security"),
    ("related_links", "Outrage Over Wikileaks"),
    ("related_links", "The WikiLeaks Impact"),
    ("related_links", "Key GOP Pol: WikiLeaks a Terrorist Group"),
    ("related_links", "Worldwatch: Embarrassing Revelations Abound"),
    ("related_links", "Worldwatch: Diplomatic Shockers"),
    ("picker", "View CBS News In"),
]

FIRST = (
    "NORTHPORT (Reuters) - The harbour council put off the vote on dredging until spring, officials said on"
    " Monday, because the survey of the inner basin is not finished."
)
SECOND = (
    "Several members of the council said that they had not read the report by the engineers, which was sent to"
    " them on Friday evening and runs to more than two hundred pages."
)
THIRD = (
    '"Nobody wants to vote on mud that nobody has measured," said Harbour Master Ines Holm, who has asked for a'
    " second survey since the summer."
)
LAST = (
    "The ferry company, which pays for a third of the works, said that it would wait, although its new ship is"
    " to arrive in June."
)
TEXT = f"""Watch Northport TV Live

Dredging Vote Put Off as Harbour Council Waits for Survey

{FIRST}

{SECOND} Photos: The Quay After the Storm

Ferry Company Orders Its Longest Ship Yet
Council Member: Dredging Report "Unreadable"
Who Pays When the Channel Silts Up Again?

{THIRD}

She was applauded.

{LAST}

Sign up for our morning newsletter
"""


def test_story_is_kept_and_everything_else_has_a_kind() -> None:
    extraction = newscrawl.clean_text(TEXT)
    assert extraction.text == "\n\n".join([FIRST, f"{SECOND}", THIRD, "She was applauded.", LAST])
    assert [(removal.kind.value, removal.text) for removal in extraction.removals] == [
        ("player_promo", "Watch Northport TV Live"),
        ("headline", "Dredging Vote Put Off as Harbour Council Waits for Survey"),
        ("inline_promo", "Photos: The Quay After the Storm"),
        ("related_links", "Ferry Company Orders Its Longest Ship Yet"),
        ("related_links", 'Council Member: Dredging Report "Unreadable"'),
        ("related_links", "Who Pays When the Channel Silts Up Again?"),
        ("newsletter", "Sign up for our morning newsletter"),
    ]
    assert all(removal.rule and removal.reason for removal in extraction.removals)


def test_what_the_text_says_is_metadata_and_nothing_is_invented() -> None:
    metadata = newscrawl.clean_text(TEXT).metadata
    assert metadata.title == "Dredging Vote Put Off as Harbour Council Waits for Survey"
    assert (metadata.dateline, metadata.agency) == ("NORTHPORT", "Reuters")
    assert (metadata.authors, metadata.published, metadata.modified) == ((), None, None)


def test_extraction_says_how_it_was_made_and_how_sure_it_is() -> None:
    extraction = newscrawl.clean_text(TEXT)
    assert (extraction.page_type, extraction.strategy) == (PageType.article, "plain_text")
    assert 0.8 < extraction.score <= 1
    assert extraction.charset is None


@pytest.mark.skipif(not SEED.is_dir(), reason="needs ../shared/seed, which is no part of the project")
def test_seed_is_cleaned_to_the_letter() -> None:
    extraction = newscrawl.clean_text((SEED / "scraped.txt").read_text("utf-8"))
    assert extraction.text == (SEED / "body.txt").read_text("utf-8").rstrip("\n")
    assert [(removal.kind.value, removal.text) for removal in extraction.removals] == SEED_KINDS
    assert extraction.title == SEED_KINDS[1][1]
    assert (extraction.metadata.authors, extraction.metadata.published) == ((), None)


LINKS = "Home\nFerry company orders a new ship\nHarbour council puts off its vote\nStorm closes the old quay"


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", LINKS])
def test_text_without_a_story_is_empty(text: str) -> None:
    extraction = newscrawl.clean_text(text)
    assert (extraction.page_type, extraction.text, extraction.score) == (PageType.empty, "", 0.0)
    assert rebuild_source(extraction.pieces) == text


def test_headings_may_be_left_out() -> None:
    text = TEXT.replace(THIRD, f"What comes next for the survey\n\n{THIRD}")
    kept = newscrawl.clean_text(text)
    assert [block.text for block in kept.blocks if block.type == BlockType.heading] == [
        "What comes next for the survey"
    ]
    without = newscrawl.clean_text(text, options=Options(headings=False))
    assert not [block for block in without.blocks if block.type == BlockType.heading]
    assert CutKind.heading in {removal.kind for removal in without.removals}
    assert rebuild_source(without.pieces) == text


def test_text_beyond_the_limit_is_not_read() -> None:
    extraction = newscrawl.clean_text("é" * 60, options=Options(max_bytes=100))
    assert (extraction.page_type, extraction.blocks) == (PageType.too_large, ())
    assert extraction.page_type_evidence == "120 bytes, the limit is 100"


LINES = st.sampled_from(
    [*TEXT.splitlines(), "\r\n", "\u2029", "\x1c", "- one item", "Read more", "\ud800", "港湾議会は採決を延期した。"]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(LINES, max_size=25).map("\n".join)))
@example("\ud800\u2028\x85\x1f\r")
@example(TEXT.replace("\n", "\r\n"))
def test_kept_and_removed_give_back_the_text(text: str) -> None:
    extraction = newscrawl.clean_text(text)
    assert rebuild_source(extraction.pieces) == text
    assert all(block.text.strip() for block in extraction.blocks)
    assert extraction.raw_sha256


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028"])
def test_line_breaks_of_other_systems_change_nothing(line_break: str) -> None:
    assert newscrawl.clean_text(TEXT.replace("\n", line_break)).text == newscrawl.clean_text(TEXT).text


def test_clean_text_stays_as_it_is() -> None:
    once = newscrawl.clean_text(TEXT).text
    again = newscrawl.clean_text(once)
    assert again.text == once
    assert again.removals == ()
