"""The `site` spider stays on its site, takes likely articles first, and ends where it was told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.errors import InputError
from newscrawl.spiders.site import SiteSpider
from tests.conftest import QUICK, Answer, Crawled, Loopback, html, run_crawl, story

VOTE = "/2026/11/24/council-votes-to-delay-dredging"
FERRY = "/2026/11/23/ferry-line-gets-a-new-timetable"
BRIDGE = "/2026/11/22/old-bridge-is-painted-once-more"
ARCHIVED = "/archive/2025/01/01/first-baby-of-the-new-year"
LATE = "/2026/11/21/lighthouse-keeper-retires-at-last"


def list_page(*links: str, head: str = "") -> bytes:
    items = "".join(f'<li><a href="{link}">{link.strip("/")}</a></li>' for link in links)
    return f"<html><head><title>News</title>{head}</head><body><ul>{items}</ul></body></html>".encode()


@pytest.fixture
def site(loopback: Loopback) -> Loopback:
    """A small newspaper: a front page, a section, and stories of which some are asked not to be read."""
    loopback.seen.clear()
    loopback.answers.clear()
    loopback.serve(
        {
            "/": list_page(
                "/politics", VOTE, "http://127.0.0.1:9/other-site", "/private/letter", "/report.pdf", ARCHIVED
            ),
            "/politics": list_page(FERRY, VOTE, "/deeper"),
            "/deeper": list_page(BRIDGE),
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n"),
            VOTE: story("Council votes", ["/politics", LATE]),
            FERRY: story("Ferry", place="ferry"),
            BRIDGE: story("Bridge", place="bridge"),
            ARCHIVED: story("First baby", place="hospital"),
            LATE: story("Lighthouse", place="lighthouse"),
        }
    )
    return loopback


def titles(crawled: Crawled) -> set[str]:
    return {record["title"] for record in crawled.lines("site.jsonl")}


def test_links_of_the_site_are_followed_and_no_others(site: Loopback, tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "site", start=site.url("/"))
    assert crawled.code == 0, crawled.stderr
    assert titles(crawled) == {"Council votes", "Ferry", "Bridge", "First baby", "Lighthouse"}
    assert crawled.reasons()[site.url("/private/letter")] == "robots_denied"
    assert set(site.paths()) == {"/", "/politics", "/deeper", VOTE, FERRY, BRIDGE, ARCHIVED, LATE}
    assert len(site.paths()) == len(set(site.paths()))
    assert crawled.run["exit_reason"] == "finished"
    assert crawled.run["arguments"]["start"] == site.url("/")


def test_what_looks_like_an_article_is_asked_for_first(site: Loopback, tmp_path: Path) -> None:
    run_crawl(tmp_path, "site", start=site.url("/"))
    paths = site.paths()
    assert paths[0] == "/"
    assert paths.index(VOTE) < paths.index("/politics") < paths.index("/deeper")


def test_crawl_ends_at_the_number_of_articles(site: Loopback, tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "site", start=site.url("/"), max_articles=2)
    assert crawled.code == 0, crawled.stderr
    assert len(crawled.lines("site.jsonl")) == 2
    assert crawled.run["exit_reason"] == "max_articles"
    assert crawled.run["counts"]["articles"] == 2
    assert len(site.paths()) < 8


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"max_depth": 1}, {"Council votes", "First baby"}),
        ({"max_depth": 2}, {"Council votes", "First baby", "Ferry", "Lighthouse"}),
        ({"deny": "^/archive/"}, {"Council votes", "Ferry", "Bridge", "Lighthouse"}),
        ({"allow": r"/2026/\d{1,2}/,^/politics$", "deny": "ferry"}, {"Council votes", "Lighthouse"}),
    ],
)
def test_depth_and_patterns_bound_the_crawl(
    site: Loopback, tmp_path: Path, arguments: dict[str, object], expected: set[str]
) -> None:
    crawled = run_crawl(tmp_path, "site", start=site.url("/"), **arguments)
    assert crawled.code == 0, crawled.stderr
    assert titles(crawled) == expected


@pytest.mark.parametrize(
    "front",
    [
        html(list_page(VOTE, head='<meta name="robots" content="nofollow">')),
        html(list_page(VOTE), x_robots_tag="noindex, nofollow"),
        Answer(list_page(VOTE), headers={"Content-Type": "application/json"}),
    ],
)
def test_page_that_asks_so_or_is_none_leads_nowhere(site: Loopback, tmp_path: Path, front: Answer) -> None:
    site.serve({"/": front})
    run_crawl(tmp_path, "site", start=site.url("/"))
    assert site.paths() == ["/"]


def test_links_are_relative_to_the_base_of_the_page(site: Loopback, tmp_path: Path) -> None:
    base = f'<base href="{site.url("/2026/11/24/")}">'
    site.serve({"/": list_page("council-votes-to-delay-dredging", head=base)})
    crawled = run_crawl(tmp_path, "site", start=site.url("/"), max_depth=1)
    assert titles(crawled) == {"Council votes"}


def test_start_page_may_lead_to_the_real_address_of_the_site(site: Loopback, tmp_path: Path) -> None:
    """`localhost` and `127.0.0.1` are two sites, as `http://news.com` and `https://www.news.org` are."""
    real = site.url("/front").replace("127.0.0.1", "localhost")
    site.serve({"/": Answer(status=301, headers={"Location": real}), "/front": list_page(VOTE)})
    crawled = run_crawl(tmp_path, "site", start=site.url("/"), max_depth=1)
    assert titles(crawled) == {"Council votes"}


def test_site_that_does_not_answer_fails_the_command(tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "site", start="http://127.0.0.1:9/")
    assert crawled.code == 2
    assert "scrapy crawl: none of 1 URLs could be fetched (unreachable 1)" in crawled.stderr
    assert "Traceback" not in crawled.stderr
    assert crawled.run["failure"] == "none of 1 URLs could be fetched (unreachable 1)"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "spider site: nowhere to start: give -a start=URL"),
        ({"start": "news.example"}, "-a start=news.example: no scheme"),
        ({"start": "https://news.example", "max_articles": "0"}, "-a max_articles=0: must be"),
        ({"start": "https://news.example", "max_depth": "deep"}, "-a max_depth=deep: must be"),
        ({"start": "https://news.example", "allow": "("}, "-a allow=(: not a regular expression"),
        ({"start": "https://news.example", "deny": "*"}, "-a deny=*: not a regular expression"),
        ({"start": "https://news.example", "depth": "2"}, "-a depth: the spider site has no such argument"),
    ],
)
def test_wrong_argument_is_refused(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        SiteSpider(**arguments)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/politics/vote", True),
        ("https://news.example/politics/live/vote", False),
        ("https://news.example/sport/vote", False),
        ("https://politics.example/sport", False),
        ("https://news.example/story?path=/politics/", True),
        ("https://news.example", False),
    ],
)
def test_patterns_look_at_path_and_query(url: str, expected: bool) -> None:
    spider = SiteSpider(start="https://news.example", allow="/politics/", deny="/live/")
    assert spider.is_allowed(url) is expected


def test_run_file_tells_the_arguments_that_were_in_force() -> None:
    spider = SiteSpider(start="https://news.example", allow="/a/")
    assert spider.arguments == {
        "start": "https://news.example",
        "max_articles": "100",
        "max_depth": "3",
        "allow": "/a/",
    }


def test_page_that_redirects_to_another_site_is_rejected_and_not_fetched_there(tmp_path: Path) -> None:
    here, there = Loopback(), Loopback()
    try:
        moved = Answer(status=301, headers={"Location": there.url(VOTE)})
        stays = Answer(status=301, headers={"Location": FERRY})
        here.serve({"/": list_page("/moved", "/stays"), "/moved": moved, "/stays": stays, FERRY: story("Ferry")})
        there.serve({VOTE: story("Council votes")})
        crawled = run_crawl(tmp_path, "site", start=here.url("/"))
        assert crawled.code == 0, crawled.stderr
        assert titles(crawled) == {"Ferry"}
        assert crawled.reasons()[here.url("/moved")] == "off_site"
        assert crawled.evidence(here.url("/moved")) == f"redirects to {there.url(VOTE)}"
        assert there.seen == []
    finally:
        here.stop()
        there.stop()


def test_start_page_may_lead_to_the_site_s_real_address(tmp_path: Path) -> None:
    here, there = Loopback(), Loopback()
    try:
        here.serve({"/": Answer(status=301, headers={"Location": there.url("/")})})
        there.serve({"/": list_page(FERRY), FERRY: story("Ferry")})
        assert titles(run_crawl(tmp_path, "site", start=here.url("/"))) == {"Ferry"}
    finally:
        here.stop()
        there.stop()


def answer_trap(host: str, path: str) -> Answer:
    """A site whose calendar, session ids, page numbers and relative links never end."""
    if path == "/robots.txt":
        return Answer(b"", 404)
    if path in (VOTE, FERRY, BRIDGE):
        return html(story(path, place=path.rpartition("/")[2]))
    number = int("".join(filter(str.isdecimal, path)) or 0) % 10_000 + 1
    traps = [f"/calendar/2026/{number}", f"/list?page={number}", f"/?sid={number:04}9f8a7b6c5d4e3f2a", "deeper/x"]
    return html(list_page(*traps, VOTE, FERRY, BRIDGE))


def test_endless_series_of_urls_end_with_a_line_each_and_cost_no_story(site: Loopback, tmp_path: Path) -> None:
    trap = Loopback()
    trap.answer_host = answer_trap  # type: ignore[method-assign]
    settings = {**QUICK, "DOWNLOAD_DELAY": "0.005", "NEWSCRAWL_MAX_ALIKE": "8", "NEWSCRAWL_WORKERS": "0"}
    crawled = run_crawl(tmp_path, "site", start=trap.url("/"), max_depth=1000, settings=settings)
    trap.stop()
    assert titles(crawled) == {VOTE, FERRY, BRIDGE}
    assert crawled.run["exit_reason"] == "finished"
    assert len(trap.paths()) < 100
    told = [line["evidence"] for line in crawled.lines("rejects.jsonl") if line["reason"] == "url_trap"]
    assert len(told) == len(set(told))
    for part in ("/calendar/N/N", "/list?page=N", "/?sid=*", "repeats"):
        assert any(part in evidence for evidence in told), (part, told)
