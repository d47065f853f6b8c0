"""Two files are compared article by article, paragraph by paragraph, site by site."""

from __future__ import annotations

from newscrawl.difference.comparison import FieldChange, compare_articles, compare_files
from newscrawl.difference.records import FACT_NAMES, ComparedArticle, Facts, RecordFile
from newscrawl.paragraph_diff import Difference


def make(number: int, *paragraphs: str, site: str = "news.example", title: str = "Vote") -> ComparedArticle:
    facts = Facts(**{**dict.fromkeys(FACT_NAMES), "title": title})
    return ComparedArticle(f"https://{site}/{number}", site, paragraphs, facts)


def make_file(*articles: ComparedArticle) -> RecordFile:
    return RecordFile("x.jsonl", {article.url: article for article in articles}, 0)


def test_articles_that_came_went_changed_or_stayed_are_told_by_site() -> None:
    old = make_file(make(1, "One.", "Read more"), make(2, "Same."), make(3, "x", site="b.example"))
    new = make_file(make(2, "Same."), make(1, "One.", "Two."), make(4, "y", site="a.example"))
    first, second, third = compare_files(old, new)
    assert (first.site, len(first.come), first.is_same) == ("a.example", 1, False)
    assert (second.site, len(second.gone)) == ("b.example", 1)
    assert (third.same, len(third.changed)) == (1, 1)
    assert third.count_paragraphs() == {"changed": 1}


def test_paragraphs_and_fields_of_a_change() -> None:
    change = compare_articles(make(1, "One.", "Two."), make(1, "Zero.", "One.", title="The vote"))
    assert change is not None
    assert change.differences == (Difference("added", None, "Zero."), Difference("removed", "Two.", None))
    assert change.fields == (FieldChange("title", "Vote", "The vote"),)


def test_same_records_are_no_change() -> None:
    (site,) = compare_files(make_file(make(1, "One.")), make_file(make(1, "One.")))
    assert site.is_same
    assert site.same == 1
