"""A publisher file changes the text as it says, shows what it did, and leaves to the engine what it does not find."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newscrawl import Options, extract, rebuild_source
from newscrawl.extraction.result import Extraction
from newscrawl.fixture import load_fixture
from newscrawl.publishers import PublisherTrace
from newscrawl.record import RunFacts, build_article
from tests.conftest import ROOT
from tests.publishers.conftest import OPINION, SENTENCE, write_page, write_story

Write = Callable[..., str]
URL = "https://www.paper.example/harbour/dredging"
OUTSIDE = "publisher rule: outside of div.text [paper.example.toml]"
POLL = f'<div class="said"><p>{OPINION}</p></div>'


def see(folder: str, html: str, url: str = URL) -> Extraction:
    return extract(html, url=url, options=Options(publishers=folder))


def find_rules(extraction: Extraction) -> dict[str, tuple[str, str]]:
    """Give kind and reason by the text of every piece that the file cut."""
    return {
        removal.text: (removal.kind.value, removal.reason)
        for removal in extraction.removals
        if removal.reason.startswith("publisher rule")
    }


def test_body_and_drop_change_the_text_and_say_so(write_file: Write) -> None:
    html = write_page(f'<main><div class="text">{write_story(4)}{POLL}</div>{write_story(8, first=5)}</main>')
    plain, ruled = extract(html, url=URL), see(write_file(), html)
    assert "Step 8" in plain.text
    assert OPINION in plain.text
    assert [block.text for block in ruled.blocks] == [f"Step {number}: {SENTENCE}" for number in range(1, 5)]
    assert (plain.strategy, ruled.strategy) == ("forest", "publisher")
    assert find_rules(ruled) == {
        OPINION: ("newsletter", "publisher rule: drop .said [paper.example.toml]"),
    } | {f"Step {number}: {SENTENCE}": ("other", OUTSIDE) for number in range(5, 9)}
    assert rebuild_source(ruled.pieces) == rebuild_source(plain.pieces)


def test_body_brings_in_what_the_engine_leaves_out(write_file: Write) -> None:
    note = "Sold: two cranes. Kept: the pilot boat."
    html = write_page(f'<div class="text">{write_story()}<aside><ul><li>{note}</li></ul></aside></div>')
    assert note not in extract(html, url=URL).text
    assert see(write_file(), html).text.endswith(note)


def test_inline_element_is_dropped_out_of_its_paragraph(write_file: Write) -> None:
    body = f'<p>{SENTENCE} <span class="call">Write to us now about it, dear reader.</span></p>'
    html = write_page(f'<div class="text">{write_story()}{body}</div>')
    assert "dear reader" in extract(html, url=URL).text
    ruled = see(write_file(), html)
    assert ruled.blocks[-1].text == SENTENCE
    assert find_rules(ruled)["Write to us now about it, dear reader."][1] == (
        "publisher rule: drop span.call [paper.example.toml]"
    )


def test_fields_are_given_and_named(write_file: Write) -> None:
    html = write_page(f'<div class="text">{write_story()}</div><p class="signed">By Mara Lindqvist and Jo Ito</p>')
    found = see(write_file(), html)
    assert (found.metadata.authors, found.metadata.section) == (("Mara Lindqvist", "Jo Ito"), "Harbour")
    assert found.publisher == PublisherTrace(
        file="paper.example.toml", layout="new", fields=("authors", "section"), missed=("drop[0]", "drop[1]")
    )
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("day", "place", "layout"),
    [
        ("2015-12-31", 'id="story"', "old"),
        ("2016-01-01", 'class="text"', "new"),
        # The archive was set in the new layout: the page's markup goes before its day.
        ("2012-05-05", 'class="text"', "new"),
        ("2020-05-05", 'id="story"', "old"),
    ],
)
def test_layout_is_chosen_by_day_and_then_by_body(write_file: Write, day: str, place: str, layout: str) -> None:
    found = see(write_file(), write_page(f"<div {place}>{write_story()}</div>", day))
    assert found.publisher is not None
    assert (found.publisher.layout, found.strategy) == (layout, "publisher")


def test_page_without_the_body_falls_back_to_the_engine_and_warns(write_file: Write) -> None:
    html = write_page(f"<main>{write_story()}{POLL}</main>")
    found = see(write_file(), html)
    assert (found.strategy, found.is_article) == ("forest", True)
    assert found.publisher is not None
    assert found.publisher.missed == ("authors", "drop[1]", "body")
    assert found.warnings == ("publisher_rule_missed:authors", "publisher_rule_missed:body")
    assert OPINION not in found.text


@pytest.mark.parametrize("inside", ["", '<div class="said"><p>x</p></div>'])
def test_body_that_holds_no_text_is_one_that_was_not_found(write_file: Write, inside: str) -> None:
    found = see(write_file(), write_page(f'<div class="text">{inside}</div><main>{write_story()}</main>'))
    assert found.publisher is not None
    assert "body" in found.publisher.missed
    assert (found.strategy, len(found.blocks)) == ("forest", 6)


def test_drop_that_would_leave_nothing_is_not_done(write_file: Write) -> None:
    rules = 'domains = ["paper.example"]\n[[layout]]\ndrop = ["p"]\n'
    found = see(write_file(rules), write_page(f"<main>{write_story()}</main>"))
    assert len(found.blocks) == 6
    assert found.warnings == ("publisher_rule_missed:drop",)


def test_layouts_that_do_not_fit_leave_the_page_to_the_engine(write_file: Write) -> None:
    rules = 'domains = ["paper.example"]\n[[layout]]\nuntil = 2010-01-01\ndrop = ["p"]\n'
    html = write_page(f"<main>{write_story()}</main>")
    found = see(write_file(rules), html)
    assert found.publisher == PublisherTrace(file="paper.example.toml", layout=None)
    assert found.blocks == extract(html, url=URL).blocks


def test_page_of_another_site_is_not_touched(write_file: Write) -> None:
    html = write_page(f'<div class="text">{write_story()}{POLL}</div>')
    found = see(write_file(), html, "https://other.example/x")
    assert found == extract(html, url="https://other.example/x")
    assert found.publisher is None


@pytest.mark.parametrize(
    ("fixture", "layout", "published", "source"),
    [
        ("legacy-2010", "2010", "2010-12-01T14:13:00-05:00", "publisher rule:.storyHead .dateline"),
        ("retemplate-2019", "2019", "2010-12-01T14:13:00-05:00", "json-ld:datePublished"),
    ],
)
def test_example_file_reads_both_layouts_of_the_demo_s_paper(
    fixture: str, layout: str, published: str, source: str
) -> None:
    """The page of 2010 shows its time without a zone: by itself the engine knows only the day."""
    page = load_fixture(ROOT / "fixtures" / fixture)
    found = see(str(ROOT / "docs/publishers"), page.page.body.decode(), page.page.url)
    assert tuple(block.text for block in found.blocks) == page.expected_paragraphs
    assert found.publisher is not None
    assert (found.publisher.layout, found.publisher.missed, found.warnings) == (layout, (), ())
    assert (found.metadata.published, found.metadata.published_source) == (published, source)


def test_record_names_file_layout_and_fields() -> None:
    page = load_fixture(ROOT / "fixtures/legacy-2010").page
    found = see(str(ROOT / "docs/publishers"), page.body.decode(), page.url)
    facts = build_article(page, found, RunFacts(crawl_id="x")).extractor
    assert (facts.strategy, facts.publisher) == ("publisher", "news.example.toml#2010")
    assert facts.publisher_fields == ["published", "section", "publisher"]
