"""Decides the form of a rejection: the fields of `newscrawl.reject/1`, one line of `rejects.jsonl` each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from newscrawl.article import Timestamp, doc
from newscrawl.outcomes import Reason

REJECT_SCHEMA_NAME = "newscrawl.reject/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One URL that gave no record, and why."""

    schema: Annotated[Literal["newscrawl.reject/1"], doc("Name and version of this form.")]
    url: Annotated[str, doc("The URL that answered, or that was asked for.")]
    requested_url: Annotated[str, doc("The URL as it was first asked for.")]
    reason: Annotated[Reason, doc("Why it gave no record.")]
    evidence: Annotated[str, doc("What shows it, in one line.")]
    status: Annotated[int | None, doc("HTTP status; null where no response came.")]
    title: Annotated[str | None, doc("The page's title, where it has one.")]
    fetched: Annotated[Timestamp | None, doc("When the page was fetched, RFC 3339 in UTC.")]
    crawl_id: Annotated[str, doc("The run that wrote it, as in `run.json`.")]
    crawler_version: Annotated[str, doc("Version of newscrawl.")]
