"""Metadata is held against the gold after one normalisation that is the same for every system."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.evaluation.metadata_scores import Verdict, judge_metadata
from newscrawl.metadata.facts import Metadata

EXACT, WRONG, MISSING = Verdict.exact, Verdict.wrong, Verdict.missing


@pytest.mark.parametrize(
    ("gold", "given", "verdict"),
    [
        ("Council stops dredging", "Council stops dredging", EXACT),
        ("Council\u00a0stops  dredging\u200b", " Council stops dredg\u00ading", EXACT),
        ("„Wir gehen“ – sagt er…", '"Wir gehen" - sagt er...', EXACT),
        ("Nvidia’s turn", "Nvidia's turn", EXACT),
        ("Cafe\u0301 closed", "Café closed", EXACT),
        ("Council stops dredging", "Council stops dredging | The Gazette", WRONG),
        ("Council stops dredging", "COUNCIL STOPS DREDGING", WRONG),
        ("Council stops dredging", "", MISSING),
        ("Council stops dredging", None, MISSING),
    ],
)
def test_title(gold: str, given: str | None, verdict: Verdict) -> None:
    assert judge_metadata({"title": gold}, Metadata(title=given))["title"] == verdict


@pytest.mark.parametrize(
    ("truth", "given", "verdict"),
    [
        ({"authors": ["Ann Lee", "Bo Dahl"]}, ("bo dahl", "Ann  Lee", "Ann Lee"), EXACT),
        ({"authors": ["Ann Lee", "dpa"]}, ("Ann Lee",), WRONG),
        ({"authors": ["Ann Lee"]}, (), MISSING),
        ({"authors": ["Le Figaro et AFP"]}, ("Le Figaro", "AFP"), WRONG),
        ({"authors": []}, (), EXACT),
        ({"authors": []}, ("Ann Lee",), WRONG),
        ({"author": "Ann Lee and Bo Dahl"}, ("Ann Lee", "Bo Dahl"), EXACT),
        ({"author": "Ann Lee, MD"}, ("Ann Lee, MD",), EXACT),
        ({"author": "Sandra Anders"}, ("S", "ra Anders"), WRONG),
        ({"authors": ["Ann Lee and Bo Dahl"]}, ("Ann Lee", "Bo Dahl"), WRONG),
        ({"authors": None, "author": "Ann Lee"}, ("Ann Lee",), EXACT),
    ],
)
def test_authors(truth: dict[str, Any], given: tuple[str, ...], verdict: Verdict) -> None:
    assert judge_metadata(truth, Metadata(authors=given))["authors"] == verdict


@pytest.mark.parametrize(
    ("gold", "given", "verdict"),
    [
        (["Ann Lee", "dpa"], ("Ann Lee",), EXACT),
        (["The Gazette et AFP"], (), EXACT),
        (["Sports desk", "Ann Lee"], ("Ann Lee", "The Gazette"), EXACT),
        (["thegazette.example"], ("The Gazette",), EXACT),
        (["Ann Lee"], ("The Gazette",), MISSING),
        (["Ann Lee"], ("Bo Dahl",), WRONG),
        (["Última Hora"], (), MISSING),
    ],
)
def test_people(gold: list[str], given: tuple[str, ...], verdict: Verdict) -> None:
    truth = {"authors": gold, "url": "https://www.thegazette.example/a"}
    assert judge_metadata(truth, Metadata(authors=given))["people"] == verdict


@pytest.mark.parametrize(
    ("gold", "given", "verdict"),
    [
        ("2024-08-26", "2024-08-26", EXACT),
        ("2024-08-26", "2024-08-26T23:59:00Z", EXACT),
        ("2024-08-26 23:27:57+00:00", "2024-08-27T01:27:57+02:00", EXACT),
        ("2024-08-26 23:27:57+00:00", "2024-08-27T01:27:57", WRONG),
        ("2024-08-26 23:27:57+00:00", "2024-08-26", EXACT),
        ("2025-10-20 00:00:00", "2025-10-20T00:00:00+02:00", EXACT),
        ("2024-04-22 15:26:46.863186+00:00", "2024-04-22T17:26:46.863186+02:00", EXACT),
        ("2024-08-26", "2024-08-25", WRONG),
        ("2024-08-26", "26 August", WRONG),
        ("2024-08-26", None, MISSING),
    ],
)
def test_day(gold: str, given: str | None, verdict: Verdict) -> None:
    assert judge_metadata({"datePublished": gold}, Metadata(published=given))["day"] == verdict


@pytest.mark.parametrize(
    "truth", [{}, {"title": None, "authors": None, "datePublished": None}, {"datePublished": "2015-11"}]
)
def test_field_that_the_gold_lacks_is_not_judged(truth: dict[str, Any]) -> None:
    assert judge_metadata(truth, Metadata(title="Title", authors=("Ann Lee",), published="2015-11-02")) == {}
