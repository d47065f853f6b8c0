"""Decides how a comparison is told in a terminal: a row a site, then the articles with what came and went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from rich.text import Text

from newscrawl.columns import Columns
from newscrawl.difference.comparison import ArticleChange, SiteComparison
from newscrawl.difference.records import RecordFile
from newscrawl.terminal import neutralize_controls

MAX_TOLD = 20
"""Articles told at length in a terminal; the page has them all."""
HEADER = ("site", "same", "changed", "only old", "only new", "paragraphs -", "paragraphs +", "paragraphs ~")


def list_sites(old: RecordFile, new: RecordFile, sites: Sequence[SiteComparison]) -> Columns:
    """Give the table of sites, those that differ; with all of them together where they are several."""
    rows = [_count_site(site) for site in sites if not site.is_same]
    if len(sites) > 1:
        every = [_count_site(site) for site in sites]
        rows.append(("all sites", *(str(sum(int(row[at]) for row in every)) for at in range(1, len(HEADER)))))
    left_out = [f"{file.name}: {file.left_out} lines hold no article" for file in (old, new) if file.left_out]
    title = f"{old.name}: {len(old.articles):,} articles, {new.name}: {len(new.articles):,}"
    return Columns("; ".join([title, *left_out]), tuple(rows), HEADER, frozenset(range(1, len(HEADER))))


def _count_site(site: SiteComparison) -> tuple[str, ...]:
    counts = site.count_paragraphs()
    numbers = (
        site.same, len(site.changed), len(site.gone), len(site.come),
        counts["removed"], counts["added"], counts["changed"],
    )  # fmt: skip
    return (site.site, *map(str, numbers))


def tell_changes(sites: Sequence[SiteComparison]) -> Iterator[Text]:
    """Give the lines about the articles, the first `MAX_TOLD` of them, without control characters."""
    told = list(islice(_tell_articles(sites), MAX_TOLD))
    for lines in told:
        yield from lines
    count = sum(len(site.changed) + len(site.gone) + len(site.come) for site in sites)
    if count > len(told):
        yield Text(f"\nand {count - len(told):,} more articles; -o diff.html shows them")


def _tell_articles(sites: Sequence[SiteComparison]) -> Iterator[list[Text]]:
    for site in sites:
        for change in site.changed:
            yield list(_tell_change(change))
        yield from ([Text(f"\nonly old: {_clean(article.url)}")] for article in site.gone)
        yield from ([Text(f"\nonly new: {_clean(article.url)}")] for article in site.come)


def _tell_change(change: ArticleChange) -> Iterator[Text]:
    yield Text(f"\nchanged: {_clean(change.new.url)}", "bold")
    for field in change.fields:
        yield Text(f"  {field.name}:")
        yield from _tell_pair(field.old, field.new)
    for difference in change.differences:
        yield Text(f"  paragraph {difference.op}:")
        yield from _tell_pair(difference.old, difference.new)


def _tell_pair(old: str | None, new: str | None) -> Iterator[Text]:
    if old is not None:
        yield Text(f"  - {_clean(old)}", "red")
    if new is not None:
        yield Text(f"  + {_clean(new)}", "green")


def _clean(text: str) -> str:
    return neutralize_controls(" ".join(text.split()))
