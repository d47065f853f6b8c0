"""The `article` spider in a real crawl: every URL of a list has one outcome, whatever the server does."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newscrawl.article import SCHEMA_NAME
from newscrawl.exit_codes import ExitCode
from newscrawl.rejection import REJECT_SCHEMA_NAME
from newscrawl.schema import read_schema
from tests.conftest import QUICK, Answer, Crawled, Loopback, html, open_address, run_crawl, story

MEGABYTE = 1024 * 1024
LIMITS = {**QUICK, "DOWNLOAD_TIMEOUT": "5", "RETRY_TIMES": "0"}


def send_without_end() -> Iterator[bytes]:
    yield b"<html>"
    for _ in range(60):
        yield b"<p>All work and no play.</p>" * 40_000  # a megabyte each


def find_closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    open_address("127.0.0.1", port)
    return port


PAGES: dict[str, bytes | Answer] = {
    "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n", headers={"Content-Type": "text/plain"}),
    "/story": story("Dredging is put off"),
    "/old": Answer(status=301, headers={"Location": "/moved"}),
    "/moved": story("The ferry stage is moved"),
    "/twin": html(
        story("Dredging is put off").replace(b"<head>", b'<head><link rel="canonical" href="/story">')
    ),
    "/private/letter": story("Not for robots"),
    "/gone": html(b"<h1>Gone</h1>", 410),
    "/failing": html(b"<h1>Sorry</h1>", 500),
    "/loop": Answer(status=302, headers={"Location": "/loop"}),
    "/nowhere": Answer(status=302, headers={"Location": "http://[::1/x"}),
    "/to-ftp": Answer(status=302, headers={"Location": "ftp://127.0.0.1/x"}),
    "/empty": html(b""),
    "/blank": html(b"<html><body>   </body></html>"),
    "/report": Answer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", headers={"Content-Type": "text/html"}),
    "/no-type": Answer(story("Nobody says what this is")),
    "/long": html(b"<p>word</p>" * (20 * MEGABYTE // 11)),
    "/endless": Answer(send_without_end, headers={"Content-Type": "text/html"}),
    "/bomb": Answer(
        gzip.compress(b"a" * 30 * MEGABYTE), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    ),
    "/cut-off": Answer(b"<p>half", headers={"Content-Type": "text/html", "Content-Length": "4000"}),
    "/slow": Answer(b"<p>at last", delay=8.0, headers={"Content-Type": "text/html"}),
    "/garbage": html(bytes(range(256)) * 40),
    "/deep": html(b"<div>" * 20_000 + b"deep"),
}
"""What the server of this module says."""

REASONS = {
    "/private/letter": ("robots_denied", "robots.txt"),
    "/absent": ("http_error", "HTTP status 404"),
    "/gone": ("http_error", "HTTP status 410"),
    "/failing": ("http_error", "HTTP status 500"),
    "/loop": ("redirect_loop", "REDIRECT_MAX_TIMES"),
    "/nowhere": ("bad_url", "Invalid IPv6 URL"),
    "/to-ftp": ("http_error", "Location: ftp://127.0.0.1/x"),
    "/empty": ("empty", ""),
    "/blank": ("empty", ""),
    "/report": ("not_html", "PDF"),
    "/long": ("too_large", "max size"),
    "/endless": ("too_large", ""),
    "/bomb": ("too_large", "when unpacked (gzip)"),
    "/cut-off": ("truncated", ""),
    "/slow": ("timeout", ""),
    "/garbage": ("not_html", "binary"),
}
"""Reason and part of the evidence, by path, of the pages that give no record."""

BAD_URLS = {
    "news.example/a": "no scheme",
    "ftp://news.example/a": "scheme ftp",
    "http://": "no host",
    "https://news.example:99999/": "port",
    "http://news.example/a b": "space",
}
"""What stands in the list and is no URL, with part of the evidence."""


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """One crawl of everything above, from a file."""
    loopback.serve(PAGES)
    folder = tmp_path_factory.mktemp("article")
    listed = [loopback.url(path) for path in (*PAGES, "/absent") if path not in ("/robots.txt", "/moved")]
    unreachable = f"http://127.0.0.1:{find_closed_port()}/a"
    lines = ["# what the desk wants", "", *listed, *BAD_URLS, unreachable, loopback.url("/story")]
    (folder / "urls.txt").write_bytes("\ufeff".encode() + "\r\n".join(lines).encode() + b"\n\xff\xfe\n")
    return run_crawl(folder, "article", file="urls.txt", settings=LIMITS)


def test_crawl_of_a_mixed_list_ends_well_and_without_a_traceback(crawled: Crawled) -> None:
    assert crawled.code == 0, crawled.stderr
    assert "Traceback" not in crawled.stderr
    assert crawled.run["exit_reason"] == "finished"
    assert crawled.run["failure"] is None


def test_articles_are_written_once_with_the_addresses_they_came_by(
    crawled: Crawled, loopback: Loopback
) -> None:
    records = {record["title"]: record for record in crawled.lines("article.jsonl")}
    assert {"Dredging is put off", "The ferry stage is moved", "Nobody says what this is"} <= set(records)
    moved = records["The ferry stage is moved"]
    assert moved["requested_url"] == loopback.url("/old")
    assert moved["url"] == loopback.url("/moved")
    assert moved["http"]["redirects"] == [loopback.url("/old")]
    assert records["Dredging is put off"]["http"]["status"] == 200
    assert records["Dredging is put off"]["text"].count("silt") == 10


def test_page_with_the_canonical_link_of_another_is_a_duplicate(crawled: Crawled, loopback: Loopback) -> None:
    asked = [record["requested_url"] for record in crawled.lines("article.jsonl")]
    assert len({loopback.url("/story"), loopback.url("/twin")} & set(asked)) == 1
    assert crawled.run["counts"]["duplicates"] == 1


@pytest.mark.parametrize("path", REASONS)
def test_page_without_an_article_has_its_reason(crawled: Crawled, loopback: Loopback, path: str) -> None:
    reason, evidence = REASONS[path]
    assert crawled.reasons()[loopback.url(path)] == reason
    assert evidence in crawled.evidence(loopback.url(path))


@pytest.mark.parametrize("url", BAD_URLS)
def test_what_is_no_url_is_a_bad_url_and_says_in_which_line(crawled: Crawled, url: str) -> None:
    assert crawled.reasons()[url] == "bad_url"
    assert crawled.evidence(url).startswith("urls.txt line ")
    assert BAD_URLS[url] in crawled.evidence(url)


def test_port_where_nobody_listens_is_unreachable(crawled: Crawled, loopback: Loopback) -> None:
    others = {url: reason for url, reason in crawled.reasons().items() if not url.startswith(loopback.origin)}
    unreachable = [url for url, reason in others.items() if reason == "unreachable"]
    assert len(unreachable) == 1
    assert unreachable[0].startswith("http://127.0.0.1:")


def test_every_listed_url_has_one_outcome(crawled: Crawled) -> None:
    counts = crawled.run["counts"]
    written = len(crawled.lines("article.jsonl"))
    rejected = len(crawled.lines("rejects.jsonl"))
    assert counts["articles"] == written
    assert sum(counts["rejected"].values()) == rejected
    # All of PAGES but robots.txt and /moved, the absent page, the bad URLs, the closed port, the bad line.
    assert counts["urls"] == len(PAGES) - 2 + 1 + len(BAD_URLS) + 1 + 1
    assert counts["urls"] == written + rejected + counts["duplicates"]


@pytest.mark.parametrize(
    ("file", "name"), [("article.jsonl", SCHEMA_NAME), ("rejects.jsonl", REJECT_SCHEMA_NAME)]
)
def test_lines_are_valid_and_not_escaped(crawled: Crawled, file: str, name: str) -> None:
    validator = Draft202012Validator(read_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    lines = crawled.lines(file)
    assert lines
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []
    assert [list(line) for line in lines] == [list(read_schema(name)["properties"])] * len(lines)
    assert b"\\u" not in (crawled.out / file).read_bytes()


def test_robots_txt_is_asked_for_first_and_a_forbidden_page_never(
    crawled: Crawled, loopback: Loopback
) -> None:
    assert crawled.code == 0
    assert loopback.seen[0].path == "/robots.txt"
    assert "/private/letter" not in loopback.paths()


def test_both_kinds_of_list_are_read_and_the_output_grows(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/one": story("One"), "/two": story("Two", place="river"), "/three": story("Drei — Ü")})
    first = run_crawl(
        tmp_path,
        "article",
        urls=f"{loopback.url('/one')}, {loopback.url('/two')}",
        file="-",
        stdin=f"{loopback.url('/three')}\n".encode(),
    )
    assert first.code == 0, first.stderr
    second = run_crawl(tmp_path, "article", urls=loopback.url("/one"))
    assert second.code == 0, second.stderr
    titles = [record["title"] for record in second.lines("article.jsonl")]
    assert sorted(titles[:3]) == ["Drei — Ü", "One", "Two"]
    assert titles[3:] == ["One"]
    crawl_ids = {record["crawl_id"] for record in second.lines("article.jsonl")}
    assert len(crawl_ids) == 2
    assert second.run["crawl_id"] in crawl_ids


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ({}, ExitCode.bad_config, "nothing to fetch"),
        ({"urls": " "}, ExitCode.bad_config, "nothing to fetch"),
        ({"file": "comments.txt"}, ExitCode.bad_config, "no URL was given"),
        ({"urls": "a,b"}, ExitCode.sites_failed, "none of 1 URLs could be fetched (bad_url 1)"),
        ({"file": "absent.txt"}, ExitCode.bad_config, "absent.txt: cannot be read (No such file or directory)"),
        ({"file": "."}, ExitCode.bad_config, ".: cannot be read (Is a directory)"),
        ({"url": "https://news.example/a"}, ExitCode.bad_config, "has no such argument; it has: urls, file"),
        ({"urls": "http://127.0.0.1:9/a"}, ExitCode.sites_failed, "none of 1 URLs could be fetched (unreachable 1)"),
        ({"urls": "news.example"}, ExitCode.sites_failed, "none of 1 URLs could be fetched (bad_url 1)"),
    ],
)
def test_command_that_failed_as_a_whole_says_why_in_one_line(
    tmp_path: Path, arguments: dict[str, str], code: ExitCode, message: str
) -> None:
    (tmp_path / "comments.txt").write_text("# nothing yet\n\n")
    failed = run_crawl(tmp_path, "article", settings={**LIMITS, "LOG_LEVEL": "CRITICAL"}, **arguments)
    assert failed.code == code
    assert failed.stderr.startswith("scrapy crawl: ")
    assert message in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_long_list_is_read_while_the_crawl_goes_on(loopback: Loopback, tmp_path: Path) -> None:
    """A URL that cannot be fetched costs no request, so many of them show that nothing is lost."""
    loopback.serve({"/one": story("One")})
    lines = "".join(f"ftp://news.example/{number}\n" for number in range(2_000)) + loopback.url("/one")
    crawled = run_crawl(tmp_path, "article", file="-", stdin=lines.encode())
    assert crawled.code == 0, crawled.stderr
    assert crawled.run["counts"]["rejected"] == {"bad_url": 2_000}
    assert len(crawled.lines("rejects.jsonl")) == 2_000
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["One"]
