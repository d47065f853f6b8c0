"""All metadata of whole small pages."""

from __future__ import annotations

import copy
import json
import time

import pytest
from lxml import etree
from lxml.html import HtmlElement, fromstring

from newscrawl.metadata import Metadata, read_metadata

URL = "https://news.example/politics/dredging-vote"
HEAD = """<title>Dredging vote delayed | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette"><meta property="og:type" content="article">
<meta name="description" content="The council waits for a survey.">
<link rel="canonical" href="/politics/dredging-vote?utm_source=x">
<meta property="og:image" content="/img/quay.jpg">"""
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Dredging vote delayed",
    "datePublished": "2026-03-12T07:30:00+01:00",
    "dateModified": "2026-03-12T09:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Roe"}, {"@type": "Organization", "name": "dpa"}],
    "publisher": {"@type": "Organization", "name": "The Harbour Gazette"},
    "articleSection": "Politics",
    "keywords": ["Harbour", "Council", "harbour"],
    "isAccessibleForFree": True,
    "inLanguage": "en-GB",
    "articleBody": "The vote is late.",
}


def read(head: str = "", body: str = "", url: str | None = URL) -> Metadata:
    return read_metadata(_parse(head, body), url)


def _parse(head: str, body: str) -> HtmlElement:
    return fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")


def _script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_every_field_of_a_full_page_is_read() -> None:
    body = """<main><article><h1>Dredging vote delayed</h1>
    <p class="standfirst">The council waits for a survey of the bed.</p>
    <figure><img src="/img/quay.jpg">
    <figcaption>The quay. <span class="credit">Photo: Ann Roe</span></figcaption></figure>
    </article></main>"""
    metadata = read(HEAD + _script(JSON_LD), body)
    assert metadata.title == "Dredging vote delayed"
    assert metadata.subtitle == "The council waits for a survey of the bed."
    assert metadata.description == "The council waits for a survey."
    assert metadata.language == "en"
    assert metadata.authors == ("Ann Roe",)
    assert metadata.agency == "dpa"
    assert metadata.publisher == "The Harbour Gazette"
    assert metadata.section == "Politics"
    assert metadata.tags == ("Harbour", "Council")
    assert metadata.published == "2026-03-12T07:30:00+01:00"
    assert metadata.published_raw == "2026-03-12T07:30:00+01:00"
    assert metadata.published_source == "json-ld:datePublished"
    assert metadata.modified == "2026-03-12T09:00:00+01:00"
    assert metadata.canonical_url == "https://news.example/politics/dredging-vote"
    assert metadata.image == "https://news.example/img/quay.jpg"
    assert [(image.url, image.caption, image.credit) for image in metadata.images] == [
        ("https://news.example/img/quay.jpg", "The quay.", "Ann Roe")
    ]
    assert metadata.is_free is True
    assert metadata.article_body == "The vote is late."
    assert metadata.is_article_declared is True
    assert metadata.declared_types == ("NewsArticle", "article")
    assert metadata.warnings == ()


def test_a_page_that_says_nothing_gives_nothing() -> None:
    assert read(body="<p>Only a sentence.</p>") == Metadata(language="en")


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<h1>The tide turns</h1><p class="byline">By Ann Roe</p>', ("Ann Roe",)),
        (
            '<h1>The tide</h1><a rel="author" href="/x">Ann Roe</a><a rel="author" href="/">Bob Low</a>',
            ("Ann Roe", "Bob Low"),
        ),
        ('<h1>The tide turns</h1><div><a href="/authors/ann-roe">Ann Roe</a></div>', ("Ann Roe",)),
        ("<h1>The tide turns</h1><p>By Ann Roe</p><p>By noon the tide had turned.</p>", ("Ann Roe",)),
        ("<h1>The tide turns</h1><p>By noon the tide had turned.</p>", ()),
        ('<h1>The tide turns</h1><div class="related"><span class="author">Ann Roe</span></div>', ()),
        ('<h1>The tide turns</h1><p class="author-bio">Ann Roe writes about ships.</p>', ()),
        ('<h1>The tide turns</h1><p class="byline">The Harbour Gazette</p>', ()),
    ],
)
def test_visible_byline_near_the_headline_names_authors(body: str, authors: tuple[str, ...]) -> None:
    assert read(HEAD, body).authors == authors


@pytest.mark.parametrize(
    ("head", "body", "published", "source"),
    [
        (
            '<meta property="article:published_time" content="2026-03-12T07:30:00Z">',
            "",
            "2026-03-12T07:30:00Z",
            "meta:article:published_time",
        ),
        ("", '<h1>Tide</h1><time datetime="2026-03-12T07:30:00Z">x</time>', "2026-03-12T07:30:00Z", "time"),
        ("", "<h1>Tide</h1><span>12 March 2026</span>", "2026-03-12", "text"),
        (
            "",
            "<h1>Tide</h1><span>Updated 13 March 2026</span><span>Published 12 March 2026</span>",
            "2026-03-12",
            "text",
        ),
        ("", "<h1>Tide</h1><span>Updated 13 March 2026</span>", None, None),
        ('<meta property="article:published_time" content="soon">', "", None, None),
        (
            _script({"@type": "Article", "datePublished": "2026-03-12T07:30:00"})
            + '<meta name="date" content="2026-03-12T06:30:00Z">',
            "",
            "2026-03-12T06:30:00Z",
            "meta:date",
        ),
    ],
)
def test_published_is_the_best_statement(head: str, body: str, published: str | None, source: str | None) -> None:
    metadata = read(head, body)
    assert (metadata.published, metadata.published_source) == (published, source)


def test_a_day_without_zone_is_warned_of() -> None:
    assert read(_script({"@type": "Article", "datePublished": "2026-03-12T07:30:00"})).warnings == (
        "published_without_zone",
    )


def test_a_change_before_publication_is_no_change() -> None:
    data = {**JSON_LD, "dateModified": "2025-01-01T00:00:00Z"}
    assert read(_script(data)).modified is None


def test_shown_change_date_is_the_modified_day() -> None:
    assert read(body="<h1>Tide</h1><span>Updated 13 March 2026</span>").modified == "2026-03-13"


def test_breadcrumb_and_tag_list_stand_in_for_section_and_tags() -> None:
    body = """<ul class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/local">Local</a></li></ul>
    <article><h1>Tide</h1><p>Text.</p>
    <p><a rel="tag" href="/t/a">Roads</a> <a rel="tag" href="/t/b">Water</a></p></article>"""
    metadata = read(body=body)
    assert metadata.section == "Local"
    assert metadata.tags == ("Roads", "Water")


def test_figures_outside_the_story_are_left_out() -> None:
    body = """<article><h1>Tide</h1><aside><figure><img src="/a.jpg"></figure></aside>
    <div class="related-stories"><figure><img src="/b.jpg"></figure></div>
    <figure><img src="/c.svg"></figure>
    <figure><img data-src="/d.jpg"><figcaption>Low tide (Photo: dpa/Ann Roe)</figcaption></figure>
    </article>"""
    images = read(body=body).images
    assert [(image.url, image.caption, image.credit) for image in images] == [
        ("https://news.example/d.jpg", "Low tide", "dpa/Ann Roe")
    ]


def test_a_second_heading_that_the_page_declares_is_the_headline() -> None:
    title = "The survey is late, and so is the vote"
    body = f"<hgroup><h1>Dredging vote: what the survey says</h1><h2>{title}</h2></hgroup>"
    assert read(_script({"@type": "NewsArticle", "headline": title}), body).title == title


def test_deck_marked_as_teaser_is_read_and_a_teaser_is_not() -> None:
    deck = "The council waits for a survey of the bed."
    body = f"""<h1>Tide</h1><div class="teaser"><a href="/x">Another story, not this one at all</a></div>
    <p class="article-teaser">{deck}</p><p>{"Text. " * 30}</p>"""
    assert read(body=body).subtitle == deck


def test_roles_that_data_attributes_name_count() -> None:
    deck = "The council waits for a survey of the bed."
    assert read(body=f'<h1>Tide</h1><div data-zone="standfirst"><p>{deck}</p></div>').subtitle == deck


def test_old_layouts_set_captions_beside_images() -> None:
    body = """<h1>Tide</h1><div class="photoBox"><a href="#"><img src="/a.jpg"></a>
    <div class="photoCap">The quay.
    <span class="credit">(AP)</span></div></div><div><img src="/b.jpg"></div>"""
    metadata = read(body=body)
    assert [(image.caption, image.credit) for image in metadata.images] == [("The quay.", "AP")]
    assert metadata.image == "https://news.example/a.jpg"


def test_layout_of_tables_is_read_by_its_words() -> None:
    head = "<title>The Harbour Gazette - Spring tide closes the fish market</title>"
    body = """<img src="/logo.gif" alt="The Harbour Gazette"><table><tr><td><a href="/">Front page</a> &gt;
    <a href="/local">Local</a> &gt; Story</td></tr>
    <tr><td><font><b>Spring tide closes the fish market</b></font></td></tr>
    <tr><td><font><b>By Ann Roe and Bob Low</b><br>Published: 18 March 2008</font></td></tr>
    <tr><td><img src="/hall.jpg"><br><font>The hall. Photo: Cy Day</font></td></tr></table>"""
    metadata = read(head, body)
    assert metadata.title == "Spring tide closes the fish market"
    assert metadata.authors == ("Ann Roe", "Bob Low")
    assert (metadata.published, metadata.published_source) == ("2008-03-18", "text")
    assert metadata.publisher == "The Harbour Gazette"
    assert metadata.section == "Local"
    assert [(image.caption, image.credit) for image in metadata.images] == [("The hall.", "Cy Day")]


def test_description_that_only_metas_hold_is_no_subtitle() -> None:
    assert read(HEAD, "<h1>Dredging vote delayed</h1><p>The story begins here, and is long.</p>").subtitle is None


def test_the_tree_is_not_changed() -> None:
    tree = _parse(HEAD + _script(JSON_LD), "<h1>Dredging vote delayed</h1><p class='byline'>By Ann Roe</p>")
    before = etree.tostring(copy.deepcopy(tree))
    read_metadata(tree, URL)
    assert etree.tostring(tree) == before


@pytest.mark.parametrize(
    "data",
    [
        {
            "@type": "NewsArticle",
            "headline": {"a": [1]},
            "author": 5,
            "datePublished": {"x": []},
            "image": [[[]]],
        },
        {"@type": {"a": 1}, "@id": ["x"], "author": [None, [None]], "keywords": {"@list": [{}]}},
        {"@type": "Article", "author": {"@id": "#a"}, "@graph": [{"@id": "#a", "name": {"@id": "#a"}}]},
        {
            "@type": "Article",
            "url": 7,
            "mainEntityOfPage": [7],
            "inLanguage": 7,
            "publisher": [[{"name": 7}]],
        },
        [[[[[[[["x"]]]]]]]],
        "text",
        None,
        {"@type": "Article", "datePublished": "9" * 5000, "headline": "x" * 100_000},
    ],
)
def test_hostile_structured_data_costs_a_field_at_most(data: object) -> None:
    metadata = read(HEAD + _script(data), "<h1>Dredging vote delayed</h1>")
    assert metadata.title is not None
    assert metadata.description == "The council waits for a survey."


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<h1>Tide</h1>" + '<div class="breadcrumb"><a href="/a">x</a>' * 5_000),
        ('<meta name="date" content="12 xx 20">' * 20_000, "<h1>Tide</h1>"),
        (
            _script({"@type": "Article", "author": [{"name": f"Ann {'xyz'[i % 3] * 9}"} for i in range(20_000)]}),
            "",
        ),
        ("<title>" + "a: " * 700 + "</title>", "<h1>" + "a: " * 700 + "</h1>"),
        ("", "<h1>Tide</h1>" * 20_000),
        ("", "<h1>Tide</h1>" + '<figure><img src="/a.jpg"><figcaption>c</figcaption></figure>' * 10_000),
        ("", "<h1>Tide</h1>" + "<div itemscope itemprop=a>" * 10_000),
    ],
)
def test_hostile_repetition_costs_no_more_than_a_second_or_so(head: str, body: str) -> None:
    tree = _parse(head, body)
    start = time.process_time()
    read_metadata(tree, URL)
    # Measured: below 0.3 s; before the limits some took 5 s.
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize("url", [None, "", "not a url", "http://[", "https://news.example:x/"])
def test_any_url_is_survived(url: str | None) -> None:
    assert read(HEAD, "<h1>Dredging vote delayed</h1>", url).title == "Dredging vote delayed"


@pytest.mark.parametrize("link", ["http://[", "https://other.example/a", "https://news.example/", "javascript:1"])
def test_unbelievable_canonical_link_is_none(link: str) -> None:
    assert read(f'<link rel="canonical" href="{link}">').canonical_url is None
