"""Which pages belong to a site."""

from __future__ import annotations

import re

import pytest

from newscrawl.site import Site, make_site


@pytest.mark.parametrize(
    ("address", "name", "start"),
    [
        ("example.org", "example.org", "https://example.org/"),
        ("Example.ORG", "example.org", "https://Example.ORG/"),
        ("example.org/news/", "example.org", "https://example.org/news/"),
        ("http://www.example.org/news", "www.example.org", "http://www.example.org/news"),
        ("127.0.0.1:8080", "127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080", "http://127.0.0.1:8080/"),
    ],
)
def test_bare_domain_or_url_makes_a_site(address: str, name: str, start: str) -> None:
    site = make_site(address)
    assert (site.name, site.start) == (name, (start,))


@pytest.mark.parametrize("address", ["", "https://", "http://[", "/news"])
def test_what_names_no_host_is_no_site(address: str) -> None:
    with pytest.raises(ValueError):
        make_site(address)


@pytest.mark.parametrize(
    ("name", "url", "is_owned"),
    [
        ("example.org", "https://example.org/a", True),
        ("example.org", "http://www.example.org/a", True),
        ("example.org", "https://sport.example.org/a", True),
        ("www.example.org", "https://example.org/a", True),
        ("sport.example.org", "https://example.org/a", False),
        ("example.org", "https://notexample.org/a", False),
        ("example.org", "https://example.org.evil.example/a", False),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/a", True),
        ("127.0.0.1:8080", "http://127.0.0.1:8081/a", False),
        ("example.org", "nonsense", False),
    ],
)
def test_site_owns_its_domain_and_what_is_below(name: str, url: str, is_owned: bool) -> None:
    assert make_site(name).owns(url) is is_owned


def test_other_hosts_belong_to_it_when_named() -> None:
    site = Site(name="example.org", start=(), hosts=("example-media.com",))
    assert site.owns("https://static.example-media.com/a")


@pytest.mark.parametrize(
    ("allow", "deny", "path", "is_wanted"),
    [
        ("", "", "/a", True),
        ("^/news/", "", "/news/a", True),
        ("^/news/", "", "/sport/a", False),
        ("", "/live/", "/live/a", False),
        ("^/news/", "/live/", "/news/live/a", False),
        ("id=", "", "/a?id=3", True),
    ],
)
def test_patterns_are_searched_in_path_and_query(allow: str, deny: str, path: str, is_wanted: bool) -> None:
    site = Site(
        name="n.example", start=(),
        allow=(re.compile(allow),) if allow else (), deny=(re.compile(deny),) if deny else (),
    )  # fmt: skip
    assert site.wants(f"https://n.example{path}") is is_wanted
