"""A publisher file is read whole, or every fault in it is told with file, line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newscrawl.blocks import CutKind
from newscrawl.publishers.file import PublisherFileError, parse_publisher, read_publisher_file
from tests.conftest import ROOT

HEAD = 'domains = ["news.example"]\n[[layout]]\n'


def find_faults(text: str) -> list[str]:
    with pytest.raises(PublisherFileError) as caught:
        parse_publisher(text, "x.toml")
    return str(caught.value).splitlines()


def test_example_is_read() -> None:
    publisher = read_publisher_file(ROOT / "docs/publishers/news.example.toml")
    old, new = publisher.layouts
    assert (publisher.name, publisher.domains) == ("news.example.toml", ("news.example",))
    assert (old.name, old.first, old.last, old.body and old.body.text) == (
        "2010", date(2009, 1, 1), date(2012, 6, 30), "#contentBody"
    )  # fmt: skip
    assert [drop.kind for drop in old.drops] == [CutKind.related_links, CutKind.inline_promo]
    assert str(old.fields["published"].zone) == "America/New_York"
    assert old.fields["publisher"].values == ("The Harbour Gazette",)
    assert (new.first, new.last) == (date(2012, 7, 1), None)


def test_layouts_without_a_name_are_numbered() -> None:
    text = HEAD + 'body = "p"\n[[layout]]\ndrop = ["//aside"]\n'
    assert [layout.name for layout in parse_publisher(text, "x.toml").layouts] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("domains = [", ["x.toml:1: not valid TOML: invalid value"]),
        ('[[layout]]\nbody = "p"\n', ["x.toml:1: domains: domains is missing"]),
        (
            'domains = []\n[[layout]]\nbody = "p"\n',
            ["x.toml:1: domains: name at least one domain"],
        ),
        (
            'domains = [\n "https://a.example/",\n]\n[[layout]]\nbody = "p"\n',
            ["x.toml:2: domains: 'https://a.example/' is no domain"],
        ),
        ('domain = ["a.example"]\n', [
            "x.toml:1: domain: unknown key; did you mean domains?",
            "x.toml:1: domains: domains is missing",
            "x.toml:1: layout: write [[layout]] in double brackets, at least once",
        ]),
        ('domains = ["a.example"]\n[layout]\nbody = "p"\n', [
            "x.toml:1: layout: write [[layout]] in double brackets, at least once"
        ]),
        (HEAD + 'bodi = "p"\n', [
            "x.toml:2: layout: says nothing: give body, drop or fields",
            "x.toml:3: bodi: unknown key; did you mean body?",
        ]),
        (HEAD + "body = 3\n", ["x.toml:3: body: expected text in quotes, got a whole number"]),
        (HEAD + 'body = "p["\n', [
            "x.toml:3: body: 'p[' is no CSS selector: Expected ident or '*', got <EOF at 2>"
        ]),
        (HEAD + 'body = "//p["\n', ["x.toml:3: body: '//p[' is no XPath: Invalid expression"]),
        (HEAD + 'body = "p"\nfrom = "soon"\n', [
            "x.toml:4: from: invalid RFC3339 encoded date"
        ]),
        (HEAD + 'body = "p"\nfrom = 2012-01-01\nuntil = 2011-01-01\n', [
            "x.toml:5: until: 2011-01-01 lies before from, 2012-01-01"
        ]),
        (HEAD + 'drop = [\n ".a",\n { select = ".b", kind = "adds" },\n]\n', [
            "x.toml:3: drop: invalid enum value 'adds'"
        ]),
        (HEAD + 'drop = [{ selct = ".b" }]\n', [
            "x.toml:3: drop: unknown key selct; did you mean select?",
            "x.toml:3: drop: select is missing",
        ]),
        (HEAD + 'drop = ".b"\n', ["x.toml:3: drop: must be a list"]),
        (HEAD + 'fields = "x"\n', ["x.toml:3: fields: must be a table"]),
        (HEAD + 'body = "p"\n[[layout]]\n[layout.fields]\nautor = ".by"\n', [
            "x.toml:6: autor: no field that a file can give; did you mean authors?",
        ]),
        (HEAD + '[layout.fields]\ntitle = 3\nsection = { value = 3 }\n', [
            "x.toml:4: title: expected text in quotes, got a whole number",
            "x.toml:5: section: expected text in quotes or a list in brackets, got a whole number",
        ]),
        (HEAD + '[layout.fields]\ntitle = { select = "h1", value = "x" }\n', [
            "x.toml:4: title: give either select or value",
        ]),
        (HEAD + '[layout.fields]\npublished = { select = "time", timezone = "Nowhere/City" }\n', [
            "x.toml:4: published: 'Nowhere/City' is no time zone: write it as Europe/Berlin"
        ]),
        (HEAD + '[layout.fields]\ntitle = { select = "h1", timezone = "Europe/Berlin" }\n', [
            "x.toml:4: title: timezone is for a date that a selector finds"
        ]),
        (HEAD + '[layout.fields]\nsection = { value = ["a", "b"] }\n', [
            "x.toml:4: section: is one text, not a list"
        ]),
        (HEAD + '[layout.fields]\nlanguage = { value = "German, mostly" }\npublished = { value = "soon" }\n', [
            "x.toml:4: language: 'German, mostly' is no language tag: write en or pt-BR",
            "x.toml:5: published: 'soon' is no date",
        ]),
    ],
)  # fmt: skip
def test_faults_are_told_with_line_and_key(text: str, faults: list[str]) -> None:
    assert find_faults(text) == faults


def test_keys_of_the_same_name_are_found_in_their_own_layout() -> None:
    text = HEAD + 'body = "p"\n[layout.fields]\ntitle = "h1"\n[[layout]]\nbody = "p["\n[layout.fields]\ntitle = "h1["\n'
    assert [fault.split(": ")[0] for fault in find_faults(text)] == ["x.toml:7", "x.toml:9"]


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublisherFileError, match=r"none\.toml:1: cannot be read \(No such file or directory\)"):
        read_publisher_file(tmp_path / "none.toml")
