"""Decides the form of a rejection: the fields of `newscrawl.reject/1`, one line of `rejects.jsonl` each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from newscrawl.archives.place import ArchivePlace
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
    attempt: Annotated[int, doc("Which fruitless try in a row this is, over all runs of one memory; from 1.")]
    first_seen: Annotated[Timestamp | None, doc("When the URL was first met, by this run or by one of its memory.")]
    last_seen: Annotated[Timestamp | None, doc("When it was last tried: the time of this try.")]
    bytes: Annotated[int | None, doc("Length of the body that came; null where none came whole.")]
    sha256: Annotated[str | None, doc("SHA-256 of that body, in hexadecimal.")]
    retry_after: Annotated[Timestamp | None, doc("Before this the server is not to be asked again, as it said itself.")]
    crawl_id: Annotated[str, doc("The run that wrote it, as in `run.json`.")]
    crawler_version: Annotated[str, doc("Version of newscrawl.")]
    archive: Annotated[
        ArchivePlace | None, doc("The WARC record that holds what came; null where it lies in no archive.")
    ]
