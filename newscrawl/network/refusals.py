"""Decides the form of a refusal: a request that newscrawl itself ends, with the reason that its URL gets."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawl.outcomes import Reason


class RefusedRequest(IgnoreRequest):
    """A request is not made, or its answer not taken. reason: for `rejects.jsonl`; detail: a clause of evidence."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
