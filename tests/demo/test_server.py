"""The demo server answers with the fixtures' bytes, status and headers; its own links lead to loopback."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newscrawl.demo.server import DemoServer, find_demo_pages
from newscrawl.errors import DataFileError

PAGE_BYTES = "<p>Größe <a href='https://news.example/b'>b</a></p>".encode("windows-1252")


def write_fixture(root: Path, name: str, url: str, **response: object) -> None:
    folder = root / name
    folder.mkdir()
    (folder / "page.html").write_bytes(PAGE_BYTES)
    (folder / "response.json").write_text(json.dumps({"url": url, "about": "a test", **response}))
    (folder / "expected.json").write_text('{"reason": "empty"}')


@pytest.fixture
def site(tmp_path: Path) -> Path:
    headers = {"content-type": "text/html", "etag": '"7"'}
    write_fixture(tmp_path, "plain", "https://news.example/a", headers=headers)
    write_fixture(tmp_path, "query", "https://news.example/s?q=ferry")
    write_fixture(tmp_path, "gone", "https://news.example/gone", status=410)
    write_fixture(tmp_path, "front", "https://news.example")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "robots.txt").write_text(
        "User-agent: *\nSitemap: https://news.example/sitemap.xml\n"
    )
    types = {"robots.txt": {"content-type": "text/plain"}, "sitemap.xml": {"content-type": "text/xml"}}
    (tmp_path / "site" / "headers.json").write_text(json.dumps(types))
    (tmp_path / "site" / "sitemap.xml").write_text("<loc>https://news.example/a</loc>")
    return tmp_path


@pytest.fixture
def origin(site: Path) -> Iterator[str]:
    with DemoServer(site) as server:
        yield server.origin


def ask(origin: str, target: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=5)
    connection.request(method, target)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    body = response.read()
    connection.close()
    return response.status, headers, body


def test_page_is_served_to_the_byte_with_its_headers(origin: str) -> None:
    status, headers, body = ask(origin, "/a")
    assert (status, headers["content-type"], headers["etag"]) == (200, "text/html", '"7"')
    assert body == PAGE_BYTES


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/s?q=ferry", 200),
        ("/s?q=other", 404),
        ("/s", 404),
        ("/a?utm_source=x", 200),
        ("/gone", 410),
        ("/", 200),
        ("/nowhere", 404),
        ("/site/robots.txt", 404),
        ("/headers.json", 404),
        ("/../fixtures/plain/page.html", 404),
    ],
)
def test_status_by_path_and_query(origin: str, target: str, status: int) -> None:
    assert ask(origin, target)[0] == status


def test_head_gives_the_length_and_no_body(origin: str) -> None:
    status, headers, body = ask(origin, "/a", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(PAGE_BYTES)), b"")


@pytest.mark.parametrize(("target", "path"), [("/robots.txt", "/sitemap.xml"), ("/sitemap.xml", "/a")])
def test_site_files_lead_to_the_loopback_origin(origin: str, target: str, path: str) -> None:
    _, headers, raw = ask(origin, target)
    body = raw.decode()
    assert headers["content-type"].startswith("text/")
    assert f"{origin}{path}" in body
    assert "news.example" not in body


def test_nothing_is_logged(origin: str, capfd: pytest.CaptureFixture[str]) -> None:
    ask(origin, "/a")
    ask(origin, "/nowhere")
    assert capfd.readouterr() == ("", "")


def test_port_is_closed_after_the_block(site: Path) -> None:
    with DemoServer(site) as server:
        origin = server.origin
    with pytest.raises(ConnectionRefusedError):
        ask(origin, "/a")


def test_two_fixtures_with_one_path_are_refused(site: Path) -> None:
    write_fixture(site, "twin", "https://news.example/a")
    with pytest.raises(DataFileError, match="/a is already served"), DemoServer(site):
        pass


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "headers.json: Expected `object`"),
        ('{"feed.xml": {}}', "feed.xml: No such file"),
        (None, "headers.json: No such file"),
    ],
)
def test_a_broken_site_folder_is_refused(site: Path, text: str | None, message: str) -> None:
    (site / "site" / "headers.json").unlink()
    if text is not None:
        (site / "site" / "headers.json").write_text(text)
    with pytest.raises(DataFileError, match=message), DemoServer(site):
        pass


def test_origin_outside_the_block_is_an_error(site: Path) -> None:
    with pytest.raises(RuntimeError, match="not running"):
        _ = DemoServer(site).origin


def test_bundled_pages_are_found() -> None:
    assert (find_demo_pages() / "site" / "robots.txt").is_file()
