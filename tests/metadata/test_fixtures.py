"""The metadata of every fixture, field by field: the page's own, completed by the expected text."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.server import find_demo_pages
from newscrawl.dom import decode_body, parse_html
from newscrawl.fixture import Fixture, list_fixture_folders, load_fixture
from newscrawl.metadata import Metadata, add_text_facts, normalize_url, read_agency, read_metadata

FIXTURES = [load_fixture(folder) for folder in list_fixture_folders(find_demo_pages())]
FIELDS = [
    pytest.param(fixture, name, value, id=f"{fixture.name}-{name}")
    for fixture in FIXTURES
    if fixture.reason is None
    for name, value in fixture.expected.items()
    if name in Metadata.__slots__
]


@cache
def read_fixture(path: Path) -> Metadata:
    fixture = load_fixture(path)
    tree = parse_html(decode_body(fixture.page.body, fixture.page.headers.get("content-type")).text)
    assert tree is not None
    metadata = read_metadata(tree, fixture.page.url)
    story = [text for text in fixture.expected_paragraphs or () if text != metadata.subtitle]
    found = ((line, read_agency(line)) for line in fixture.unwanted)
    credits = [line for line, credit in found if credit is not None and credit.start == 0]
    return add_text_facts(metadata, story, credits)


def make_plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [make_plain(item) for item in value]
    return value if value is None or isinstance(value, str | bool) else asdict(value)


@pytest.mark.parametrize(("fixture", "name", "value"), FIELDS)
def test_field(fixture: Fixture, name: str, value: Any) -> None:
    metadata = read_fixture(fixture.path)
    found = make_plain(getattr(metadata, name))
    if name == "canonical_url" and found is None:
        found = normalize_url(fixture.page.url)  # as the record does
    assert found == value
