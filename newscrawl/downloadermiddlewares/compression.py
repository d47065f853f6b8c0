"""Decides what becomes of a compressed answer: the page unpacked whole, or a rejection that says why not."""

from __future__ import annotations

from itertools import chain

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Request, Response

from newscrawl.content_encoding import MAX_ENCODINGS, BodyEncodingError, unpack_body
from newscrawl.downloadermiddlewares.robots import ROBOTS_REQUEST
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.robots_parser import MAX_ROBOTS_BYTES
from newscrawl.outcomes import Reason


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, which gives what it can of a body that is cut or broken, and says nothing of it.

    Of a robots.txt, which is cut on purpose, the beginning is enough.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Unpack the body. Raises RefusedRequest."""
        headers = response.headers.getlist("Content-Encoding")
        encodings = list(filter(None, chain.from_iterable(header.split(b",") for header in headers)))
        if len(encodings) > MAX_ENCODINGS:
            detail = f"{len(encodings)} encodings around one body"
            raise RefusedRequest(Reason.broken_encoding, detail, url=request.url, response=response)
        if ROBOTS_REQUEST in request.meta:
            return self._unpack_prefix(response)
        # Scrapy's crawl with an empty body (304, HEAD, 204) has nothing to unpack, whatever the header says.
        if not response.body:
            return response
        try:
            return super().process_response(request, response)
        except BodyEncodingError as fault:
            raise RefusedRequest(fault.reason, str(fault), url=request.url, response=response) from fault

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack_body(body, encoding.decode("ascii"), max_size)

    def _unpack_prefix(self, response: Response) -> Response:
        to_decode, _ = self._split_encodings(response.headers.getlist("Content-Encoding"))
        body = response.body
        for encoding in to_decode:
            body = unpack_body(body, encoding.decode("ascii"), MAX_ROBOTS_BYTES, is_prefix=True)
        return response.replace(body=body) if to_decode else response
