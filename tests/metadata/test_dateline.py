"""Datelines at the start of the first paragraph."""

from __future__ import annotations

import pytest

from newscrawl.metadata.dateline import read_dateline


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("WASHINGTON (AP) — The vote was late.", "WASHINGTON", "AP"),
        ("NEW YORK, N.Y. (AP) — The vote", "NEW YORK, N.Y.", "AP"),
        ("KYIV, Ukraine (AP) — Trains", "KYIV, Ukraine", "AP"),
        ("BERLIN (dpa/lsw) - Die Zahl", "BERLIN", "dpa"),
        ("PARIS, March 3 (Reuters) - French ports", "PARIS", "Reuters"),
        ("Paris, 3 mars (AFP) - Le port", "Paris", "AFP"),
        ("ISTANBUL, Feb. 11 (Xinhua) -- Ships", "ISTANBUL", "Xinhua"),
        ("Buenos Aires, 5 mar (EFE).- El puerto", "Buenos Aires", "EFE"),
        ("(ANSA) - ROMA, 03 MAR - Il porto", "ROMA", "ANSA"),
        ("(AFP) - Les ports", None, "AFP"),
        ("Москва. 12 марта. ТАСС. Суда стоят", "Москва", "TASS"),
        ("МОСКВА, 12 мар — РИА Новости. Суда", "МОСКВА", "RIA Novosti"),
        ("新华社北京1月18日电 记者王小明", "北京", "Xinhua"),
        ("LONDON (CNN) — The tide", "LONDON", None),
        ("ATLANTA — A judge said", "ATLANTA", None),
        ("PORT SKERROW—The tide", "PORT SKERROW", None),
        ("NASA — the agency — said", None, None),
        ("The ship sailed – and sank.", None, None),
        ("The council (AP) voted on it.", None, None),
        ("US-Präsident – der Mann", None, None),
        ("", None, None),
    ],
)
def test_dateline_gives_place_and_agency(text: str, place: str | None, agency: str | None) -> None:
    assert read_dateline(text) == (place, agency)
