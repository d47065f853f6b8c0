"""What was found on a site, as an entry of sites.toml."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.discovery.report import SourceReport
from newscrawl.discovery.survey import FoundSource, RobotsVerdict, Survey, format_survey
from newscrawl.site_file import parse_sites


def found(
    path: str, kind: SourceKind, *, listed: int = 3, is_part: bool = False, outcome: str = "read", fault: str = "",
    newest: str | None = None, title: str | None = None,
) -> FoundSource:  # fmt: skip
    url = path if "://" in path else f"https://www.example.org{path}"
    report = SourceReport(source=Source(url=url, kind=kind), outcome=outcome, listed=listed, newest=newest, fault=fault)
    return FoundSource(report=report, title=title, is_part=is_part)


FRONT = found("/", SourceKind.front_page)
SURVEY = Survey(
    domain="example.org",
    day="2026-11-24",
    robots=RobotsVerdict(is_allowed=True, crawl_delay=2.5, sitemaps=2),
    front_url="https://www.example.org/",
    canonical_url="https://www.example.org/",
    title="The Harbour Gazette",
    language="en-GB",
    sources=[
        FRONT,
        found("/s.xml", SourceKind.sitemap_index, listed=340),
        found("/s-2026-11.xml", SourceKind.sitemap, is_part=True),
        found("/news.xml", SourceKind.news_sitemap, listed=120, newest="2026-11-24"),
        found("/rss", SourceKind.feed, listed=30, newest="2026-11-24T06:00:00Z", title="All stories"),
        found("/feed", SourceKind.feed, listed=0, outcome="failed", fault="HTTP status 404"),
    ],
    sections=["https://www.example.org/politics"],
)


def test_entry_is_ready_to_be_used() -> None:
    text = format_survey(SURVEY)
    (site,) = parse_sites(text)
    assert site.name == "example.org"
    assert site.start == ("https://www.example.org/",)
    assert site.feeds == ("https://www.example.org/rss",)
    assert site.sitemaps == ("https://www.example.org/news.xml", "https://www.example.org/s.xml")
    assert site.sections == ()
    assert site.language is None


def test_what_was_seen_stands_beside_it_as_comments() -> None:
    text = format_survey(SURVEY)
    assert text.startswith("# example.org, looked at on 2026-11-24: The Harbour Gazette\n")
    assert "# front page https://www.example.org/, language en-GB\n" in text
    assert "# robots.txt: allows newscrawl the front page, asks for 2.5 s between requests" in text
    assert '  "https://www.example.org/rss",  # 30 pages, newest 2026-11-24T06:00:00Z, All stories\n' in text
    assert '  "https://www.example.org/s.xml",  # sitemap index, 340 sitemaps\n' in text
    assert "# Not needed beside feeds and sitemaps:\n# sections = [\n" in text
    assert "# Nothing came of:\n#   feed https://www.example.org/feed: failed (HTTP status 404)\n" in text


def test_sections_are_in_use_where_there_is_no_list() -> None:
    (site,) = parse_sites(format_survey(replace(SURVEY, sources=[FRONT])))
    assert site.sections == ("https://www.example.org/politics",)


def test_site_that_lives_elsewhere_is_entered_by_its_real_domain() -> None:
    moved = replace(
        SURVEY, front_url="https://www.example.com/", canonical_url="https://amp.example.com/", sources=[FRONT]
    )
    text = format_survey(moved)
    (site,) = parse_sites(text)
    assert (site.name, site.start) == ("www.example.com", ("https://www.example.com/",))
    assert "# it calls itself https://amp.example.com/\n" in text


def test_bare_domain_that_answers_itself_needs_no_start() -> None:
    text = format_survey(replace(SURVEY, front_url="https://example.org/"))
    assert "start =" not in text


def test_texts_of_the_site_cannot_leave_their_comments() -> None:
    hostile = 'x"\n[[site]]\ndomain = "evil.example"\r\x1b[31m\u2028y'
    sources = [found('/rss?"\\q', SourceKind.feed, title=hostile, fault=hostile), FRONT]
    survey = replace(SURVEY, title=hostile, sources=sources, robots=RobotsVerdict(fault=hostile))
    (site,) = parse_sites(format_survey(survey))
    assert site.name == "example.org"
    assert site.feeds == ('https://www.example.org/rss?"\\q',)
    assert "\x1b" not in format_survey(survey)


@pytest.mark.parametrize(
    ("robots", "line"),
    [
        (RobotsVerdict(), "# robots.txt: allows newscrawl the front page, names 0 sitemaps"),
        (RobotsVerdict(is_allowed=False), "# robots.txt: forbids newscrawl the front page, names 0 sitemaps"),
        (RobotsVerdict(fault="robots.txt cannot be had"), "# robots.txt: robots.txt cannot be had"),
    ],
)
def test_verdict_of_robots_is_told(robots: RobotsVerdict, line: str) -> None:
    assert f"\n{line}\n" in format_survey(replace(SURVEY, robots=robots))


@pytest.mark.parametrize(
    ("sources", "has_found"),
    [
        ([], False),
        ([found("/", SourceKind.front_page, listed=0)], False),
        ([found("/rss", SourceKind.feed, outcome="failed", listed=0)], False),
        ([FRONT], True),
        ([found("/rss", SourceKind.feed)], True),
    ],
)
def test_site_without_anything_is_told_from_one_with(sources: list[FoundSource], has_found: bool) -> None:
    survey = replace(SURVEY, sources=sources)
    assert survey.has_found is has_found
    parse_sites(format_survey(survey))
