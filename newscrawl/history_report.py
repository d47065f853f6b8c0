"""Decides how the history of a URL is told to a person: sections of plain rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from newscrawl.columns import Columns
from newscrawl.delivery.compression import Compression, find_compression
from newscrawl.delivery.journal import Position
from newscrawl.memory.page_history import Look, PageHistory

Row = tuple[str, str]

OUTCOME_WORDS = {
    "new": "a record: the first",
    "updated": "a record: title or text had changed",
    "corrected": "a record: corrected, as the page says",
    "gone": "a record: the article has vanished",
    "unchanged": "the same title and text as before",
    "not_modified": "not modified, says the server",
    "alias": "another URL of a known article",
    "dropped": "an article that was not wanted",
    "rejected": "no article",
    "failed": "not fetched",
    "baseline": "never fetched: it was there before the first run",
}
_NEXT_WORDS = {
    "new": "it was never fetched",
    "retry": "the last try gave nothing",
    "revisit": "to see whether it has changed",
    "lastmod": "a source says that it has changed",
}


def report_history(history: PageHistory) -> list[Columns]:
    """Tell of a URL in sections: the page, the article, each look."""
    sections = [Columns(history.url, tuple(_tell_page(history)))]
    if history.article is not None:
        sections.append(Columns("Article", tuple(_tell_article(history))))
    for number, look in enumerate(history.looks, start=1):
        title = f"Look {number}, {_tell_time(look.at)}: {OUTCOME_WORDS.get(look.outcome, look.outcome)}"
        sections.append(Columns(title, tuple(_tell_look(look))))
    return sections


def _tell_page(history: PageHistory) -> Iterator[Row]:
    yield "site", history.site
    yield "first seen", _tell_time(history.first_seen)
    if history.source_url is None:
        yield "found by", "the user's list, or a link"
    else:
        yield "found by", f"{(history.source_kind or 'source').replace('_', ' ')} {history.source_url}"
    for name, value in history.said.items():
        yield f"  {name}", value
    if history.aliases:
        yield "other URLs", "\n".join(history.aliases)
    yield "robots.txt", _tell_robots(history)
    if history.outcome == "baseline" or not history.looks:
        yield "so far", OUTCOME_WORDS["baseline"] if history.outcome == "baseline" else "never fetched"
    if history.failures:
        yield "fruitless", f"{history.failures} in a row"
    yield "next look", _tell_next(history)


def _tell_robots(history: PageHistory) -> str:
    """Tell the verdict at the last look; a page that was fetched was not refused."""
    if not history.looks:
        return "not asked yet"
    last = history.looks[-1]
    if last.detail.get("reason") == "robots_denied":
        return f"refuses it ({last.detail.get('evidence', '')})"
    return "does not refuse it" if last.status is not None else "not known: no answer came"


def _tell_next(history: PageHistory) -> str:
    look = history.next_look
    if look is None:
        return "none"
    state = ", in flight" if look.is_in_flight else ""
    return f"{_tell_time(look.due)}, {_NEXT_WORDS.get(look.why, look.why)}{state}"


def _tell_article(history: PageHistory) -> Iterator[Row]:
    article = history.article
    assert article is not None
    yield "id", article.id
    yield "title", article.title or "none"
    yield "version", str(article.version)
    if article.first_id != article.id:
        yield "first id", article.first_id
    if article.dup_of:
        yield "same story as", article.dup_of
    if article.dup_cluster:
        yield "cluster", article.dup_cluster
    if article.looked_at_by != history.url:
        yield "looked at by", article.looked_at_by


def _tell_look(look: Look) -> Iterator[Row]:
    yield "run", look.crawl_id or "forgotten"
    yield "HTTP status", str(look.status) if look.status is not None else "none"
    if look.final_url:
        yield "led to", look.final_url
    for name, value in (("ETag", look.validators.etag), ("Last-Modified", look.validators.last_modified)):
        if value:
            yield name, value
    detail = look.detail
    if detail.get("reason"):
        yield "reason", detail["reason"]
    if detail.get("evidence"):
        yield "evidence", detail["evidence"]
    if detail.get("page_type"):
        yield "page type", detail["page_type"] + _in_brackets(detail.get("page_type_evidence"))
    if detail.get("score") is not None:
        yield "score", f"{detail['score']:.2f}"
    if detail.get("removed"):
        cut = (f"{kind} {count:,}" for kind, count in detail["removed"].items())
        yield "cut", f"{', '.join(cut)} characters"
    if look.position is not None:
        name = f"version {look.version}" if look.version is not None else "rejection"
        yield name, tell_position(look.position)


def tell_position(position: Position) -> str:
    """Tell where a line stands, for a person."""
    if find_compression(position.path.name) is Compression.none:
        return f"{position.path}, byte {position.offset}"
    return f"{position.path}, line {position.line + 1} of the member at byte {position.offset}"


def _in_brackets(text: str | None) -> str:
    return f" ({text})" if text else ""


def _tell_time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
