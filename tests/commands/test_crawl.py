"""`scrapy crawl` of this project exits with a code that tells, the same for all spiders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import QUICK, Loopback, html, run_crawl, story


def test_run_that_did_its_work_exits_with_0(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/a": story("Vote")})
    urls = f"{loopback.url('/a')},{loopback.url('/absent')}"
    assert run_crawl(tmp_path, "article", urls=urls).code == 0


def test_run_without_an_article_among_its_pages_is_no_failure(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/empty": html(b"")})
    assert run_crawl(tmp_path, "article", urls=loopback.url("/empty")).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name one spider, for instance: scrapy crawl article -a urls=URL"),
        (("article", "site"), "name one spider"),
        (("articles",), "articles"),
        (("article", "-a", "urls"), "Invalid -a value"),
        (("article", "-L"), "-L"),
        (("article",), "nothing to fetch"),
    ],
)
def test_wrong_use_exits_with_4_and_one_line(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    wrong = run_crawl(tmp_path, *arguments, settings={"LOG_ENABLED": "0"})
    assert wrong.code == 4
    assert message in wrong.stderr + wrong.stdout
    assert "Traceback" not in wrong.stderr


def test_run_without_a_page_exits_with_2_and_says_why_with_the_log_off(
    loopback: Loopback, tmp_path: Path
) -> None:
    failed = run_crawl(
        tmp_path, "article", urls=loopback.url("/absent"), settings={**QUICK, "LOG_ENABLED": "0"}
    )
    assert failed.code == 2
    assert failed.stderr == "scrapy crawl: none of 1 URLs could be fetched (http_error 1)\n"


def test_fault_of_the_code_is_not_hidden(tmp_path: Path) -> None:
    broken = run_crawl(
        tmp_path, "article", urls="https://a.example/", settings={"DUPEFILTER_CLASS": "no.such"}
    )
    assert broken.code == 9
    assert "No module named 'no'" in broken.stderr
