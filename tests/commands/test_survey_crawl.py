"""A look at a site asks its sources as a run does, and fetches no article."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy.exceptions import IgnoreRequest

from newscrawl.commands.survey_crawl import SurveySpider, build_survey
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.report import SourceReport
from newscrawl.errors import InputError
from newscrawl.spiders.robots_watch import RobotsWatch
from tests.simulated_sites import FEED_LINK, NOW, ORIGIN, Page, World, feed, front


def make_survey_spider(crawler: SimpleNamespace, told: list[SourceReport]) -> SurveySpider:
    spider = SurveySpider("n-example.com", told.append)
    spider.crawler = crawler  # type: ignore[assignment]
    spider.robots = RobotsWatch(crawler.settings)
    spider.clock = lambda: NOW
    return spider


def test_sources_are_asked_and_told_of_and_articles_are_not(crawler: SimpleNamespace) -> None:
    index = b"<sitemapindex>%s</sitemapindex>" % b"".join(
        b"<sitemap><loc>%s/s-%d.xml</loc></sitemap>" % (ORIGIN.encode(), number) for number in range(40)
    )
    world = World(
        {"/": front("/story-one-of-the-day", head=FEED_LINK), "/rss": feed("/a"), "/index.xml": Page(index)},
        robots=f"User-agent: *\nCrawl-delay: 3\nDisallow: /private/\nSitemap: {ORIGIN}/index.xml\n",
    )
    told: list[SourceReport] = []
    spider = make_survey_spider(crawler, told)
    asked = world.run(spider)
    assert world.items == []
    assert len([path for path in asked if path.startswith("/s-")]) == 5
    assert len(told) == len(asked)
    survey = build_survey(spider, NOW)
    assert (survey.domain, survey.front_url, survey.language) == ("n-example.com", f"{ORIGIN}/", None)
    assert (survey.robots.is_allowed, survey.robots.crawl_delay, survey.robots.sitemaps) == (True, 3.0, 1)
    kinds = [found.report.source.kind for found in survey.lists]
    assert sorted(kinds) == [SourceKind.feed, SourceKind.sitemap_index]
    assert {found.is_part for found in survey.sources if "/s-" in found.report.source.url} == {True}
    assert survey.has_found


def test_robots_that_cannot_be_had_is_the_verdict(crawler: SimpleNamespace) -> None:
    error = IgnoreRequest("robots.txt cannot be had (HTTP status 503), so no page is asked for")
    world = World({path: Page(error=error) for path in ("/", "/sitemap.xml", "/sitemap_index.xml")}, robots="x")
    spider = make_survey_spider(crawler, [])
    world.run(spider)
    survey = build_survey(spider, NOW)
    assert survey.robots.fault.startswith("robots.txt cannot be had (HTTP status 503)")
    assert not survey.has_found


def test_one_site_is_looked_at(crawler: SimpleNamespace) -> None:
    with pytest.raises(InputError, match="name one site"):
        SurveySpider("a.example,b.example", [].append)
