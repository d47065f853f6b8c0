"""Decides what becomes of a compressed answer: the page unpacked whole, or a rejection that says why not."""

from __future__ import annotations

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Request, Response

from newscrawl.content_encoding import BodyEncodingError, split_encodings, unpack_body
from newscrawl.downloadermiddlewares.robots import ROBOTS_REQUEST
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.robots_parser import MAX_ROBOTS_BYTES


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, which gives what it can of a body that is cut or broken, and says nothing of it.

    Of a robots.txt, which is cut on purpose, the beginning is enough.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Unpack the body. Raises RefusedRequest."""
        is_robots = ROBOTS_REQUEST in request.meta
        try:
            split_encodings(header.decode("latin-1") for header in response.headers.getlist("Content-Encoding"))
            # Scrapy's crawl with an empty body (304, HEAD, 204) has nothing to unpack, whatever the header says.
            if response.body and not is_robots:
                return super().process_response(request, response)
        except BodyEncodingError as fault:
            raise RefusedRequest(fault.reason, str(fault), url=request.url, response=response) from fault
        return self._unpack_prefix(response) if is_robots else response

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack_body(body, encoding.decode("ascii"), max_size)

    def _unpack_prefix(self, response: Response) -> Response:
        to_decode, _ = self._split_encodings(response.headers.getlist("Content-Encoding"))
        body = response.body
        for encoding in to_decode:
            body = unpack_body(body, encoding.decode("ascii"), MAX_ROBOTS_BYTES, is_prefix=True)
        return response.replace(body=body) if to_decode else response
