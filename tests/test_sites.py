"""Two URLs are of one site where their registered domain is the same."""

from __future__ import annotations

import pytest

from newscrawl.sites import find_site, is_loopback


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.com/a", "news.com"),
        ("http://www.sport.news.co.uk/a", "news.co.uk"),
        ("https://NEWS.com.:443/a", "news.com"),
        ("https://alice.github.io/a", "alice.github.io"),
        ("https://bob.github.io/a", "bob.github.io"),
        ("https://intranet/a", "intranet"),
        ("http://192.0.2.7:8080/a", "192.0.2.7"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://127.0.0.1:9000/a", "127.0.0.1:9000"),
        ("http://localhost/a", "localhost:80"),
        ("https://[::1]/a", "::1:443"),
        ("mailto:desk@news.com", ""),
        ("https://[::1/a", ""),
        ("https://news.com:port/", ""),
    ],
)
def test_site_of_a_url(url: str, site: str) -> None:
    assert find_site(url) == site


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("demo.localhost", True),
        ("192.168.1.1", False),
        ("localhost.com", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_only(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
