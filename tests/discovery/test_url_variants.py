"""Folding URLs: one key for the variants of a page, another for every other page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.discovery.url_variants import Form, choose_fullest, fold_url, read_variant

STORY = "news.example.com/politics/harbour-vote"


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://news.example.com/politics/harbour-vote", Form.plain),
        ("http://www.news.example.com/politics/harbour-vote/", Form.plain),
        ("https://NEWS.example.com:443/politics/harbour-vote#comments", Form.plain),
        ("https://news.example.com/politics/harbour-vote?utm_source=x&fbclid=1", Form.plain),
        ("https://news.example.com/politics/harbour-vote/index.html", Form.plain),
        ("https://news.example.com/politics/harbour-vote?page=1", Form.plain),
        ("https://news.example.com/politics/harbour-vote;jsessionid=1A2B", Form.plain),
        ("https://news.example.com/politics/harbour-vote?PHPSESSID=1a2b", Form.plain),
        ("https://m.news.example.com/politics/harbour-vote", Form.mobile),
        ("https://mobile.news.example.com/politics/harbour-vote?m=1", Form.mobile),
        ("https://amp.news.example.com/politics/harbour-vote", Form.amp),
        ("https://news.example.com/amp/politics/harbour-vote", Form.amp),
        ("https://news.example.com/politics/harbour-vote/amp/", Form.amp),
        ("https://news.example.com/politics/harbour-vote.amp", Form.amp),
        ("https://news.example.com/politics/harbour-vote?amp", Form.amp),
        ("https://news.example.com/politics/harbour-vote?outputType=amp", Form.amp),
        ("https://www.google.com/amp/s/news.example.com/politics/harbour-vote", Form.amp),
        ("https://news-example-com.cdn.ampproject.org/c/s/news.example.com/politics/harbour-vote", Form.amp),
        ("https://news.example.com/print/politics/harbour-vote", Form.print),
        ("https://news.example.com/politics/harbour-vote?print=1", Form.print),
        ("https://news.example.com/politics/harbour-vote?view=print", Form.print),
        ("https://news.example.com/politics/harbour-vote?page=all", Form.whole),
        ("https://news.example.com/politics/harbour-vote?singlepage=true", Form.whole),
    ],
)
def test_variant_has_the_key_of_its_page_and_tells_its_form(url: str, form: Form) -> None:
    variant = read_variant(url)
    assert (variant.key, variant.form) == (STORY, form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example.com/story.html", "https://news.example.com/story.amp.html"),
        ("https://news.example.com/story.html", "https://news.example.com/story-print.html"),
        ("https://news.example.com/a?id=3", "https://news.example.com/a?utm_medium=mail&id=3"),
        ("https://en.wikipedia.org/wiki/Harbour", "https://en.m.wikipedia.org/wiki/Harbour"),
        ("http://127.0.0.1:8080/a/b", "http://127.0.0.1:8080/amp/a/b"),
    ],
)
def test_variants_share_a_key(one: str, other: str) -> None:
    assert fold_url(one) == fold_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example.com/guitar-amp", "https://news.example.com/guitar"),
        ("https://news.example.com/how-to-print", "https://news.example.com/how-to"),
        ("https://news.example.com/a?print=48213", "https://news.example.com/a"),
        ("https://news.example.com/a?page=2", "https://news.example.com/a"),
        ("https://news.example.com/a?id=1", "https://news.example.com/a?id=2"),
        ("https://sport.news.example.com/a", "https://news.example.com/a"),
        ("https://a.github.io/x", "https://b.github.io/x"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8081/a"),
        ("https://news.example.com/amp", "https://news.example.com/"),
        ("https://news.example.com/News", "https://news.example.com/news"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert fold_url(one) != fold_url(other)


def test_registered_domain_is_never_stripped() -> None:
    assert fold_url("https://amp.dev/about") == "amp.dev/about"


def test_fullest_variant_comes_first() -> None:
    whole, plain, tracked = (
        "https://n-example.com/a?page=all",
        "https://n-example.com/a",
        "https://n-example.com/a?utm_id=1",
    )
    mobile, amp, printed = (
        "https://m.n-example.com/a",
        "https://n-example.com/a/amp",
        "https://n-example.com/a?print=1",
    )
    assert choose_fullest([printed, amp, tracked, mobile, plain, whole]) == [
        whole, plain, tracked, mobile, amp, printed,
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_never_fails(text: str) -> None:
    fold_url(text)
    fold_url(f"https://news.example.com/{text}")


@settings(deadline=None)
@given(
    st.lists(st.text("abz019-", min_size=1, max_size=8), max_size=4),
    st.sampled_from(["", "?id=7", "?b=2&a=1"]),
)
def test_key_is_its_own_key(parts: list[str], query: str) -> None:
    key = fold_url(f"https://news.example.com/{'/'.join(parts)}{query}")
    assert fold_url(f"https://{key}") == key
