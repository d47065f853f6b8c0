"""The group of a robots.txt that counts is that of our product token, letter for letter."""

from __future__ import annotations

import pytest

from newscrawl.network.robots_parser import TokenRobotParser

URL = "https://news.example/{}"


@pytest.mark.parametrize(
    ("groups", "forbidden"),
    [
        ({"*": "/a", "newscrawl": "/b"}, {"b"}),
        ({"*": "/a", "NewsCrawl": "/b"}, {"b"}),
        ({"*": "/a", "newscrawl/1.0": "/b"}, {"b"}),
        ({"*": "/a", "news": "/b", "crawl": "/c", "newscrawler": "/d"}, {"a"}),
        ({"other": "/a"}, set()),
        ({}, set()),
    ],
)
def test_group_of_the_token_counts_else_that_of_all(groups: dict[str, str], forbidden: set[str]) -> None:
    text = "\n".join(f"User-agent: {name}\nDisallow: {path}\n" for name, path in groups.items())
    parser = TokenRobotParser(text.encode(), None)
    assert {path for path in "abcd" if not parser.allowed(URL.format(path), "newscrawl")} == forbidden


def test_groups_of_one_token_are_one_group() -> None:
    text = b"User-agent: newscrawl\nDisallow: /a\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9\n\n"
    parser = TokenRobotParser(text + b"User-agent: newscrawl\nDisallow: /b\n", None)
    assert not parser.allowed(URL.format("a"), b"newscrawl")
    assert not parser.allowed(URL.format("b"), "newscrawl/0.1 (+https://example.org)")
    assert parser.crawl_delay("newscrawl") == 3.0
