"""Agencies in credit lines."""

from __future__ import annotations

import pytest

from newscrawl.metadata.agencies import find_agency, load_agencies, split_agencies


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Photo: AP/Ann Roe", "AP"),
        ("dpa/lsw", "dpa"),
        ("Von dpa und AFP", "dpa/AFP"),
        ("REUTERS/Ann Roe", "Reuters"),
        ("AFP via Picture House", "AFP"),
        ("新华社记者王小明摄", "Xinhua"),
        ("ТАСС", "TASS"),
        ("Foto: Ann Roe", None),
        ("a day at the spa", None),
        ("map: our own", None),
        ("", None),
    ],
)
def test_credit_line_names_its_agencies(text: str, agency: str | None) -> None:
    assert find_agency(text) == agency


def test_long_text_is_no_credit_line() -> None:
    assert find_agency("AP " + "and so the story goes on " * 30) is None


def test_name_and_agency_are_parted() -> None:
    assert split_agencies("Deutsche Presse-Agentur") == ("", ["dpa"])
    assert split_agencies("Ann Roe") == ("Ann Roe", [])


def test_every_spelling_in_the_data_leads_to_its_agency() -> None:
    names = load_agencies().names
    wrong = [(spelling, name) for spelling, name in names.items() if split_agencies(spelling)[1] != [name]]
    assert wrong == []
