"""What the story's text adds to the page's metadata."""

from __future__ import annotations

import pytest

from newscrawl.metadata import Metadata, add_text_facts

STORY = ("The council waits for a survey.", "Divers saw a chain in the silt.", "The vote is in May.")


def test_dateline_of_the_first_paragraph_gives_place_and_agency() -> None:
    facts = add_text_facts(Metadata(), ["PORT SKERROW (AP) — The council waits.", *STORY])
    assert (facts.dateline, facts.agency) == ("PORT SKERROW", "AP")


def test_dateline_behind_a_deck_is_found() -> None:
    assert add_text_facts(Metadata(), ["The deck.", "PORT SKERROW — The council waits."]).dateline == "PORT SKERROW"


@pytest.mark.parametrize(
    ("paragraphs", "credits"),
    [
        ((*STORY, "(dpa)"), ()),
        ((*STORY[:2], "The vote is in May. (dpa)"), ()),
        (STORY, ("Mit Material von dpa",)),
    ],
)
def test_credit_at_the_end_gives_the_agency(paragraphs: tuple[str, ...], credits: tuple[str, ...]) -> None:
    assert add_text_facts(Metadata(), paragraphs, credits).agency == "dpa"


def test_reporters_of_the_dateline_are_the_authors_where_the_page_names_none() -> None:
    text = "新华社临澜1月18日电（记者周予安、何思源）18日清晨"
    assert add_text_facts(Metadata(), [text]).authors == ("周予安", "何思源")
    assert add_text_facts(Metadata(authors=("王小明",)), [text]).authors == ("王小明",)


def test_what_the_page_states_is_kept() -> None:
    stated = Metadata(dateline="Norderwiek", agency="Reuters")
    assert add_text_facts(stated, ["BERLIN (dpa) - Das Gericht entscheidet."]) == stated


def test_text_without_either_adds_nothing() -> None:
    assert add_text_facts(Metadata(), STORY) == Metadata()
    assert add_text_facts(Metadata(), ()) == Metadata()
