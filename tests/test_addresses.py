"""A URL that can be fetched has no fault; any other says in a clause what is wrong with it."""

from __future__ import annotations

import pytest

from newscrawl.addresses import MAX_URL_LENGTH, find_url_fault


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/politics/vote",
        "HTTP://News.Example:8080/a?b=c#d",
        "https://news.example/politik/0,1518,123.html",
        "https://nachrichten.example/straße/größe?q=日本",
        "https://bücher.example/",
        "http://127.0.0.1:8000/",
        "http://[::1]:8000/",
        "https://news.example./a",
        "https://user:password@news.example/a",
        "https://news.example/" + "a" * (MAX_URL_LENGTH - len("https://news.example/")),
    ],
)
def test_url_that_can_be_tried_has_no_fault(url: str) -> None:
    assert find_url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", "empty"),
        ("news.example/a", "no scheme: it must begin with http:// or https://"),
        ("news.example:8080/a", "no scheme: it must begin with http:// or https://"),
        ("//news.example/a", "no scheme: it must begin with http:// or https://"),
        ("ftp://news.example/a", "scheme ftp: only http and https are fetched"),
        ("javascript:void(0)", "scheme javascript: only http and https are fetched"),
        ("file:///etc/passwd", "scheme file: only http and https are fetched"),
        ("https://", "no host"),
        ("https:///a", "no host"),
        ("https://news.example/a b", "a space or control character inside"),
        ("https://news.example/a\u00a0b", "a space or control character inside"),
        ("https://news.example/\x00", "a space or control character inside"),
        ("https://news.example:0/", "port 0"),
        ("https://news.example:65536/", "port out of range 0-65535"),
        ("https://news.example:http/", "port could not be cast to integer value as 'http'"),
        ("https://[::1/a", "invalid IPv6 URL"),
        ("https://news..example/", "a host name with an empty part"),
        ("https://.example/", "a host name with an empty part"),
        (f"https://{'a' * 64}.example/", "a host name that is too long"),
        (f"https://{'a.' * 130}example/", "a host name that is too long"),
        ("https://news.example/" + "a" * MAX_URL_LENGTH, "longer than 2083 characters"),
        ("https://news.example/" + "ß" * 400, "longer than 2083 characters"),
    ],
)
def test_url_that_cannot_be_fetched_says_why(url: str, fault: str) -> None:
    assert find_url_fault(url) == fault
