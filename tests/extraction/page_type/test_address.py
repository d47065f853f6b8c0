"""An address has roles by its parts, and none that a story's slug belies."""

from __future__ import annotations

import pytest

from newscrawl.extraction.page_type.address import read_roles


@pytest.mark.parametrize(
    ("url", "roles"),
    [
        (None, {}),
        ("not a url", {}),
        ("https://a.example", {"front_page": "/"}),
        ("https://a.example/", {"front_page": "/"}),
        ("https://a.example/index.html", {"front_page": "/index.html"}),
        ("https://a.example/en-gb/", {"front_page": "/en-gb/"}),
        ("https://a.example/home", {"front_page": "/home"}),
        ("https://a.example/home/story-about-an-old-house", {}),
        ("https://a.example/tag/harbour", {"listing": "/tag"}),
        ("https://a.example/tag/harbour-dues-to-rise-again", {}),
        ("https://a.example/2026/03/", {"listing": "/2026/03/"}),
        ("https://a.example/news/2026/3/14", {"listing": "/news/2026/3/14"}),
        ("https://a.example/news/page/2", {"listing": "/news/page/2"}),
        ("https://a.example/2026/03/14/harbour-dues-to-rise", {}),
        ("https://a.example/search?q=ferry", {"search_page": "/search"}),
        ("https://a.example/?s=ferry", {"search_page": "?s="}),
        ("https://a.example/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA", {"search_page": "/поиск"}),
        ("https://a.example/news/harbour-dues-to-rise?q=rss", {}),
        ("https://a.example/video/8821-seal", {"video": "/video"}),
        ("https://a.example/wp-login.php", {"login_page": "/wp-login.php"}),
        ("https://forum.a.example/t/4417", {"forum": "forum.a.example"}),
        ("https://a.example/privacy-policy.html", {"service": "/privacy-policy.html"}),
        ("https://a.example/news/4417", {}),
        ("https://people.example/4417", {}),
        ("https://a.example/?utm_source=mail", {"front_page": "/"}),
        ("https://a.example/?p=4417", {}),
        ("https://a.example/2026/03/14/harbour-dues-to-rise/page/2/", {}),
        ("https://a.example/news?page=2", {"listing": "/news"}),
        ("http://[broken", {}),
    ],
)
def test_roles(url: str | None, roles: dict[str, str]) -> None:
    assert read_roles(url) == roles
