"""The report says in a person's words what the summary holds, in ASCII but for the pages' own words."""

from __future__ import annotations

from pathlib import Path

from newscrawl.columns import format_plain
from newscrawl.demo.report import build_report
from newscrawl.demo.summary import RunSummary
from newscrawl.outcomes import REASON_MEANING, Reason

SUMMARY = RunSummary(
    pages=36,
    seconds=3.0,
    articles=1,
    duplicates=2,
    rejected={"listing": 2, "strange": 1},
    removed={"related_links": 1500, "read_more": 500},
    kept=6000,
    sample={
        "title": "Harbour vote delayed",
        "subtitle": None,
        "authors": ["Ana Ruiz", "Bo Li"],
        "text": "\n\n".join(["First paragraph.", "Long " * 200, "Third.", "Fourth.", "Fifth."]),
        "removed": {"footer": 500},
    },
    faults=("errors in the log: 2",),
)


def report_lines(summary: RunSummary, tmp_path: Path) -> list[str]:
    (tmp_path / "demo.jsonl").touch()
    files = [(tmp_path / "demo.jsonl", "the articles"), (tmp_path / "absent.json", "nothing")]
    return [line for table in build_report(summary, files) for line in format_plain(table)]


def test_report_holds_numbers_meanings_shares_and_faults(tmp_path: Path) -> None:
    lines = report_lines(SUMMARY, tmp_path)
    text = "\n".join(lines)
    assert text.isascii()
    assert "  pages fetched  36  in 3.0 s, 12.0 pages a second" in lines
    assert "  articles        1" in lines
    assert "  duplicates      2  articles found again under another address" in lines
    assert f"  listing  2  {REASON_MEANING[Reason.listing]}" in lines
    assert "  strange  1" in lines
    assert "2,000 characters, 25 % of what the pages said; 6,000 kept" in text
    assert "  related_links  1,500  75.0 %  headlines of other stories" in text
    assert f"  {tmp_path / 'demo.jsonl'}  the articles" in lines
    assert "absent.json" not in text
    assert lines[-2:] == ["What went wrong", "  errors in the log: 2"]


def test_sample_is_shortened_and_leaves_out_what_the_page_does_not_say(tmp_path: Path) -> None:
    lines = report_lines(SUMMARY, tmp_path)
    text = "\n".join(lines)
    assert "  authors  Ana Ruiz; Bo Li" in lines
    assert "subtitle" not in text
    assert "... and 2 more blocks" in text
    assert text.count("Long") < 100
    assert "Fourth." not in text


def test_an_empty_run_has_a_report(tmp_path: Path) -> None:
    empty = RunSummary(
        pages=0,
        seconds=0.0,
        articles=0,
        duplicates=0,
        rejected={},
        removed={},
        kept=0,
        sample=None,
        faults=(),
    )
    lines = report_lines(empty, tmp_path)
    assert "  pages fetched  0  in 0.0 s, 0.0 pages a second" in lines
    assert "One record" not in lines
