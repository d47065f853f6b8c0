"""Decides the form of a refusal: a request that newscrawl itself ends, with the reason that its URL gets."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.outcomes import Reason


class RefusedRequest(IgnoreRequest):
    """A request is not made, or its answer not taken.

    reason: for `rejects.jsonl`; its text is the evidence. url: of the request, which may be a redirect's. retry_after:
    seconds for which the host is to be left alone. response: what came of the answer, if any.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        *,
        url: str = "",
        retry_after: float | None = None,
        response: Response | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.url = url
        self.retry_after = retry_after
        self.response = response
