"""The pages of `scrapy browse`, asked for plainly and in a real browser: no record runs, and no one else is let in."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import msgspec
import pytest

from newscrawl.article import ArticleBlock, ArticleDifference
from newscrawl.blocks import BlockType
from newscrawl.serialiser import encode_line
from tests.browsing.conftest import make_lines
from tests.chromium import find_serious_faults, needs_axe, open_address
from tests.conftest import ROOT, checkout_environment
from tests.samples import ARTICLE

PICTURE = os.environ.get("NEWSCRAWL_BROWSE_PICTURE", "")
"""The file that the README's picture is written to, `docs/browse.png`."""
OWN = "document.title='owned'"
EVIL = (
    f"</title></style></script><script>{OWN}</script><img src=http://127.0.0.1:9/i onerror=\"{OWN}\">"
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'> \u202e\x00"
    "<form action=http://127.0.0.1:9/><style>@import url(http://127.0.0.1:9/x.css);*{display:none}</style> vote"
)
Serve = Callable[..., str]


def make_hostile_lines() -> list[bytes]:
    """Records that would run, fetch and break what they can, and one whose fields are of other kinds."""
    hostile = replace(
        ARTICLE,
        url=f"javascript:{OWN}",
        title=EVIL,
        text=EVIL,
        language=EVIL,
        domain=EVIL,
        image='http://127.0.0.1:9/"onmouseover="document.title=1',
        authors=[EVIL],
        blocks=[ArticleBlock(type=BlockType.paragraph, text=EVIL * 1_000)],
        diff=[ArticleDifference(op="changed", old=EVIL, new=EVIL)],
    )
    plain = msgspec.to_builtins(hostile)
    odd = {**plain, "url": "https://b.example/odd", "blocks": [7, {"type": {}, "text": [EVIL]}]}
    odd |= {"removed": {EVIL: 3, "x": "y"}, "diff": [1, {"old": {}}], "http": [[]], "extractor": 4}
    odd |= {"warnings": {"a": [1]}, EVIL: EVIL, "text": 3}
    return [msgspec.json.encode(plain) + b"\n", msgspec.json.encode(odd) + b"\n"]


def ask(address: str, method: str = "GET", target: str = "/", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.putrequest(method, target, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, dict(response.headers), body


def test_answers_are_for_no_other_name_method_or_origin(serve: Serve, records: Path) -> None:
    address = serve(records)
    port = address.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]"):
        assert ask(address, Host=f"{host}:{port}")[0] == 200
    others = ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1:{port}.x", "")
    for host in others:
        assert ask(address, Host=host)[0] == 403
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ask(address, method)[0] == 405
    status, headers, body = ask(address, "HEAD")
    assert (status, body) == (200, "")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 200),
        ("/?page=99999999999999999999&since=x&least=nan&kind=other&unknown=1", 200),
        ("/?words=%00%ff%22%22+%22&site=%F0%9F%9A%A2", 200),
        (f"/?words={'a+' * 1_000}", 200),
        ("/?" + "&".join(f"a{number}=1" for number in range(99)), 400),
        ("/record", 404),
        ("/record?file=/etc/passwd&row=0", 404),
        ("/record?file=../out/news.jsonl&row=0", 404),
        ("/record?row=-1", 404),
        ("/../../etc/passwd", 404),
        ("//evil.example/", 404),
        ("/favicon.ico", 404),
    ],
)
def test_any_address_has_an_answer(serve: Serve, records: Path, target: str, status: int) -> None:
    found, _, body = ask(serve(records), target=target)
    assert found == status
    assert body.startswith("<!doctype html>")


def test_line_that_is_broken_or_no_longer_there_is_told(serve: Serve, records: Path) -> None:
    address = serve(records)
    assert ask(address)[0] == 200
    for row in (2, 3, 50):
        status, _, body = ask(address, target=f"/record?file={records}&row={row}")
        assert (status, "no record at this place" in body) == (404, True)


def test_ctrl_c_ends_the_command_in_good_order(records: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    code = (
        "import argparse, sys; from scrapy.settings import Settings; from newscrawl.commands.browse import Command\n"
        "command, parser = Command(), argparse.ArgumentParser()\n"
        "command.settings = Settings({'LOG_ENABLED': False}); command.add_options(parser)\n"
        "command.run(sys.argv[1:], parser.parse_args(['--no-open'])); sys.exit(command.exitcode)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(records)],
        env=checkout_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell that runs the tests in the background has them, and what they start, ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdout is not None
    told = process.stdout.readline()
    assert told.startswith("4 records, 1 rejections: http://127.0.0.1:")
    with urlopen(told.split()[4], timeout=20) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert process.communicate()[1].strip() == ""


def test_search_filter_and_record_work_in_a_browser_that_asks_for_nothing_else(
    browser: Any, serve: Serve, records: Path
) -> None:
    address = serve(records)
    opened = open_address(browser, f"{address}/")
    page = opened.page
    titles = page.locator("tbody th a")
    assert titles.all_inner_texts() == [
        "https://www.news.example/gone", "Vote 3 delayed", "Vote 2 delayed", "Vote 1 delayed", "Vote 0 delayed",
    ]  # fmt: skip
    assert "2 lines hold neither, or are broken" in page.locator("header").inner_text()
    page.get_by_label("Words").fill("council")
    page.get_by_label("Words").press("Enter")
    assert titles.count() == 4
    page.get_by_label("Site").fill("news.example")
    page.get_by_label("Score to").fill("0.6")
    page.get_by_role("button", name="Search").click()
    assert titles.all_inner_texts() == ["Vote 1 delayed"]
    titles.first.click()
    assert page.locator("mark").all_inner_texts() == ["council"]
    assert "navigation" in page.get_by_role("region", name="What was cut").inner_text()
    page.get_by_role("link", name="Back to the list").click()
    assert titles.all_inner_texts() == ["Vote 1 delayed"]
    page.get_by_role("link", name="Show all").click()
    page.get_by_label("Rejected as").select_option("http_error")
    page.get_by_label("Rejected as").press("Enter")
    page.get_by_role("button", name="Search").click()
    assert titles.all_inner_texts() == ["https://www.news.example/gone"]
    with records.open("ab") as file:
        file.write(make_lines()[-1])
    page.reload()
    assert titles.count() == 2
    assert opened.complaints == []
    assert {url.partition("/?")[0].partition("/record")[0].rstrip("/") for url in opened.requests} == {address}
    page.close()


@pytest.mark.parametrize(
    "target", ["/", "/?words=vote&site=b.example", "/record?row=5&words=vote", "/record?row=6&words=vote"]
)
def test_hostile_record_runs_and_fetches_nothing(browser: Any, serve: Serve, records: Path, target: str) -> None:
    records.write_bytes(b"".join([*make_lines()[:2], *make_lines()[5:], encode_line(ARTICLE), *make_hostile_lines()]))
    target = target.replace("?row", f"?file={records}&row")
    address = serve(records)
    ask(address)
    opened = open_address(browser, address + target)
    opened.page.wait_for_timeout(150)
    assert opened.page.title() != "owned"
    assert opened.requests == [address + target]
    assert opened.complaints == []
    for link in opened.page.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(("/", "#", "http://", "https://"))
    for link in opened.page.locator("a[href^=http]").all():
        assert link.get_attribute("rel") == "noreferrer noopener"
    assert opened.page.locator("main").is_visible()
    opened.page.close()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", ["/", "/?words=nothing+at+all", "/record?row=0&words=council", "/record?row=6"])
def test_axe_finds_no_serious_fault(browser: Any, serve: Serve, records: Path, target: str, scheme: str) -> None:
    address = serve(records)
    ask(address)
    page = open_address(browser, address + target.replace("?row", f"?file={records}&row"), scheme).page
    assert find_serious_faults(page) == []
    page.close()


@pytest.mark.skipif(not PICTURE, reason="NEWSCRAWL_BROWSE_PICTURE names no file for the README's picture")
def test_picture_of_the_readme_is_taken(
    browser: Any, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, environment = [sys.executable, "-m", "scrapy", "demo"], checkout_environment()
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=120)
    monkeypatch.chdir(tmp_path)
    address = serve(Path("out"))
    page = open_address(browser, f"{address}/?words=harbour&kind=article&order=unsure", width=1100, height=640).page
    page.screenshot(path=ROOT / PICTURE)
    assert (ROOT / PICTURE).stat().st_size < 150_000
    page.close()


def test_no_server_listens_where_others_reach_it() -> None:
    from newscrawl.loopback import LoopbackServer

    server = LoopbackServer(type("None", (), {}))  # type: ignore[arg-type]
    assert socket.inet_aton(server.server_address[0])[0] == 127
    server.server_close()
