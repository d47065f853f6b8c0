"""Decides what of the memory a site's health is judged by."""

from __future__ import annotations

from datetime import datetime
from sqlite3 import Connection

from newscrawl.discovery.candidate import SourceKind
from newscrawl.memory.times import DAY_SECONDS, to_seconds
from newscrawl.site_health import PAST_DAYS, SiteDay, SiteHistory, SourceRecord


def read_history(connection: Connection, site: str, now: datetime) -> SiteHistory:
    """Give what is known of a site's days and sources. A site that is not known has neither."""
    today = to_seconds(now) // DAY_SECONDS
    row = connection.execute("SELECT id FROM site WHERE name = ?", (site,)).fetchone()
    if row is None:
        return SiteHistory(today=today)
    days = connection.execute(
        "SELECT day, found, articles, versions, rejected, scores, score_sum FROM site_day"
        " WHERE site_id = ? AND day > ? ORDER BY day",
        (row[0], today - 2 * PAST_DAYS),
    )
    sources = connection.execute(
        "SELECT url, kind, parent_url, failures, coalesce(fault, ''), listed, most_listed FROM source"
        " WHERE site_id = ? AND next_poll IS NOT NULL ORDER BY id",
        (row[0],),
    )
    return SiteHistory(
        today=today,
        days=tuple(
            SiteDay(
                day=day,
                found=found,
                articles=articles,
                versions=versions,
                rejected=rejected,
                scores=scores,
                score_sum=score_sum,
            )
            for day, found, articles, versions, rejected, scores, score_sum in days
        ),
        sources=tuple(
            SourceRecord(
                url=url,
                kind=SourceKind(kind),
                parent_url=parent_url,
                faults=faults,
                fault=fault,
                listed=listed,
                most_listed=most_listed,
            )
            for url, kind, parent_url, faults, fault, listed, most_listed in sources
        ),
    )
