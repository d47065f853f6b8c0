"""A page becomes a record, a rejection or a duplicate by the rules of a crawl."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.bulk import page_lines
from newscrawl.bulk.page_lines import DUPLICATE, RECORD, PageLine, make_line
from newscrawl.outcomes import Reason
from newscrawl.serialiser import encode_line
from newscrawl.workers.faults import Fault
from tests.bulk.made import make_job
from tests.samples import ARTICLE, PAGE
from tests.workers.made_faults import page

JOB = make_job(Path("/out"), is_obeying=True)


def test_article_is_a_record_once(tmp_path: Path) -> None:
    known: set[bytes] = set()
    assert make_line(PAGE, JOB, known) == PageLine(RECORD, encode_line(ARTICLE))
    assert known == {bytes.fromhex(ARTICLE.id)}
    assert make_line(PAGE, JOB, known) == PageLine(DUPLICATE)
    other = replace(PAGE, url="https://news.example/other")
    assert make_line(other, JOB, known).outcome == RECORD


@pytest.mark.parametrize(
    ("page", "reason", "evidence"),
    [
        (replace(page(b"raise"), failure="timeout", failure_detail="after 30 s"), "timeout", "after 30 s"),
        (replace(page(b"fine"), status=404), "http_error", "status 404"),
        (page(b"raise"), "extraction_error", "ZeroDivisionError at made_faults.py:"),
    ],
)
def test_page_without_a_record_is_a_rejection(page: object, reason: str, evidence: str) -> None:
    made = make_line(page, JOB, set())  # type: ignore[arg-type]
    line = json.loads(made.line)
    assert (made.outcome, line["reason"]) == (reason, reason)
    assert line["evidence"].startswith(evidence)


def test_page_that_is_blamed_is_not_tried() -> None:
    made = make_line(page(b"leave"), JOB, set(), Fault(Reason.extraction_timeout, "not done after 10 seconds"))
    assert (made.outcome, json.loads(made.line)["evidence"]) == ("extraction_timeout", "not done after 10 seconds")


def test_record_that_cannot_be_made_is_a_rejection(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    known: set[bytes] = set()
    monkeypatch.setattr(page_lines, "build_article", fail)
    made = make_line(PAGE, JOB, known)
    assert made.outcome == "extraction_error"
    assert json.loads(made.line)["evidence"].startswith("no record could be made of it: KeyError at test_page_lines.py")
    assert known == set()
