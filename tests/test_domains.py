"""The registered domain of a URL is read from the public suffix list, or is the host itself."""

from __future__ import annotations

import pytest

from newscrawl.domains import read_registered_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.news.co.uk/a", "news.co.uk"),
        ("https://WWW.News.com.:443/a", "news.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://[::1]/a", "::1"),
        ("http://localhost/a", "localhost"),
        ("https://co.uk/a", "co.uk"),
        ("https://blog.reporter.github.io/", "github.io"),
        ("file:///a.html", ""),
    ],
)
def test_registered_domain_is_the_host_where_there_is_none(url: str, domain: str) -> None:
    assert read_registered_domain(url) == domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [("https://blog.reporter.github.io/", "reporter.github.io"), ("https://www.news.co.uk/a", "news.co.uk")],
)
def test_customers_of_one_platform_can_be_told_apart(url: str, domain: str) -> None:
    assert read_registered_domain(url, splits_platforms=True) == domain
