"""Names in bylines: what is a person, and what is dropped."""

from __future__ import annotations

import pytest

from newscrawl.metadata.person_names import has_lead_in, is_full_name, is_person, read_names
from newscrawl.metadata.publisher import SiteNames

SITE = SiteNames(frozenset({"theharbourgazette", "harbourgazette"}), frozenset({"newsexample", "hgz"}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Roe", ["Ann Roe"]),
        ("By Ann Roe", ["Ann Roe"]),
        ("Von Änne Röhl und Max Weiß", ["Änne Röhl", "Max Weiß"]),
        ("Par Zoé Lenoir et Paul Petit", ["Zoé Lenoir", "Paul Petit"]),
        ("Ann Roe, Bob Low and Cy Day", ["Ann Roe", "Bob Low", "Cy Day"]),
        ("Ann Roe & Bob Low", ["Ann Roe", "Bob Low"]),
        ("Ann Roe / Bob Low", ["Ann Roe", "Bob Low"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Roe, Ann", ["Ann Roe"]),
        ("Ann Roe, MD, PhD", ["Ann Roe"]),
        ("Ann Roe, Political Editor", ["Ann Roe"]),
        ("Ann Roe | Dec 19, 2025", ["Ann Roe"]),
        ("Ann Roe Dec 19", ["Ann Roe"]),
        ("Ann Roe, 12. März 2026", ["Ann Roe"]),
        ("Ann Roe Updated March 4, 2026", ["Ann Roe"]),
        ("Ann Roe, Lille", ["Ann Roe"]),
        ("Ann Roe (ann@news.example)", ["Ann Roe"]),
        ("@annroe", []),
        ("https://social.example/annroe", []),
        ("ann@news.example", []),
        ("Автор: Анна Речная", ["Анна Речная"]),
        ("文/王小明", ["王小明"]),
        ("松岡大地", ["松岡大地"]),
        ("Redaktion", []),
        ("MM-Redaktion", []),
        ("News Desk", []),
        ("Staff Reporter", []),
        ("The Harbour Gazette", []),
        ("HGZ Nord", []),
        ("admin", []),
        ("jb", []),
        ("andrew.k3", []),
        ("By", []),
        ("Written by", []),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        ("the whole sentence is about a harbour", []),
    ],
)
def test_byline_gives_the_people_in_it(text: str, names: list[str]) -> None:
    assert read_names(text, SITE)[0] == names


@pytest.mark.parametrize(
    ("text", "names", "agencies"),
    [
        ("dpa", [], ["dpa"]),
        ("DPA", [], ["dpa"]),
        ("The Associated Press", [], ["AP"]),
        ("Reuters Staff", [], ["Reuters"]),
        ("dpa/Max Weiß", ["Max Weiß"], ["dpa"]),
        ("Ann Roe, AFP", ["Ann Roe"], ["AFP"]),
        ("The Harbour Gazette and AFP", [], ["AFP"]),
    ],
)
def test_agencies_are_parted_from_people(text: str, names: list[str], agencies: list[str]) -> None:
    assert read_names(text, SITE) == (names, agencies)


@pytest.mark.parametrize(
    ("text", "names"), [("Culture", []), ("Ann Roe", ["Ann Roe"]), ("Culture, Ann Roe", []), ("ann roe", [])]
)
def test_strict_reading_wants_a_full_name_first(text: str, names: list[str]) -> None:
    assert read_names(text, SITE, is_strict=True)[0] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ann Roe", True),
        ("Von Max Weiß", True),
        ("文/王小明", True),
        ("Byron was here", False),
        ("Ann Roe", False),
    ],
)
def test_lead_in_is_a_word_of_its_own(text: str, expected: bool) -> None:
    assert has_lead_in(text) is expected


def test_a_very_long_byline_is_read_in_bounded_time() -> None:
    assert len(read_names("Ann Roe, " * 100_000, SITE)[0]) == 1


def test_full_name_needs_two_capitalised_words_unless_the_script_has_none() -> None:
    assert is_full_name("Ann Roe")
    assert is_full_name("王小明")
    assert not is_full_name("Culture")


def test_a_name_with_digits_or_marks_is_no_person() -> None:
    assert not is_person("user_42", SITE)
    assert not is_person("Why ships sink?", SITE)
