"""Canonical links and the normal form of URLs."""

from __future__ import annotations

import pytest

from newscrawl.metadata.canonical import is_believable, normalize_url


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://News.Example:443/a/b?utm_source=x&id=5&fbclid=1#c", "https://news.example/a/b?id=5"),
        ("http://news.example", "http://news.example/"),
        ("https://news.example/a/", "https://news.example/a/"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/ü", "https://news.example/%C3%BC"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a?UTM_Medium=x", "https://news.example/a"),
        ("https://news.example/a?p=7", "https://news.example/a?p=7"),
    ],
)
def test_normal_form_keeps_what_names_the_page(url: str, normal: str) -> None:
    assert normalize_url(url) == normal
    assert normalize_url(normal) == normal


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.news.co.uk/a/story", True),
        ("https://amp.news.co.uk/a/story", True),
        ("https://other.co.uk/a/story", False),
        ("https://www.news.co.uk/", False),
        ("/a/story", False),
        ("javascript:void(0)", False),
        ("ftp://www.news.co.uk/a/story", False),
    ],
)
def test_canonical_link_is_believed_only_on_its_own_site_and_below_the_root(link: str, expected: bool) -> None:
    assert is_believable(link, "https://www.news.co.uk/a/story?x=1") is expected
