"""One walk that gathers what readers ask for."""

from __future__ import annotations

from lxml.html import fromstring

from newscrawl.metadata.survey import survey_page

PAGE = """<html><head><title>Tide</title><meta name="a" content="b"></head><body>
<a href="/"><img alt="The Gazette"></a><a href="https://gazette.example">Home</a><a href="/local">Local</a>
<ul class="breadcrumbs"><li>Local</li></ul><h1>Tide</h1><h2>Late</h2><span class="postAuthor">Ann Roe</span>
<div itemscope itemtype="http://schema.org/Article"><span itemprop="headline">Tide</span></div>
<script>x()</script></body></html>"""


def test_every_element_is_kept_in_document_order() -> None:
    tree = fromstring(PAGE)
    assert survey_page(tree).elements == list(tree.iter("*"))


def test_elements_are_filed_by_tag_and_by_what_marks_them() -> None:
    survey = survey_page(fromstring(PAGE))
    assert [element.tag for element in survey.head] == ["title", "meta", "script"]
    assert [element.text for element in (*survey.h1, *survey.lesser)] == ["Tide", "Late"]
    assert [element.tag for element in survey.marked] == ["div", "span"]
    assert [element.get("class") for element in survey.breadcrumbs] == ["breadcrumbs"]
    assert [element.text for element in survey.authors] == ["Ann Roe"]
    assert [element.get("href") for element in survey.homes] == ["/", "https://gazette.example"]


def test_an_element_with_several_marks_is_filed_once() -> None:
    survey = survey_page(fromstring('<p itemscope itemprop="author" class="author" rel="author" id="author">x</p>'))
    assert len(survey.marked) == len(survey.authors) == 1
