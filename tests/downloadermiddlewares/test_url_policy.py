"""No request leaves whose URL the policy forbids, and every opening in the policy is told of."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from scrapy.http import Request
from scrapy.settings import Settings

from newscrawl.downloadermiddlewares.url_policy import UrlPolicyMiddleware, refuse_proxy
from newscrawl.errors import InputError
from newscrawl.exit_codes import ExitCode
from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason
from newscrawl.url_policy import read_policy
from tests.conftest import QUICK, Loopback, crawl_command, crawl_environment, run_crawl, story

PROXIES = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "ftp_proxy"]


@pytest.fixture(autouse=True)
def _no_proxy_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


def test_request_that_is_allowed_passes_and_another_is_refused_with_its_reason() -> None:
    middleware = UrlPolicyMiddleware(read_policy([80, 443], ["127.0.0.1:8080"]))
    middleware.process_request(Request("https://news.example/a"))
    middleware.process_request(Request("http://127.0.0.1:8080/a"))
    with pytest.raises(RefusedRequest, match="this machine") as refused:
        middleware.process_request(Request("http://127.0.0.1/a"))
    assert refused.value.reason is Reason.forbidden_address


@pytest.mark.parametrize(
    ("settings", "environ", "is_refused"),
    [
        ({}, {}, False),
        ({}, {"http_proxy": "http://10.0.0.1:3128"}, True),
        ({}, {"HTTPS_PROXY": "10.0.0.1:3128"}, True),
        ({}, {"ftp_proxy": "http://10.0.0.1:3128"}, False),
        ({"HTTPPROXY_ENABLED": False}, {"http_proxy": "http://10.0.0.1:3128"}, False),
        ({"NEWSCRAWL_PROXY_ENFORCES_POLICY": True}, {"http_proxy": "http://10.0.0.1:3128"}, False),
    ],
)
def test_proxy_is_refused_at_the_start_unless_it_is_said_to_keep_to_the_policy(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, bool], environ: dict[str, str], is_refused: bool
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    if is_refused:
        with pytest.raises(InputError, match="_proxy in the environment"):
            refuse_proxy(Settings(settings))
    else:
        refuse_proxy(Settings(settings))


def test_private_address_gets_a_line_and_no_connection_and_an_opening_is_warned_of(
    loopback: Loopback, tmp_path: Path
) -> None:
    loopback.serve({"/a": story("Vote")})
    closed = Loopback("127.0.0.77")
    command = crawl_command("article", urls=f"{loopback.url('/a')},{closed.url('/b')}", settings=QUICK)
    address = loopback.origin.removeprefix("http://")
    environment = {**crawl_environment(), "NEWSCRAWL_ALLOWED_ADDRESSES": address}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100)
    closed.stop()
    assert closed.seen == []
    assert f"WARNING: Connected to whether public or not (NEWSCRAWL_ALLOWED_ADDRESSES): {address}\n" in done.stderr
    assert '"forbidden_address"' in (tmp_path / "out" / "rejects.jsonl").read_text()
    assert "Vote" in (tmp_path / "out" / "article.jsonl").read_text()


@pytest.mark.parametrize("value", ["*:80"])
def test_wrong_setting_ends_the_command_at_its_start(loopback: Loopback, tmp_path: Path, value: str) -> None:
    settings = {**QUICK, "NEWSCRAWL_ALLOWED_ADDRESSES": value}
    crawled = run_crawl(tmp_path, "article", urls=loopback.url("/a"), settings=settings)
    assert crawled.code == ExitCode.bad_config
    assert crawled.stderr.splitlines()[-1].startswith("scrapy crawl: setting NEWSCRAWL_ALLOWED_ADDRESSES")
    assert "Traceback" not in crawled.stderr
