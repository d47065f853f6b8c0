"""sites.toml: what may stand in it, and what its writer is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.errors import NewscrawlError
from newscrawl.site import DEFAULT_MAX_AGE
from newscrawl.site_file import SiteFileError, parse_sites, read_site_file

FULL = """
[defaults]
delay = 2.5
language = "en_gb"
max_age = "2w"
max_articles = 50

[[site]]
domain = "Example.org"

[[site]]
domain = "example.com"
start = ["https://www.example.com/news/", "https://www.example.com/sport/"]
feeds = ["https://www.example.com/rss"]
sitemaps = ["https://www.example.com/news-sitemap.xml"]
sections = ["https://www.example.com/politics"]
hosts = ["www.example-media.com"]
allow = ['^/news/', '-\\d{2,4}$']
deny = ["/live/"]
language = "de"
delay = 0
max_articles = 10
max_pages = 5
max_sitemaps = 3
max_age = "36h"
discover = false
"""


def test_bare_domain_is_enough_and_takes_the_defaults() -> None:
    site = parse_sites(FULL)[0]
    assert (site.name, site.start) == ("example.org", ("https://Example.org/",))
    assert (site.delay, site.language, site.max_age, site.max_articles) == (
        2.5, "en-GB", timedelta(weeks=2), 50,
    )  # fmt: skip
    assert site.is_discovering


def test_every_key_is_read_and_goes_before_the_defaults() -> None:
    site = parse_sites(FULL)[1]
    assert site.start == ("https://www.example.com/news/", "https://www.example.com/sport/")
    assert site.feeds == ("https://www.example.com/rss",)
    assert site.sitemaps == ("https://www.example.com/news-sitemap.xml",)
    assert site.sections == ("https://www.example.com/politics",)
    assert site.hosts == ("example-media.com",)
    assert [pattern.pattern for pattern in site.allow] == ["^/news/", r"-\d{2,4}$"]
    assert [pattern.pattern for pattern in site.deny] == ["/live/"]
    assert (site.language, site.delay, site.max_articles) == ("de", 0.0, 10)
    assert (site.max_pages, site.max_sitemaps, site.max_age) == (5, 3, timedelta(hours=36))
    assert not site.is_discovering


def test_without_defaults_the_built_in_ones_hold() -> None:
    (site,) = parse_sites('[[site]]\ndomain = "example.org"')
    assert (site.max_age, site.delay, site.language) == (DEFAULT_MAX_AGE, None, None)


SITE = '[[site]]\ndomain = "example.org"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: no site in it: write [[site]] with domain = …"),
        ('[site]\ndomain = "example.org"', "1: site: write [[site]] in double brackets"),
        (
            '["example.org"]\n' + SITE,
            "1: example.org: unknown key; sites are written [[site]] with domain = …",
        ),
        (SITE + '[[sites]]\ndomain = "x.org"', "3: sites: unknown key; did you mean site?"),
        ("[[site]]\n\n", "1: domain is missing"),
        (SITE + 'feed = ["https://example.org/f"]', "3: feed: unknown key; did you mean feeds?"),
        (SITE + "colour = 3", "3: colour: unknown key; known are"),
        (SITE + "delay = true", "3: delay: expected a number, got true or false"),
        (SITE + "delay = -1", "3: delay: expected a number >= 0"),
        (SITE + 'max_articles = "many"', "3: max_articles: expected a whole number, got text in quotes"),
        (SITE + "max_pages = 0", "3: max_pages: expected a whole number >= 1"),
        (
            SITE + 'feeds = "https://example.org/f"',
            "3: feeds: expected a list in brackets, got text in quotes",
        ),
        (SITE + "deny = ['/a', 3]", "3: deny: expected text in quotes, got a whole number"),
        (
            SITE + 'feeds = [\n  "https://example.org/f",\n  "example.org/g",\n]',
            "5: feeds: 'example.org/g' is no URL that can be fetched: no scheme",
        ),
        (
            SITE + 'start = ["file:///etc/passwd"]',
            "3: start: 'file:///etc/passwd' is no URL that can be fetched",
        ),
        (SITE + "allow = [\n '^/a',\n '(',\n]", "5: allow: '(' is no regular expression: missing )"),
        (SITE + 'max_age = "a week"', "3: max_age: 'a week' is no age: write 36h, 7d or 4w"),
        (SITE + 'language = "English"', "3: language: 'English' is no language tag"),
        ('[defaults]\nmax_age = "7"\n' + SITE, "2: max_age: '7' is no age"),
        ("[defaults]\ndomain = 'x.org'\n" + SITE, "2: domain: unknown key"),
        ('[[site]]\ndomain = "https://example.org/"', "2: domain: 'https://example.org/': only the domain"),
        ('[[site]]\ndomain = "exa mple.org"', "2: domain: 'exa mple.org' is no domain: a space"),
        ('[[site]]\ndomain = ""', "2: domain: '' is no domain: no host"),
        (SITE + 'hosts = ["a/b"]', "3: hosts: 'a/b': only the domain"),
        (SITE + '[[site]]\ndomain = "www.Example.org"', "4: domain: 'www.Example.org' stands twice"),
        ("site = [3]", "1: site: must be a table"),
        ("a = [1,\n b", "2: not valid TOML: "),
        ('[[site]]\ndomain = "example.org', "2: not valid TOML: "),
        (SITE + 'domain = "x.org"', "3: not valid TOML: cannot overwrite a value"),
    ],
)
def test_fault_is_told_with_file_line_and_key(text: str, told: str) -> None:
    with pytest.raises(SiteFileError) as caught:
        parse_sites(text, "conf/sites.toml")
    assert str(caught.value).splitlines()[0].startswith(f"conf/sites.toml:{told}")


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        SITE
        + 'feed = []\nallow = ["("]\n[[site]]\ndomian = "x.org"\n[[site]]\ndomain = "y.org"\nmax_pages = 0\n'
    )
    with pytest.raises(SiteFileError) as caught:
        parse_sites(text)
    faults = [(fault.line, fault.key) for fault in caught.value.faults]
    assert faults == [(3, "feed"), (4, "allow"), (5, ""), (6, "domian"), (9, "max_pages")]
    assert isinstance(caught.value, NewscrawlError)


def test_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SITE.encode())
    assert read_site_file(path)[0].name == "example.org"


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match=r"missing\.toml:1: cannot be read \(No such file or directory\)"):
        read_site_file(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(SITE.encode() + b"# caf\xe9")
    with pytest.raises(SiteFileError, match=r"latin\.toml:3: not UTF-8 text"):
        read_site_file(tmp_path / "latin.toml")
