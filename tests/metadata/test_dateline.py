"""Datelines at the start of the first paragraph."""

from __future__ import annotations

import pytest

from newscrawl.metadata.dateline import Dateline, read_dateline


@pytest.mark.parametrize(
    ("dateline", "story", "place", "agency"),
    [
        ("WASHINGTON (AP) — ", "The vote was late.", "WASHINGTON", "AP"),
        ("NEW YORK, N.Y. (AP) — ", "The vote", "NEW YORK, N.Y.", "AP"),
        ("KYIV, Ukraine (AP) — ", "Trains", "KYIV, Ukraine", "AP"),
        ("BERLIN (dpa/lsw) - ", "Die Zahl", "BERLIN", "dpa"),
        ("PARIS, March 3 (Reuters) - ", "French ports", "PARIS", "Reuters"),
        ("Paris, 3 mars (AFP) - ", "Le port", "Paris", "AFP"),
        ("ISTANBUL, Feb. 11 (Xinhua) -- ", "Ships", "ISTANBUL", "Xinhua"),
        ("Buenos Aires, 5 mar (EFE).- ", "El puerto", "Buenos Aires", "EFE"),
        ("MADRID, 5 (EUROPA PRESS) ", "El puerto", "MADRID", "Europa Press"),
        ("(ANSA) - ROMA, 03 MAR - ", "Il porto", "ROMA", "ANSA"),
        ("(AFP) - ", "Les ports", None, "AFP"),
        ("Москва. 12 марта. ТАСС. ", "Суда стоят", "Москва", "TASS"),
        ("МОСКВА, 12 мар — РИА Новости. ", "Суда", "МОСКВА", "RIA Novosti"),
        ("新华社北京1月18日电", " 记者王小明", "北京", "Xinhua"),
        ("【ロンドン＝共同】", "英国の港", "ロンドン", "Kyodo"),
        ("［ワシントン　１２日　ロイター］", " - 港", "ワシントン", "Reuters"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "항구가", "서울", "Yonhap"),
        ("القاهرة (رويترز) - ", "الميناء", "القاهرة", "Reuters"),
        ("नई दिल्ली, 12 मार्च (भाषा) ", "बंदरगाह", "नई दिल्ली", "PTI"),
        ("संवाददाता, सागरपट्टन। ", "राज्य", "सागरपट्टन", None),
        ("JAKARTA, KOMPAS.com - ", "Pelabuhan", "JAKARTA", None),
        ("TEMPO.CO, Jakarta - ", "Pelabuhan", "Jakarta", None),
        ("LONDON (CNN) — ", "The tide", "LONDON", None),
        ("ATLANTA — ", "A judge said", "ATLANTA", None),
        ("PORT SKERROW—", "The tide", "PORT SKERROW", None),
        ("  PARIS (AFP) - ", "Les ports", "PARIS", "AFP"),
    ],
)
def test_dateline_gives_place_agency_and_where_the_story_begins(
    dateline: str, story: str, place: str | None, agency: str | None
) -> None:
    assert read_dateline(dateline + story) == Dateline(place, agency, (), len(dateline))


def test_reporters_behind_a_chinese_dateline_are_named() -> None:
    text = "新华社临澜1月18日电（记者周予安、何思源）18日清晨"
    assert read_dateline(text) == Dateline("临澜", "Xinhua", ("周予安", "何思源"), text.index("18日清晨"))


@pytest.mark.parametrize(
    "text",
    [
        "NASA — the agency — said",
        "The ship sailed – and sank.",
        "The council (AP) voted on it.",
        "US-Präsident – der Mann",
        "今年1月18日，电力公司",
        "【速報】港が開いた",
        "",
    ],
)
def test_plain_sentence_has_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize("letter", ["A", "(", "А ", "【", "a, "])
def test_hostile_paragraph_is_read_in_time(letter: str) -> None:
    assert read_dateline(letter * 1_000_000) is None
