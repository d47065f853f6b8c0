"""Microdata as plain items."""

from __future__ import annotations

from lxml.html import fromstring

from newscrawl.metadata.json_ld import Item
from newscrawl.metadata.microdata import read_microdata
from newscrawl.metadata.survey import survey_page

PAGE = """<html><body><div itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">The tide turns</h1>
<span itemprop="author" itemscope itemtype="http://schema.org/Person">
<a itemprop="name" href="/ann">Ann Roe</a></span>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Bob Low</b></span>
<time itemprop="datePublished" datetime="2026-03-12T07:30:00Z">12 March</time>
<meta itemprop="dateModified" content="2026-03-13"><img itemprop="image" src="/p.jpg">
<div itemprop="articleBody"><p>One.</p><p>Two.<script>x()</script></p></div></div>
<p itemprop="keywords">loose</p></body></html>"""


def read(markup: str) -> list[Item]:
    return read_microdata(survey_page(fromstring(markup)))


def test_item_holds_its_own_properties_nested_ones_inside() -> None:
    story, loose = read(PAGE)
    assert story["@type"] == ["NewsArticle"]
    assert story["headline"] == "The tide turns"
    assert [author["name"] for author in story["author"]] == ["Ann Roe", "Bob Low"]
    assert story["datePublished"] == "2026-03-12T07:30:00Z"
    assert story["dateModified"] == "2026-03-13"
    assert story["image"] == "/p.jpg"
    assert story["articleBody"].split() == ["One.", "Two."]
    assert loose == {"keywords": "loose"}


def test_page_without_microdata_gives_nothing() -> None:
    assert read("<html><body><p>x</p></body></html>") == []


def test_deep_nesting_is_read_without_recursion() -> None:
    page = "<html><body>" + '<div itemprop="a" itemscope>' * 250 + "</body></html>"
    assert len(read(page)) <= 2
