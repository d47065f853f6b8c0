"""Agency credits at the end of a story."""

from __future__ import annotations

import pytest

from newscrawl.metadata.agency_credit import AgencyCredit, read_agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(dpa)", "dpa"),
        ("(mit Material von dpa)", "dpa"),
        ("mit Material von dpa und AFP", "dpa/AFP"),
        ("sda/mko", "Keystone-SDA"),
        ("Source: Reuters", "Reuters"),
        ("Avec AFP", "AFP"),
        ("Le Figaro avec AFP", "AFP"),
        ("© dpa-infocom, dpa:230428-99-488901/2", "dpa"),
        (
            "Copyright 2024 The Associated Press. All rights reserved. This material may not be published.",
            "AP",
        ),
        ("With files from The Canadian Press", "Canadian Press"),
        ("With inputs from PTI", "PTI"),
        ("По материалам ТАСС", "TASS"),
        ("（共同）", "Kyodo"),
    ],
)
def test_line_that_is_all_credit_is_one_from_end_to_end(line: str, agency: str) -> None:
    assert read_agency(line) == AgencyCredit(agency, 0, len(line))


@pytest.mark.parametrize(
    ("story", "credit", "agency"),
    [
        ("The gates stay shut until May.", " (AP)", "AP"),
        ("Das Gericht entscheidet im Mai.", " (dpa/lsw)", "dpa"),
        ("El puerto crece.", " EFE", "EFE"),
        ("El puerto crece.", " (EFE)\n", "EFE"),
        ("Trains stop at noon.", " — Reuters", "Reuters"),
        ("花火大会が開かれた。", "（共同）", "Kyodo"),
    ],
)
def test_credit_behind_the_last_sentence_leaves_the_sentence(story: str, credit: str, agency: str) -> None:
    assert read_agency(story + credit) == AgencyCredit(agency, len(story), len(story + credit))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council (AP) voted on it.",
        "He works for Reuters.",
        "AP writer John Doe contributed to this report from Paris, London and Rome.",
        "The officer joined the Palestinian Authority (PA).",
        "The harbour opens again in May (if the weather holds).",
        "Alles über die Serie lesen Sie hier.",
    ],
)
def test_sentence_credits_nobody(text: str) -> None:
    assert read_agency(text) is None


def test_hostile_paragraph_is_read_in_time() -> None:
    assert read_agency("(" * 100_000 + " AP" * 100_000) is None
