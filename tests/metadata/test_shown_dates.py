"""Dates that the page shows."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.headline_zone import read_zone
from newscrawl.metadata.shown_dates import read_shown, read_shown_elsewhere
from newscrawl.metadata.survey import survey_page

FAR = "<p>Text of the story.</p>" * 200


def read(body: str, *, is_change: bool = False, language: str | None = "en") -> list[str]:
    survey = survey_page(fromstring(f"<html><body><h1>The tide turns</h1>{body}</body></html>"))
    zone = read_zone(survey, survey.h1[0])
    shown = read_shown(zone, language)
    return [stated.moment.write() for stated in (shown.changed if is_change else shown.published)]


def read_far(body: str) -> str | None:
    survey = survey_page(fromstring(f"<html><body><h1>The tide turns</h1>{FAR}{body}</body></html>"))
    stated = read_shown_elsewhere(survey, "en")
    return stated.moment.write() if stated else None


@pytest.mark.parametrize(
    ("body", "dates"),
    [
        ('<time datetime="2026-03-12T07:30:00+01:00">today</time>', ["2026-03-12T07:30:00+01:00"]),
        ("<time>12 March 2026</time>", ["2026-03-12"]),
        ('<span>11 March 2026</span><time datetime="2026-03-12">x</time>', ["2026-03-12", "2026-03-11"]),
        ("<p>Updated: <span>13 March 2026</span></p><p>12 March 2026</p>", ["2026-03-12"]),
        ('<time class="updated">13 March 2026</time><b>Posted 12 March 2026</b>', ["2026-03-12"]),
        (f"<div>12 March 2026 <p>{'The council waits. ' * 20}</p></div>", ["2026-03-12"]),
        (f"<p>In a letter of 12 March 2026 {'the council waits. ' * 5}</p>", []),
        ("<p>About 2026 the port may close.</p>", []),
    ],
)
def test_dates_near_the_headline_come_surest_first(body: str, dates: list[str]) -> None:
    assert read(body) == dates


def test_change_dates_are_given_apart() -> None:
    body = "<p>Updated <time>13 March 2026</time></p><p>Published <time>12 March 2026</time></p>"
    assert read(body, is_change=True) == ["2026-03-13"]


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<span class="published-date">Published On: 15 August 2025</span>', "2025-08-15"),
        ('<div>Post time: 15 August 2025</div><div class="date">15 August 2025</div>', "2025-08-15"),
        ('<div class="date">15 August 2025</div><div class="date">16 August 2025</div>', None),
        ('<div class="related"><div class="date">15 August 2025</div></div>', None),
        ('<div class="date">Updated 15 August 2025</div>', None),
        ("<p>In August 2025 it rained.</p>", None),
        ('<div class="date">15 August 2025</div>' * 40, None),
    ],
)
def test_far_from_the_headline_all_dates_must_agree(body: str, date: str | None) -> None:
    assert read_far(body) == date
