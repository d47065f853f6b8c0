"""A site's links are followed up to a bound, and no endless series of URLs takes more than its share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.link_budget import ARTICLE_SHARE, LinkBudget, find_growth, shape_url

SITE = "news.example"
HOST = f"https://{SITE}"


def follow(budget: LinkBudget, *paths: str, is_article_like: bool = False) -> list[str]:
    """Give the paths that are followed."""
    return [
        path for path in paths if budget.take(SITE, HOST + path, is_article_like=is_article_like) is None
    ]


@pytest.mark.parametrize(
    ("template", "followed"),
    [
        ("/calendar/{}/{}", 10),
        ("/calendar?month={}-{}", 10),
        ("/page/{}?x={}", 10),
        ("/news?sid=4f9a8b7c6d5e4f3a{}f{}", 10),
        ("/{}f9a8b7c6d5e4f3a{}/news", 10),
        ("/search?q={}&start={}", 10),
    ],
)
def test_series_is_followed_up_to_its_share(template: str, followed: int) -> None:
    paths = [template.format(1000 + number, number) for number in range(500)]
    assert len(follow(LinkBudget(max_alike=10), *paths)) == followed


def test_queries_of_one_path_have_a_bound_whatever_they_say() -> None:
    paths = [f"/list?{'ab' * number}=x" for number in range(1, 40)]
    assert len(follow(LinkBudget(max_alike=10), *paths)) == 10


def test_stories_with_numbers_have_a_larger_share() -> None:
    paths = [f"/article/{number}" for number in range(100_000, 100_500)]
    assert len(follow(LinkBudget(max_alike=10), *paths, is_article_like=True)) == 10 * ARTICLE_SHARE


def test_stories_with_names_have_the_share_of_the_site() -> None:
    names = ["".join(chr(97 + int(digit)) for digit in str(number)) for number in range(500)]
    paths = [f"/2026/11/{number % 28}/{name}-and-more" for number, name in enumerate(names)]
    assert len(follow(LinkBudget(max_alike=10), *paths)) == 500
    assert len(follow(LinkBudget(max_pages=50, max_alike=10), *paths)) == 50


def test_sites_do_not_share() -> None:
    budget = LinkBudget(max_pages=1)
    assert budget.take("a", "https://a/x", is_article_like=False) is None
    assert budget.take("b", "https://b/x", is_article_like=False) is None
    assert budget.take("a", "https://a/y", is_article_like=False) == "more than 1 pages of site a"


@pytest.mark.parametrize(
    ("path", "is_growing"),
    [
        ("/news/2026/11/11/11/a", False),
        ("/news/world/news/", False),
        ("/a/b/a/b/a/b", True),
        ("/deeper/deeper/deeper/", True),
        ("/" + "/".join(f"s{n}" for n in range(21)), True),
        ("/", False),
    ],
)
def test_path_that_grows_is_told(path: str, is_growing: bool) -> None:
    assert (find_growth(HOST + path) is not None) is is_growing


@given(st.text(max_size=60))
def test_any_url_has_a_pattern(text: str) -> None:
    try:
        shape = shape_url(f"{HOST}/{text}")
    except ValueError:
        return
    assert shape_url(f"{HOST}{shape}") or not text
