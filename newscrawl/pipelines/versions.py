"""Decides whether an article that was read is a new one, a new version, or the same as before."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newscrawl.article import Article
from newscrawl.discovery.url_variants import fold_url
from newscrawl.extensions.memory import RunMemory, find_memory
from newscrawl.memory.outcomes import KnownArticle, PageResult, VisitOutcome
from newscrawl.page_results import make_claimed_result, make_known_result
from newscrawl.record_versions import make_version, read_record, read_wording
from newscrawl.similarity import sign_text
from newscrawl.sites import find_site
from newscrawl.versions import Wording, find_change, is_other_story


class KnownPage(DropItem):
    """A page gives no record, since there is one. It carries what the memory is told of it."""

    def __init__(self, result: PageResult) -> None:
        super().__init__(f"{result.outcome} <{result.url}>", log_level="DEBUG")
        self.result = result


class VersionPipeline:
    """Article → the same with its version, or `KnownPage` is raised. Off without a memory.

    Stats: `newscrawl/unchanged`, `newscrawl/aliases`, `newscrawl/versions`.
    """

    def __init__(self, crawler: Crawler, memory: RunMemory) -> None:
        self.crawler = crawler
        self.memory = memory

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        memory = find_memory(crawler)
        if memory is None:
            raise NotConfigured
        return cls(crawler, memory)

    def process_item(self, item: Any) -> Any:
        """Hold an article against what is known of it; other items pass."""
        if not isinstance(item, Article):
            return item
        if item.change == "gone":
            self._claim(item, bytes.fromhex(item.version_of or item.id), item.version)
            return item
        known = self._find_known(item)
        is_moved = known is None
        if is_moved:
            known = self._find_moved(item)
        if known is None:
            self._claim(item, bytes.fromhex(item.id), 1)
            return item
        old = read_record(known.record) if known.record is not None else None
        before = read_wording(old) if old is not None else _read_kept(known)
        is_other_url = fold_url(known.page_url) != fold_url(item.requested_url)
        change = find_change(before, read_wording(item), is_other_url=is_other_url and not is_moved)
        if change is None:
            outcome = VisitOutcome.alias if is_other_url else VisitOutcome.unchanged
            self.crawler.stats.inc_value(f"newscrawl/{'aliases' if is_other_url else 'unchanged'}")
            raise KnownPage(make_known_result(item, outcome, self.memory.clock(), known=known.digest))
        self._claim(item, known.first_digest, known.version + 1)
        self.crawler.stats.inc_value("newscrawl/versions")
        return make_version(
            item, change, version=known.version + 1, first_id=known.first_digest.hex(), old=old
        )

    def _claim(self, article: Article, first_digest: bytes, version: int) -> None:
        """Leave an article to another worker of the fleet that delivers it just now, read by another of its URLs."""
        if not self.memory.store.claim(first_digest, version):
            self.crawler.stats.inc_value("newscrawl/duplicates")
            raise KnownPage(make_claimed_result(article, self.memory.clock()))

    def _find_known(self, article: Article) -> KnownArticle | None:
        """Find the article by its id, or else the one that this page showed before, under another id."""
        store = self.memory.store
        known = store.find_article(bytes.fromhex(article.id))
        if known is not None:
            return known
        shown = store.find_article_of_page(article.requested_url)
        if shown is None or shown.record is None:
            return shown if shown is not None and _is_same_text(shown, article) else None
        old = read_record(shown.record)
        is_other = old is not None and is_other_story(read_wording(old), read_wording(article))
        return None if is_other else shown


    def _find_moved(self, article: Article) -> KnownArticle | None:
        """Find the article that this one is at a new address, before the old one was seen to lead there.

        Of the same site, with the same title and date, and the same text or nearly so. Wrong for a site that
        publishes two stories of one title in the same second; without a date only the very same text counts.
        """
        store = self.memory.store
        text = bytes.fromhex(article.text_sha256)
        for known in store.find_same_text(text):
            if is_same_story(known, article):
                return known
        similar = store.find_similar(text, sign_text(article.text), bytes.fromhex(article.id))
        if similar is None or not article.published:
            return None
        likest = store.find_article(similar.digest)
        return likest if likest is not None and is_same_story(likest, article) else None


def is_same_story(known: KnownArticle, article: Article) -> bool:
    """Tell whether a known article is of the site, the title and the date of another."""
    if known.record is None or find_site(known.page_url) != find_site(article.requested_url):
        return False
    old = read_record(known.record)
    return old is not None and (old.title, old.published) == (article.title, article.published)


def _is_same_text(known: KnownArticle, article: Article) -> bool:
    return known.text_sha256.hex() == article.text_sha256


def _read_kept(known: KnownArticle) -> Wording:
    """Give what is left of an article whose record is kept no more."""
    return Wording(title=known.title, text_sha256=known.text_sha256.hex(), paragraphs=(), word_count=10**9)
