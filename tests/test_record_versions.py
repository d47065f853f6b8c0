"""Records of later versions: read back from the memory, made of the one before."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec

from newscrawl.record_versions import make_gone, make_version, read_record, read_wording
from tests.samples import ARTICLE, PAGE, RUN

LINE = msgspec.json.encode(ARTICLE)


def test_record_comes_back_as_it_was() -> None:
    assert read_record(LINE) == ARTICLE


def test_record_from_before_a_field_came_is_read_and_one_without_its_text_is_not() -> None:
    values = json.loads(LINE)
    older = {name: value for name, value in values.items() if name not in ("dup_of", "discovered_via")}
    assert read_record(json.dumps(older).encode()) == ARTICLE
    assert read_record(json.dumps({**values, "text": None}).encode()) is None
    assert read_record(b"[]") is None
    assert read_record(b"{") is None


def test_later_version_says_of_what_and_how_it_differs() -> None:
    new = replace(ARTICLE, text=ARTICLE.text + "\n\nMore on Friday.")
    version = make_version(new, "updated", version=3, first_id="a" * 64, old=ARTICLE)
    assert (version.version, version.version_of, version.change) == (3, "a" * 64, "updated")
    assert [(d.op, d.old, d.new) for d in version.diff] == [("added", None, "More on Friday.")]
    assert make_version(new, "updated", version=3, first_id="a" * 64, old=None).diff == []


def test_gone_article_keeps_its_last_text_and_tells_how_the_page_came() -> None:
    page = replace(PAGE, status=410, fetched="2026-11-25T08:15:00Z")
    gone = make_gone(ARTICLE, page, 2, ARTICLE.id, RUN)
    assert (gone.change, gone.version, gone.version_of) == ("gone", 2, ARTICLE.id)
    assert (gone.http.status, gone.fetched, gone.text) == (410, page.fetched, ARTICLE.text)
    assert read_record(msgspec.json.encode(gone)) == gone


def test_wording_is_made_of_paragraphs() -> None:
    wording = read_wording(replace(ARTICLE, text="One.\n\nTwo."))
    assert wording.paragraphs == ("One.", "Two.")
