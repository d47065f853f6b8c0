"""Arguments of the `news` spider."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.errors import InputError
from newscrawl.site_file import SiteFileError
from newscrawl.spiders.news import NewsSpider


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({}, "give either -a sites=sites.toml or -a site=example.org"),
        ({"sites": "a.toml", "site": "example.org"}, "give either"),
        ({"site": "exa mple.org"}, "-a site=exa mple.org: a space"),
        ({"site": "ftp://example.org"}, "scheme ftp"),
        ({"site": "example.org", "since": "soon"}, "-a since=soon: no date"),
        ({"site": "example.org", "since": "2026-02", "until": "2026-01"}, "nothing lies between them"),
        ({"site": "example.org", "backfill": "yes"}, "must be all"),
        ({"site": "example.org", "max_articles": "none"}, "must be a whole number above 0"),
        ({"site": "example.org", "colour": "red"}, "has no such argument"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(arguments: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as caught:
        NewsSpider(**arguments)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_sites_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text('[[site]]\ndomain = "example.org"\n[[site]]\ndomain = "example.com"\n')
    assert [site.name for site in NewsSpider(sites=str(path)).sites] == ["example.org", "example.com"]
    path.write_text("[[site]]\n")
    with pytest.raises(SiteFileError):
        NewsSpider(sites=str(path))
    assert [site.name for site in NewsSpider(site="example.org, example.com/news").sites] == [
        "example.org", "example.com",
    ]  # fmt: skip
