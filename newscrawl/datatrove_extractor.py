"""Decides how newscrawl stands in a datatrove pipeline: a step that makes articles of documents of HTML, as its own
extractors do, and drops what is none.

Time is datatrove's to limit (its sandbox); which pages are articles is decided as in a crawl.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from datatrove.data import Document
from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from newscrawl.api import DEFAULT_OPTIONS, extract_page
from newscrawl.checks import find_rejection
from newscrawl.options import Options
from newscrawl.page import RawPage
from newscrawl.record import RunFacts, build_article
from newscrawl.serialiser import clean_value

METADATA = (
    "title", "subtitle", "description", "language", "authors", "publisher", "agency", "dateline", "section", "tags",
    "published", "modified", "canonical_url", "domain", "image", "is_free", "page_type", "extraction_score",
    "word_count", "removed", "warnings",
)  # fmt: skip
"""Fields of the record that become metadata; those of fetching and of the run are of no use here."""
_UTF8 = {"content-type": "text/html; charset=utf-8"}


class NewscrawlExtractor(BaseExtractor):  # type: ignore[misc,unused-ignore]
    """Puts the article's text in place of the HTML, and fields of the record into the metadata (`METADATA`).

    A document's address is read from its metadata (`url`), its date (`date`) too. What gives no article is dropped and
    counted by reason (`rejected_listing` …). timeout: seconds a document. options: of the extraction.
    """

    name = "📰 newscrawl"

    def __init__(self, timeout: float = 10.0, options: Options = DEFAULT_OPTIONS) -> None:
        super().__init__(timeout)
        self.options = options

    def extract(self, text: str) -> str:
        """Give the text of the article in a page without an address; "" where it is none."""
        made = self.extract_record(text, "", "")
        return "" if isinstance(made, str) else str(made["text"])

    def extract_record(self, html: str, url: str, date: str) -> dict[str, Any] | str:
        """Give the record of a page as plain values, or the reason for which it has none."""
        body = html.encode("utf-8", "replace")
        page = RawPage(url=url, requested_url=url, body=body, status=200, headers=_UTF8, fetched=date)
        extraction = extract_page(page, self.options)
        found = find_rejection(page, extraction)
        if found is not None:
            return found[0].value
        article = build_article(page, extraction, RunFacts(crawl_id=""))
        record: dict[str, Any] = clean_value(msgspec.to_builtins(article))
        return record

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Make articles of documents, one after the other; see datatrove's `PipelineStep`."""
        from newscrawl.workers import preload  # noqa: F401  # what the sandbox forks has everything loaded

        with ExtractorSandbox(timeout=self.timeout, warmup_text=("", "", "")) as sandbox:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    made = self._try(sandbox, document)
                if isinstance(made, str):
                    self.stat_update(StatHints.dropped, f"rejected_{made}")
                    continue
                document.text = made["text"]
                document.metadata |= {name: made[name] for name in METADATA}
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document

    def _try(self, sandbox: ExtractorSandbox, document: Document) -> dict[str, Any] | str:
        url, date = (str(document.metadata.get(name) or "") for name in ("url", "date"))
        try:
            made: dict[str, Any] | str = sandbox.process_document((document.text, url, date), self.extract_record)
        except TimeoutError:
            made = "extraction_timeout"
        except EOFError:
            made = "extraction_crash"
        if made in ("extraction_timeout", "extraction_crash"):
            logger.warning(f"newscrawl: {made} on {url or document.id}")
        return made
