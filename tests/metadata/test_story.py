"""Which structured items are the page's story."""

from __future__ import annotations

import pytest

from newscrawl.metadata.story import choose_stories, open_list, read_types

URL = "https://news.example/a/story"


def test_the_article_whose_address_is_the_page_wins_over_teasers() -> None:
    teaser = {"@type": "NewsArticle", "headline": "Another", "url": "https://news.example/b"}
    story = {"@type": "NewsArticle", "headline": "Mine", "url": "https://www.news.example/a/story/?x=1"}
    structured = choose_stories([teaser, story], [], addresses=[URL], titles=[])
    assert [item["headline"] for _, item in structured.stories] == ["Mine"]


def test_the_article_whose_headline_is_the_title_wins() -> None:
    items = [{"@type": "NewsArticle", "headline": text} for text in ("Another thing", "The tide turns")]
    structured = choose_stories(items, [], addresses=[], titles=["The tide turns | Gazette"])
    assert structured.read_text("headline") == "The tide turns"


def test_the_page_is_asked_after_the_article() -> None:
    page = {"@type": "WebPage", "datePublished": "2020", "inLanguage": "en"}
    article = {"@type": ["Article", "Thing"], "datePublished": "2026"}
    structured = choose_stories([page, article], [], addresses=[], titles=[])
    assert [value for _, _, value in structured.read_values("datePublished")] == ["2026", "2020"]
    assert structured.read_text("inLanguage") == "en"


def test_references_lead_to_the_item_with_the_name() -> None:
    items = [
        {"@type": "Article", "author": {"@id": "#a"}},
        {"@type": "Person", "@id": "#a", "name": "Ann Roe"},
    ]
    structured = choose_stories(items, [], addresses=[], titles=[])
    assert structured.read_text("author") == "Ann Roe"


def test_circular_references_end() -> None:
    items = [
        {"@type": "Article", "author": {"@id": "#a"}},
        {"@id": "#a", "name": {"@id": "#b"}},
        {"@id": "#b", "name": {"@id": "#a"}},
    ]
    assert choose_stories(items, [], addresses=[], titles=[]).read_text("author") is None


@pytest.mark.parametrize(
    ("value", "opened"),
    [(None, []), ("a", ["a"]), (["a", ["b", None]], ["a", "b"]), ({"@list": ["a"]}, ["a"])],
)
def test_values_are_opened_to_a_list(value: object, opened: list[str]) -> None:
    assert open_list(value) == opened


def test_type_names_lose_their_vocabulary() -> None:
    assert read_types({"@type": ["https://schema.org/NewsArticle", "schema:Thing", 5]}) == [
        "NewsArticle",
        "Thing",
    ]


def test_article_body_loses_markup_and_keeps_paragraphs() -> None:
    item = {
        "@type": "Article",
        "articleBody": "&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;",
    }
    assert choose_stories([item], [], addresses=[], titles=[]).read_body() == "One & two.\nThree."
