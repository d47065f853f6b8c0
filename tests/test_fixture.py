"""A fixture folder is read whole, or refused with the file and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.errors import DataFileError
from newscrawl.fixture import load_fixture, load_fixtures
from newscrawl.outcomes import Reason

FILES = {
    "page.html": "<p>Hello.</p>",
    "response.json": json.dumps(
        {"url": "https://news.example/a", "about": "x", "headers": {"Content-Type": "text/html"}}
    ),
    "expected.json": '{"title": "Hello", "tags": []}',
    "expected.txt": "One.\n\n  Two.  \n",
    "unwanted.txt": "Share\n\nPrint\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "brief"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_article_fixture_is_read(folder: Path) -> None:
    fixture = load_fixture(folder)
    assert fixture.name == "brief"
    assert fixture.page.url == fixture.page.requested_url == "https://news.example/a"
    assert fixture.page.body == b"<p>Hello.</p>"
    assert fixture.page.headers == {"content-type": "text/html"}
    assert fixture.page.status == 200
    assert fixture.expected == {"title": "Hello", "tags": []}
    assert fixture.expected_paragraphs == ("One.", "Two.")
    assert fixture.unwanted == ("Share", "Print")
    assert fixture.reason is None


def test_rejected_fixture_needs_no_text(folder: Path) -> None:
    (folder / "expected.json").write_text('{"reason": "listing"}')
    (folder / "expected.txt").unlink()
    (folder / "unwanted.txt").unlink()
    fixture = load_fixture(folder)
    assert (fixture.reason, fixture.expected_paragraphs, fixture.unwanted) == (Reason.listing, None, ())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("page.html", None, "page.html: No such file"),
        ("response.json", None, "response.json: No such file"),
        ("response.json", "{", "response.json: Input data was truncated"),
        ("response.json", '{"about": "x"}', "missing required field `url`"),
        ("response.json", '{"url": "u", "about": "x", "header": {}}', "unknown field `header`"),
        ("expected.json", "[]", "Expected `object`, got `array`"),
        ("expected.json", '{"reason": "boring"}', "reason 'boring' is none of front_page"),
        ("expected.txt", None, "expected.txt: No such file"),
        ("expected.txt", "\n", "an article without text"),
    ],
)
def test_broken_fixture_is_refused_with_the_file_and_the_fault(
    folder: Path, name: str, text: str | None, message: str
) -> None:
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text)
    with pytest.raises(DataFileError, match=message) as caught:
        load_fixture(folder)
    assert str(caught.value).startswith(str(folder / name))


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "unwanted.txt").write_bytes(b"caf\xe9\n")
    with pytest.raises(DataFileError, match="not UTF-8 at byte 3"):
        load_fixture(folder)


def test_fixtures_come_by_name_without_the_site_folder(folder: Path) -> None:
    root = folder.parent
    (root / "site").mkdir()
    (root / ".hidden").mkdir()
    assert [fixture.name for fixture in load_fixtures(root)] == ["brief"]


def test_a_folder_without_fixtures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no fixture folder"):
        load_fixtures(tmp_path)
    with pytest.raises(DataFileError, match="no such folder"):
        load_fixtures(tmp_path / "nowhere")
