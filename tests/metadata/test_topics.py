"""Section and tags."""

from __future__ import annotations

import json

import pytest
from lxml.html import fromstring

from newscrawl.metadata import Metadata, read_metadata
from newscrawl.metadata.topics import is_code, is_slug

URL = "https://harbour-gazette.example/local/tide"


def read(head: str = "", body: str = "") -> Metadata:
    page = fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return read_metadata(page, URL)


def story(**fields: object) -> str:
    item = {"@type": "NewsArticle", "headline": "Council waits for survey", **fields}
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


@pytest.mark.parametrize(
    ("head", "body", "section"),
    [
        (story(articleSection=["Local", "News"]), "", "Local"),
        (story(articleSection="local-news") + '<meta property="article:section" content="Local">', "", "Local"),
        (story(articleSection="local-news"), "", "local-news"),
        (story(articleSection="Harbour Gazette"), '<ul id="navpath"><li><a href="/l">Local</a></li></ul>', "Local"),
        ('<meta name="section" content="https://harbour-gazette.example/local">', "", None),
        ("", '<ul class="cmp-topicpath"><li><a href="/">トップ</a></li><li><a href="/k">文化</a></li></ul>', "文化"),
        ("", '<div class="path"><a href="/#top">Home</a> <a href="/l">Local</a></div>', "Local"),
        ("", '<a class="footpath" href="/l">Local</a>', None),
        (
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
            '{"name":"Home"},{"item":{"name":"Local"}},{"name":"Council waits"}]}</script>',
            "",
            "Local",
        ),
    ],
)
def test_section_is_what_people_call_it(head: str, body: str, section: str | None) -> None:
    assert read(head, body).section == section


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (story(keywords=["Harbour", "Council", "harbour"]), ("Harbour", "Council")),
        (story(keywords="Harbour, Council; Survey"), ("Harbour", "Council", "Survey")),
        ('<meta property="article:tag" content="A b"><meta property="article:tag" content="C">', ("A b", "C")),
        ('<meta name="keywords" content="临澜港 新航线 货轮">', ("临澜港", "新航线", "货轮")),
        ('<meta name="keywords" content="#Harbour,#Port">', ("Harbour", "Port")),
        (story(keywords=["RSBI:HUMAN-RIGHTS", "Category: News", "Harbour"]), ("Harbour",)),
        (story(keywords=["8f507083-bac4-423a-9015-2eb31e1bce50"]) + '<meta name="keywords" content="Port">', ("Port",)),
        (story(keywords=["council", "waits", "survey"]), ()),
        (f'<meta name="keywords" content="{"word " * 20}">', ()),
    ],
)
def test_tags_are_topics_in_order_without_doubles(head: str, tags: tuple[str, ...]) -> None:
    assert read(head, "<h1>Council waits for survey</h1>").tags == tags


def test_tag_list_of_the_story_stands_in_and_long_ones_do_not() -> None:
    links = '<a rel="tag" href="/t">Roads</a><a rel="category tag" href="/c">Local</a>'
    assert read(body=f"<article><h1>Tide</h1>{links}</article>").tags == ("Roads",)
    many = "".join(f'<a rel="tag" href="/t">Tag {number}</a>' for number in range(60))
    assert read(body=f"<article><h1>Tide</h1>{many}</article>").tags == ()


@pytest.mark.parametrize(("text", "expected"), [("deutschland-welt", True), ("Local news", False), ("news", False)])
def test_slug_is_written_for_machines(text: str, expected: bool) -> None:
    assert is_slug(text) is expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("NATO", False), ("Covid-19", False), ("type:article", True), ("sports_football", True), ("2024", True)],
)
def test_code_is_written_for_machines(tag: str, expected: bool) -> None:
    assert is_code(tag) is expected
