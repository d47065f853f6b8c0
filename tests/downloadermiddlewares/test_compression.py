"""A compressed answer gives the whole page, or a rejection that says why not."""

from __future__ import annotations

import gzip
import os

import pytest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.downloadermiddlewares.compression import WholeBodyMiddleware
from newscrawl.downloadermiddlewares.robots import ROBOTS_REQUEST
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.robots_parser import MAX_ROBOTS_BYTES
from newscrawl.outcomes import Reason

URL = "https://news.example/a"
PAGE = b"<p>The council met.</p>" * 1_000


@pytest.fixture
def middleware() -> WholeBodyMiddleware:
    return WholeBodyMiddleware.from_crawler(get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 1_000_000}))


def answer(body: bytes, encoding: str, status: int = 200) -> Response:
    return Response(URL, status=status, body=body, headers={"Content-Encoding": encoding})


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(gzip.compress(PAGE)), "gzip, gzip"),
        (PAGE, "utf-8"),
        (PAGE, ""),
    ],
)
def test_page_is_whole(middleware: WholeBodyMiddleware, body: bytes, encoding: str) -> None:
    result = middleware.process_response(Request(URL), answer(body, encoding))
    assert isinstance(result, Response)
    assert result.body == PAGE


@pytest.mark.parametrize("status", [204, 304])
def test_answer_without_a_body_has_nothing_to_unpack(middleware: WholeBodyMiddleware, status: int) -> None:
    response = answer(b"", "gzip", status)
    assert middleware.process_response(Request(URL), response) is response


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(PAGE)[:-20], "gzip", Reason.truncated),
        (PAGE, "gzip", Reason.broken_encoding),
        (gzip.compress(b"\0" * 2_000_000), "gzip", Reason.too_large),
        (gzip.compress(PAGE), "gzip, gzip, gzip, gzip", Reason.broken_encoding),
    ],
)
def test_other_bodies_are_refused_with_their_reason_and_response(
    middleware: WholeBodyMiddleware, body: bytes, encoding: str, reason: Reason
) -> None:
    response = answer(body, encoding)
    with pytest.raises(RefusedRequest) as refused:
        middleware.process_response(Request(URL), response)
    assert refused.value.reason is reason
    assert refused.value.response is response


def test_of_a_robots_txt_the_beginning_is_enough(middleware: WholeBodyMiddleware) -> None:
    request = Request(URL, meta={ROBOTS_REQUEST: 0})
    packed = gzip.compress(b"User-agent: *\n" + os.urandom(1_000_000).hex().encode())
    result = middleware.process_response(request, answer(packed[:900_000], "gzip"))
    assert isinstance(result, Response)
    assert result.body.startswith(b"User-agent: *\n")
    assert len(result.body) == MAX_ROBOTS_BYTES
