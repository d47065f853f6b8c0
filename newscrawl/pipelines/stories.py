"""Decides which articles are marked as telling a story that another one told before, and which are dropped
for it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.article import Article
from newscrawl.errors import InputError
from newscrawl.extensions.memory import RunMemory, find_memory
from newscrawl.memory.outcomes import SimilarArticle, VisitOutcome
from newscrawl.page_results import make_known_result
from newscrawl.pipelines.versions import KnownPage
from newscrawl.similarity import LIKENESS, Signature, estimate_likeness, sign_text

UNDELIVERED = 256
"""So many articles of this run are compared here too: the memory hears of them only when they are on disk."""


@dataclass(frozen=True, slots=True)
class _Recent:
    first_id: str
    text_sha256: str
    signature: Signature | None
    cluster: str | None


class StoryPipeline:
    """Article → the same with `dup_of` and `dup_cluster`, or `KnownPage` is raised. Off without a memory.

    Setting `NEWSCRAWL_DUPLICATES`: `mark` or `drop` (those that are new, not later versions). Stats:
    `newscrawl/same_story`, `newscrawl/same_story_dropped`.
    """

    def __init__(self, crawler: Crawler, memory: RunMemory, *, is_dropping: bool) -> None:
        self.crawler = crawler
        self.memory = memory
        self.is_dropping = is_dropping
        self._recent: OrderedDict[str, _Recent] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline. Raises InputError where the setting is neither `mark` nor `drop`."""
        memory = find_memory(crawler)
        if memory is None:
            raise NotConfigured
        wish = crawler.settings["NEWSCRAWL_DUPLICATES"]
        if wish not in ("mark", "drop"):
            raise InputError(f"setting NEWSCRAWL_DUPLICATES={wish}", "must be mark or drop")
        return cls(crawler, memory, is_dropping=wish == "drop")

    def process_item(self, item: Any) -> Any:
        """Mark an article; other items pass."""
        if not isinstance(item, Article) or item.change == "gone":
            return item
        signature = sign_text(item.text)
        similar = self._find_similar(item, signature)
        if similar is not None:
            self.crawler.stats.inc_value("newscrawl/same_story")
            if self.is_dropping and item.version == 1:
                self.crawler.stats.inc_value("newscrawl/same_story_dropped")
                evidence = f"{similar.likeness:.0%} like {similar.digest.hex()}"
                raise KnownPage(
                    make_known_result(item, VisitOutcome.dropped, self.memory.clock(), evidence=evidence)
                )
            item = replace(
                item, dup_of=similar.digest.hex(), dup_cluster=(similar.cluster or similar.digest).hex()
            )
        self._remember(item, signature)
        self.memory.signatures[item.id] = signature
        return item

    def _find_similar(self, article: Article, signature: Signature | None) -> SimilarArticle | None:
        first_id = article.version_of or article.id
        found = self.memory.store.find_similar(
            bytes.fromhex(article.text_sha256), signature, bytes.fromhex(first_id)
        )
        recent = self._find_recent(article, signature, first_id)
        both = [similar for similar in (found, recent) if similar is not None]
        return max(both, key=lambda similar: similar.likeness, default=None)

    def _find_recent(
        self, article: Article, signature: Signature | None, first_id: str
    ) -> SimilarArticle | None:
        best: SimilarArticle | None = None
        bands = set(signature.bands) if signature is not None else set()
        for own_id, other in self._recent.items():
            if other.first_id == first_id:
                continue
            likeness = float(other.text_sha256 == article.text_sha256)
            if not likeness and signature and other.signature and not bands.isdisjoint(other.signature.bands):
                likeness = estimate_likeness(signature.minhash, other.signature.minhash)
            if likeness >= LIKENESS and (best is None or likeness > best.likeness):
                cluster = bytes.fromhex(other.cluster) if other.cluster else None
                best = SimilarArticle(bytes.fromhex(own_id), cluster, likeness)
        return best

    def _remember(self, article: Article, signature: Signature | None) -> None:
        self._recent[article.id] = _Recent(
            article.version_of or article.id, article.text_sha256, signature, article.dup_cluster
        )
        if len(self._recent) > UNDELIVERED:
            self._recent.popitem(last=False)
