"""Decides how a comparison is shown: one self-contained HTML page, site by site, without any script."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from newscrawl.difference.comparison import ArticleChange, SiteComparison
from newscrawl.difference.records import ComparedArticle, RecordFile
from newscrawl.difference.summary import list_sites
from newscrawl.explanation.document import make_element, read_data, render_document

MAX_SHOWN = 2_000
"""Articles on the page, those of the first sites; a page with more is read by nobody, and opens slowly."""


def render_difference(old: RecordFile, new: RecordFile, sites: Sequence[SiteComparison]) -> str:
    """Give the whole page."""
    columns = list_sites(old, new, sites)
    kinds = ("name", *["number"] * (len(columns.header) - 1))
    header = zip(columns.header, kinds, strict=True)
    head = [make_element("th", name, scope="col", class_=kind) for name, kind in header]
    names = {site.site for site in sites}
    rows = [_show_row(row, names) for row in columns.rows]
    table = make_element("table", make_element("thead", make_element("tr", *head)), make_element("tbody", *rows))
    removed, added = make_element("del", "removed"), make_element("ins", "added")
    legend = make_element("p", removed, " stands in the old file alone, ", added, " in the new.")
    content: list[Any] = [
        make_element("h1", "What differs"),
        make_element("p", columns.title),
        legend,
        make_element("div", table, class_="scroll", tabindex="0", role="region", aria_label="Sites"),
    ]
    left = MAX_SHOWN
    for site in sites:
        articles = list(_list_articles(site))[: max(left, 0)]
        left -= len(articles)
        if articles:
            content.append(make_element("section", make_element("h2", site.site), *articles, id=f"site-{site.site}"))
    if left <= 0:
        content.append(make_element("p", f"The first {MAX_SHOWN:,} articles are shown."))
    style = read_data("compared_texts.css") + read_data("diff.css")
    return render_document("What differs", style, "", [make_element("main", *content)])


def _show_row(row: Sequence[str], names: Collection[str]) -> HtmlElement:
    site, *counts = row
    name = make_element("a", site, href=f"#site-{site}") if site in names else site
    cells = [make_element("td", count, class_="number") for count in counts]
    return make_element("tr", make_element("th", name, scope="row"), *cells)


def _list_articles(site: SiteComparison) -> Iterator[HtmlElement]:
    yield from map(_show_change, site.changed)
    for told, tag, articles in (("only old", "del", site.gone), ("only new", "ins", site.come)):
        yield from (_show_lone(told, tag, article) for article in articles)


def _show_lone(told: str, tag: str, article: ComparedArticle) -> HtmlElement:
    parts = [make_element("p", make_element(tag, text), dir="auto") for text in article.paragraphs]
    return _show_article(told, article, parts)


def _show_change(change: ArticleChange) -> HtmlElement:
    parts = [
        make_element("p", f"{field.name}: ", *_show_pair(field.old, field.new), dir="auto") for field in change.fields
    ]
    parts += [
        make_element("p", *_show_pair(difference.old, difference.new), dir="auto") for difference in change.differences
    ]
    return _show_article("changed", change.new, parts, is_open=True)


def _show_article(told: str, article: ComparedArticle, parts: Sequence[Any], *, is_open: bool = False) -> HtmlElement:
    summary = make_element("summary", f"{told}: ", make_element("b", article.facts.title or article.url, dir="auto"))
    address = make_element("p", article.url, class_="soft")
    return make_element("details", summary, address, *parts, **({"open": "open"} if is_open else {}))


def _show_pair(old: str | None, new: str | None) -> list[Any]:
    parts: list[Any] = [] if old is None else [make_element("del", old)]
    if new is not None:
        parts += [" "] if parts else []
        parts.append(make_element("ins", new))
    return parts
