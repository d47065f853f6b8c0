"""`scrapy clean` prints the article and nothing else, says what it cut, and ends with a telling exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import checkout_environment
from tests.conftest import story as html_story

TEXT = """Watch Live

Dredging vote put off

The harbour council put off the vote on dredging until spring, officials said on Monday in Größe.

Ferry late again
Storm closes the quay
Lighthouse for sale

Several members of the council said that they had not read the report by the engineers.
"""
BODY = """The harbour council put off the vote on dredging until spring, officials said on Monday in Größe.

Several members of the council said that they had not read the report by the engineers.
"""


def clean(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "clean", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=checkout_environment(LC_ALL="C", LANG="C", COLUMNS="100"),
        timeout=60,
        check=False,
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_text_is_printed_to_the_letter_and_the_cuts_are_summed_up(story: Path) -> None:
    done = clean(str(story), cwd=story.parent)
    assert done.returncode == 0
    assert done.stdout.decode() == BODY
    assert done.stderr.decode() == (
        "cut 5 pieces, 87 characters: 3 related_links, 1 player_promo, 1 headline; --removed lists them\n"
    )


def test_standard_input_is_read() -> None:
    assert clean("-", stdin=TEXT.encode("utf-16")).stdout.decode() == BODY


def test_removed_pieces_are_listed_in_order(story: Path) -> None:
    lines = clean("--removed", str(story)).stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == [
        "kind",
        "player_promo",
        "headline",
        "related_links",
        "related_links",
        "related_links",
    ]
    assert lines[-1].endswith("Lighthouse for sale")


def test_removed_pieces_as_json_lines_hold_the_text_whole(story: Path) -> None:
    pieces = [json.loads(line) for line in clean("--removed", "--json", str(story)).stdout.splitlines()]
    assert [piece["text"] for piece in pieces][:2] == ["Watch Live", "Dredging vote put off"]
    assert set(pieces[0]) == {"kind", "text", "rule", "reason"}


def test_json_is_the_whole_record_on_one_line_in_utf8(story: Path) -> None:
    done = clean("--json", "--url", "https://news.example/a", str(story))
    assert "Größe" in done.stdout.decode()
    record = json.loads(done.stdout)
    assert (record["url"], record["title"], record["text"] + "\n") == (
        "https://news.example/a",
        "Dredging vote put off",
        BODY,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("absent.html",), 2, "scrapy clean: absent.html: no such file"),
        ((".",), 2, "scrapy clean: .: is a folder"),
        (("ftp://news.example/a",), 2, "only http and https"),
        (("http://",), 2, "no host"),
        (("http://127.0.0.1:9/a",), 1, "no article: unreachable"),
        (("http://2130706433/a",), 1, "no article: forbidden_address"),
        (("--url", "news.example", "-"), 2, "no scheme"),
        (("--url", "https://news.example/", "https://news.example/"), 2, "not for a URL"),
        (("-",), 1, "no article: empty"),
    ],
)
def test_bad_input_is_told_in_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = clean(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, b"")
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_no_argument_is_wrong_use() -> None:
    done = clean()
    assert done.returncode == 2
    assert b"name one file" in done.stderr


def test_binary_is_rejected_with_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n\x00\x01")
    done = clean("--json", "a.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["reason"] == "not_html"
    assert b"the body is a PDF" in done.stderr


def test_a_reader_that_goes_away_is_no_fault(story: Path) -> None:
    line = "Report {} says that the harbour stays open to all ships until the end of the week.\n\n"
    story.write_text("".join(line.format(number) for number in range(5000)))
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", "clean", "--text", str(story)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.fixture(scope="module")
def site(loopback: Any) -> Any:
    loopback.serve(
        {
            "/story": html_story("Dredging vote put off", ["/more"]),
            "/robots.txt": b"User-agent: *\nDisallow: /private\n",
        }
    )
    return loopback


def test_url_is_fetched_once_cleaned_and_nothing_else_said(site: Any, tmp_path: Path) -> None:
    done = clean(site.url("/story"), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().count("The council of the harbour town voted on Tuesday") == 10
    assert "/more" not in done.stdout.decode()
    assert done.stderr.startswith(b"cut ")
    assert done.stderr.count(b"\n") == 1
    assert [seen.path for seen in site.seen] == ["/robots.txt", "/story"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "message"), [("/absent", "no article: http_error"), ("/private/a", "no article: robots_denied")]
)
def test_page_that_gives_no_record_is_told(site: Any, path: str, message: str) -> None:
    done = clean(site.url(path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_publisher_files_are_used(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('domains = ["paper.example"]\n[[layout]]\ndrop = ["li"]\nbody = "article"\n')
    (tmp_path / "page.html").write_bytes(html_story("Ferry", ["/one-more"]))
    setting = ("-s", f"NEWSCRAWL_PUBLISHERS={tmp_path}")
    done = clean("page.html", "--json", "--url", "https://paper.example/a", *setting, cwd=tmp_path)
    assert json.loads(done.stdout)["extractor"]["publisher"] == "paper.toml#1"
