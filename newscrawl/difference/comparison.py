"""Decides what differs between two files of records: which articles came, went or changed, paragraph by paragraph and
field by field, site by site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newscrawl.difference.records import FACT_NAMES, ComparedArticle, RecordFile
from newscrawl.paragraph_diff import Difference, compare_paragraphs

MAX_DIFFERENCES = 500
"""Of one article; one with more is another text."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else. None where the page does not say."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that both files have and that differs."""

    old: ComparedArticle
    new: ComparedArticle
    differences: tuple[Difference, ...]
    fields: tuple[FieldChange, ...]


@dataclass(slots=True)
class SiteComparison:
    """What differs of one site. gone: articles that only the old file has, come: only the new one."""

    site: str
    same: int = 0
    changed: list[ArticleChange] = field(default_factory=list)
    gone: list[ComparedArticle] = field(default_factory=list)
    come: list[ComparedArticle] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.changed or self.gone or self.come)

    def count_paragraphs(self) -> Counter[str]:
        """Count the paragraphs of changed articles that were `added`, `removed` or `changed`."""
        return Counter(difference.op for change in self.changed for difference in change.differences)


def compare_files(old: RecordFile, new: RecordFile) -> list[SiteComparison]:
    """Compare two files, by site in the order of their names."""
    sites: dict[str, SiteComparison] = {}
    for key, article in old.articles.items():
        site = sites.setdefault(article.site, SiteComparison(article.site))
        other = new.articles.get(key)
        if other is None:
            site.gone.append(article)
        elif (change := compare_articles(article, other)) is None:
            site.same += 1
        else:
            site.changed.append(change)
    for key, article in new.articles.items():
        if key not in old.articles:
            sites.setdefault(article.site, SiteComparison(article.site)).come.append(article)
    return [sites[name] for name in sorted(sites)]


def compare_articles(old: ComparedArticle, new: ComparedArticle) -> ArticleChange | None:
    """Compare two records of one article; None where they say the same."""
    if (old.paragraphs, old.facts) == (new.paragraphs, new.facts):
        return None
    fields = tuple(_compare_fields(old, new))
    differences = compare_paragraphs(old.paragraphs, new.paragraphs, max_entries=MAX_DIFFERENCES)
    return ArticleChange(old, new, tuple(differences), fields)


def _compare_fields(old: ComparedArticle, new: ComparedArticle) -> Iterable[FieldChange]:
    for name in FACT_NAMES:
        before, after = getattr(old.facts, name), getattr(new.facts, name)
        if before != after:
            yield FieldChange(name, before, after)
