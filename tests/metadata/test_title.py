"""The headline, without the site's name."""

from __future__ import annotations

import pytest

from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.title import choose_title, strip_site_name

SITE = SiteNames(
    frozenset({"theharbourgazette", "harbourgazette"}), frozenset({"harbourgazetteexample", "harbourgazette"})
)
HEADLINE = "Council delays the dredging vote"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE} | The Harbour Gazette",
        f"{HEADLINE} - The Harbour Gazette",
        f"{HEADLINE} – Harbour Gazette",
        f"The Harbour Gazette: {HEADLINE}",
        f"{HEADLINE} | Politics | The Harbour Gazette",
        f"{HEADLINE} | harbourgazette.example",
        f"{HEADLINE}｜Harbour Gazette",
        HEADLINE,
    ],
)
def test_site_name_is_cut_from_either_end(text: str) -> None:
    assert strip_site_name(text, SITE, [text, HEADLINE]) == HEADLINE


@pytest.mark.parametrize(
    "text",
    [
        "Storm Edda - what we know so far",
        "Review: The Long Quay",
        "Gold, silver | and lead",
        "Interview – Mara Lindqvist",
    ],
)
def test_a_part_that_names_no_site_stays(text: str) -> None:
    assert strip_site_name(text, SITE, [text]) == text


@pytest.mark.parametrize(
    ("shown", "declared", "title"),
    [
        ([HEADLINE], [f"{HEADLINE} | The Harbour Gazette"], HEADLINE),
        (["The Harbour Gazette", HEADLINE], [HEADLINE], HEADLINE),
        (["Politics"], [HEADLINE, f"{HEADLINE} | The Harbour Gazette"], HEADLINE),
        ([HEADLINE], ["Why the council put off its harbour dredging vote"], HEADLINE),
        ([], [f"{HEADLINE} | The Harbour Gazette", HEADLINE], HEADLINE),
        ([HEADLINE], [], HEADLINE),
        (["Webcams"], ["Webcams - Harbour Gazette"], "Webcams"),
        (
            ["Dredging Council delays the vote"],
            ["Dredging: Council delays the vote"],
            "Dredging: Council delays the vote",
        ),
        (["A new message from our founder to all of you"], [HEADLINE, HEADLINE + "s"], HEADLINE),
        (["港口工程推迟"], ["港口工程推迟_Harbour Gazette"], "港口工程推迟"),
        (
            ["Trams and roads are ready for the heat"],
            ["Chaos on rails", "When concrete bursts"],
            "Trams and roads are ready for the heat",
        ),
        ([f"Politics : {HEADLINE}"], [HEADLINE, f"{HEADLINE} | Harbour Gazette"], HEADLINE),
        ([], [], None),
    ],
)
def test_the_shown_headline_wins_where_the_page_confirms_it(
    shown: list[str], declared: list[str], title: str | None
) -> None:
    assert choose_title(shown, declared, SITE).text == title


def test_the_heading_that_shows_the_title_is_named() -> None:
    assert choose_title(["Politics", HEADLINE], [HEADLINE], SITE).shown == 1
    assert choose_title([], [HEADLINE], SITE).shown is None
