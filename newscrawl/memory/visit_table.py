"""Decides which looks at a page are remembered, for `scrapy why`: the first and the last few."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

from newscrawl.memory.outcomes import PageResult, VisitOutcome

KEPT_VISITS = 12
_TELLS_LITTLE = frozenset({VisitOutcome.unchanged, VisitOutcome.not_modified})


def keep_visit(connection: Connection, page_id: int, result: PageResult, at: int, run_id: int) -> None:
    """Remember one look, and forget the oldest but the first. In place."""
    final_url = result.final_url if result.final_url != result.url else None
    connection.execute(
        "INSERT OR REPLACE INTO visit (page_id, at, run_id, outcome, status, final_url, etag, last_modified,"
        " detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(page_id, at, run_id, result.outcome, result.status, final_url),
            *(result.validators.etag, result.validators.last_modified, pack_detail(result)),
        ),
    )
    for table in ("visit", "line"):
        spared = " AND version IS NULL" if table == "line" else ""
        connection.execute(
            f"DELETE FROM {table} WHERE page_id = ?1 AND at <="
            " (SELECT at FROM visit WHERE page_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)"
            f" AND at > (SELECT min(at) FROM visit WHERE page_id = ?1){spared}",
            (page_id, KEPT_VISITS - 1),
        )


def pack_detail(result: PageResult) -> str | None:
    """Give what a look showed as JSON, without what is empty; None where it showed nothing new."""
    if result.outcome in _TELLS_LITTLE:
        return None
    detail: dict[str, Any] = {
        "reason": result.reason,
        "evidence": result.evidence,
        "page_type": result.page_type,
        "page_type_evidence": result.page_type_evidence,
        "score": result.score,
        "removed": dict(result.removed),
    }
    said = {name: value for name, value in detail.items() if value not in ("", None, {})}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else None
