"""Decides what the core makes of a fixture, and in which form an expectation is kept and compared.

The form of a fixture folder is in `fixture.py`; showing differences and writing is left to `scrapy fixtures`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from newscrawl.api import DEFAULT_OPTIONS, extract_page
from newscrawl.blocks import rebuild_source
from newscrawl.checks import find_rejection
from newscrawl.fixture import Fixture
from newscrawl.options import Options
from newscrawl.record import RunFacts, build_article

FIXTURE_RUN = RunFacts(crawl_id="fixture", crawler_version="0")
"""The run that every fixture counts as part of; its version keeps a release from changing every record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixtureOutcome:
    """What the core makes of one fixture, in the fixture's own form."""

    record: Mapping[str, Any]
    """The whole record in the order of its fields, or reason and title of a page that is no article."""
    paragraphs: tuple[str, ...] | None
    """The lines of the text, as in `expected.txt`; None for a rejected page."""
    evidence: str
    """What shows the page type, or the reason."""
    source_text: str
    """All text that the core saw, kept or removed."""


REVIEWED_FIELDS: tuple[str, ...] = (
    "title", "subtitle", "description", "language", "authors", "publisher", "agency", "dateline", "section", "tags",
    "published", "modified", "image", "images", "is_free", "page_type", "canonical_url",
)  # fmt: skip
"""What a person can hold against the page. The others tell of the run or of the engine, or stand in `expected.txt`."""

REJECTED_FIELDS: tuple[str, ...] = ("reason", "title")


def build_outcome(fixture: Fixture, options: Options = DEFAULT_OPTIONS) -> FixtureOutcome:
    """Run the core over a fixture's page. No network."""
    extraction = extract_page(fixture.page, options)
    source_text = rebuild_source(extraction.pieces)
    rejection = find_rejection(fixture.page, extraction)
    if rejection is not None:
        reason, evidence = rejection
        rejected = {"reason": reason.value, "title": extraction.metadata.title}
        return FixtureOutcome(record=rejected, paragraphs=None, evidence=evidence, source_text=source_text)
    record = msgspec.to_builtins(build_article(fixture.page, extraction, FIXTURE_RUN))
    record["extractor"]["version"] = FIXTURE_RUN.crawler_version
    return FixtureOutcome(
        record=record,
        paragraphs=tuple(split_lines(block.text for block in extraction.blocks)),
        evidence=extraction.page_type_evidence,
        source_text=source_text,
    )


def choose_fields(expected: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Give of a record the fields that an expectation names, or those for review where it names none of an article."""
    if ("reason" in expected) != ("reason" in record) or not expected:
        names = REJECTED_FIELDS if "reason" in record else REVIEWED_FIELDS
    else:
        names = tuple(expected)
    return {name: record[name] for name in names if name in record}


def split_lines(texts: Iterable[str]) -> list[str]:
    """Give the lines of `expected.txt`: one for each block, and one for each row of a table."""
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def find_leftovers(fixture: Fixture, paragraphs: Iterable[str] | None) -> tuple[str, ...]:
    """Find the unwanted lines that stand in `paragraphs`.

    A line is left over where it is a whole paragraph, or stands in the text more often than in the expected
    text: a label like `Share` may well be a word of the story, and a pull quote stands in it once.
    """
    lines = tuple(paragraphs or ())
    text = "\n".join(lines)
    expected = "\n".join(fixture.expected_paragraphs or ())
    return tuple(
        line for line in fixture.unwanted if line in lines or text.count(line) > expected.count(line)
    )


def format_record(record: Mapping[str, Any], order: Iterable[str] = ()) -> str:
    """Give the text of `expected.json`: fields named in `order` first, in that order, then the others."""
    names = [name for name in order if name in record]
    names += [name for name in record if name not in names]
    return json.dumps({name: record[name] for name in names}, ensure_ascii=False, indent=2) + "\n"


def format_paragraphs(paragraphs: Iterable[str] | None) -> str:
    """Give the text of `expected.txt`; empty where there is to be no such file."""
    return "".join(line + "\n" for line in paragraphs or ())
