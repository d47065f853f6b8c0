"""A captured page becomes a sound fixture that agrees with the core, or nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.errors import InputError
from newscrawl.fixture import load_fixture
from newscrawl.fixture_capture import Capture, make_capture, name_capture, write_capture
from newscrawl.fixture_change import find_change
from newscrawl.page import RawPage
from tests.conftest import story

URL = "https://paper.example/harbour/late-ferry.html"


def make_page(body: bytes = story("Ferry late again", ["/one-more-story"]), **facts: object) -> RawPage:
    given = {
        "url": URL,
        "requested_url": "https://paper.example/r",
        "redirects": ("https://paper.example/r",),
        "status": 200,
        "headers": {"content-type": "text/html; charset=utf-8", "set-cookie": "id=1", "etag": '"x"'},
        "fetched": "2026-11-24T00:00:00Z",
    }
    return RawPage(body=body, **{**given, **facts})  # type: ignore[arg-type]


def test_article_becomes_a_fixture_that_agrees_with_the_core(tmp_path: Path) -> None:
    page = make_page()
    folder = write_capture(make_capture(page, "late-ferry", "a plain story"), tmp_path)
    fixture = load_fixture(folder)
    assert (fixture.page.body, fixture.page.url, fixture.about) == (page.body, URL, "a plain story")
    assert fixture.page.headers == {"content-type": "text/html; charset=utf-8", "etag": '"x"'}
    assert (fixture.expected["title"], fixture.expected["page_type"]) == ("Ferry late again", "article")
    assert fixture.expected_paragraphs is not None
    assert len(fixture.expected_paragraphs) == 10
    assert fixture.unwanted == ("Ferry late again", "/one-more-story")
    change = find_change(fixture)
    assert not change.has_difference
    assert change.leftovers == ()


def test_page_that_is_no_article_is_expected_to_be_none(tmp_path: Path) -> None:
    page = make_page(b"<title>Gone</title><h1>Page not found</h1>", status=404, failure="http_error")
    folder = write_capture(make_capture(page, "gone", "x"), tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["expected.json", "page.html", "response.json"]
    assert json.loads((folder / "expected.json").read_text())["reason"] == "http_error"
    assert not find_change(load_fixture(folder)).has_difference


@pytest.mark.parametrize("failure", ["unreachable", "http_error"])
def test_page_that_did_not_come_is_none(failure: str) -> None:
    page = make_page(b"", failure=failure, failure_detail="connection refused")
    with pytest.raises(InputError, match="nothing to capture: connection refused"):
        make_capture(page, "x", "x")


def test_fixture_that_is_there_is_kept_unless_told(tmp_path: Path) -> None:
    first, second = make_capture(make_page(), "one", "first"), make_capture(make_page(), "one", "second")
    folder = write_capture(first, tmp_path)
    (folder / "notes.md").touch()
    with pytest.raises(InputError, match="is there already"):
        write_capture(second, tmp_path)
    assert load_fixture(folder).about == "first"
    write_capture(second, tmp_path, is_overwriting=True)
    assert load_fixture(folder).about == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    capture = Capture("one", {}, make_capture(make_page(), "one", "x").outcome)
    with pytest.raises(InputError, match="cannot be written"):
        write_capture(capture, tmp_path / "file")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (URL, "late-ferry"),
        ("https://paper.example/2026/11/Two Words/", "two-words"),
        ("https://paper.example/a/%C3%BCber-uns.php?id=3", "ber-uns"),
        ("https://paper.example/", "paper-example"),
        ("https://paper.example/新闻", "paper-example"),
        ("https://paper.example/" + "long-" * 30, ("long-" * 12)[:-1]),
    ],
)
def test_fixture_is_named_by_its_address(url: str, name: str) -> None:
    assert name_capture(url) == name
