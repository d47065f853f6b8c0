"""Fields that a publisher file gives are read as the engine reads such fields; what is no such field gives nothing."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml.html import document_fromstring

from newscrawl.metadata.facts import Metadata
from newscrawl.publishers.fields import override_fields
from newscrawl.publishers.rules import FieldRule
from newscrawl.publishers.selectors import compile_selector

PAGE = document_fromstring(
    """<body><h2>  The <i>second</i> headline </h2><p class="by">By Mara Lindqvist, Reuters and Jo Ito</p>
    <p class="day">Dienstag, 3. März 2020, 14.05 Uhr</p><p class="iso">2020-03-03T14:05:00+02:00</p>
    <p class="empty"> </p><img src="/a.jpg"><a rel="tag">Harbour</a><a rel="tag">Silt</a><a rel="tag">Silt</a></body>"""
)
BERLIN = ZoneInfo("Europe/Berlin")


def give(name: str, select: str, zone: ZoneInfo | None = None, **known: Any) -> tuple[Metadata, bool]:
    """Give the metadata with one field by a selector, and whether the selector missed."""
    rules = {name: FieldRule(compile_selector(select), zone=zone)}
    facts, _, missed = override_fields(PAGE, "https://paper.example/x/y", Metadata(**known), rules)
    return facts, missed == (name,)


@pytest.mark.parametrize(
    ("name", "select", "value"),
    [
        ("title", "h2", "The second headline"),
        ("title", "//h2/i/text()", "second"),
        ("section", "(string(//h2/i))", None),
        ("authors", ".by", ("Mara Lindqvist", "Jo Ito")),
        ("tags", "a[rel=tag]", ("Harbour", "Silt")),
        ("image", "img::attr(src)", "https://paper.example/a.jpg"),
        ("language", "h2", None),
        ("subtitle", ".empty", None),
        ("subtitle", ".nothing", None),
        ("published", "h2", None),
    ],
)
def test_field_is_read(name: str, select: str, value: object) -> None:
    facts, is_missed = give(name, select)
    assert getattr(facts, name) == (value if value is not None else getattr(Metadata(), name))
    assert is_missed == (value is None)


@pytest.mark.parametrize(
    ("select", "zone", "published"),
    [
        (".day", None, "2020-03-03"),
        (".day", BERLIN, "2020-03-03T14:05:00+01:00"),
        (".iso", BERLIN, "2020-03-03T14:05:00+02:00"),
    ],
)
def test_date_that_is_shown_without_a_zone_is_by_the_site_s_clock(
    select: str, zone: ZoneInfo | None, published: str
) -> None:
    facts, _ = give("published", select, zone, language="de", warnings=("published_without_zone", "other"))
    assert facts.published == published
    assert facts.published_source == f"publisher rule:{select}"
    assert facts.published_raw == PAGE.cssselect(select)[0].text
    assert facts.warnings == (("other",) if "T" in published else ("other", "published_without_zone"))


def test_field_that_misses_leaves_what_the_engine_read() -> None:
    facts, is_missed = give("published", ".nothing", published="2020-01-01", published_source="time")
    assert is_missed
    assert (facts.published, facts.published_source) == ("2020-01-01", "time")


def test_constants_are_taken_as_they_are() -> None:
    rules = {"authors": FieldRule(None, ("dpa desk",)), "published": FieldRule(None, ("2020-03-03",))}
    facts, given, missed = override_fields(PAGE, None, Metadata(), rules)
    assert (facts.authors, facts.published, facts.published_source) == (
        ("dpa desk",), "2020-03-03", "publisher rule:value"
    )  # fmt: skip
    assert (given, missed) == (("authors", "published"), ())
