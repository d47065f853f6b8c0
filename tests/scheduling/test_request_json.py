"""A request comes back as it went, and one that cannot is refused by the name of what does not fit."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import JsonRequest, Response

from newscrawl.scheduling.request_json import DELAY, LEASE, NotKeptError, make_key, read_request, write_request


class OwnSpider(Spider):
    name = "own"

    def parse_page(self, response: Response) -> Iterator[Any]:
        yield from ()

    def fail_page(self, failure: Any) -> None:
        pass


SPIDER = OwnSpider()

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "ü \ud800 \n", [], {}, [1, [2, {"a": [3]}]], {"a": {"b": None}},
    (), (1, (2,)), {1, 2}, frozenset({"a"}), b"", b"\x00\xff", {1: "one", (2, 3): b"two"}, {"$tuple": [1]},
    {"$dict": []}, [{"$set": 1, "b": 2}],
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value_comes_back_as_it_was(value: Any) -> None:
    request = Request("https://a.test/", meta={"own": value}, cb_kwargs={"own": value})
    again = read_request(write_request(request, SPIDER), SPIDER)
    for own in (again.meta["own"], again.cb_kwargs["own"]):
        assert own == value
        assert repr(own) == repr(value)


def test_request_comes_back_whole() -> None:
    request = Request(
        "https://a.test/?q=%C3%BC#part",
        method="PUT",
        body="ü".encode("latin-1"),
        headers={"Accept": ["a", "b"], "X-Own": "\xff".encode("latin-1")},
        cookies=[{"name": "a", "value": "b", "domain": ".a.test"}],
        encoding="latin-1",
        priority=-7,
        dont_filter=True,
        flags=["one"],
        callback=SPIDER.parse_page,
        errback=SPIDER.fail_page,
        meta={"handle_httpstatus_list": [304], "redirect_times": 1},
    )
    again = read_request(write_request(request, SPIDER), SPIDER)
    assert again.to_dict(spider=SPIDER) == request.to_dict(spider=SPIDER)


@pytest.mark.parametrize(
    "request_",
    [JsonRequest("https://a.test/", data={"a": 1}), FormRequest("https://a.test/", formdata={"a": "ü"})],
    ids=["json", "form"],
)
def test_kinds_of_requests_come_back_as_their_kind(request_: Request) -> None:
    again = read_request(write_request(request_, SPIDER), SPIDER)
    assert type(again) is type(request_)
    assert (again.method, again.body, again.headers) == (request_.method, request_.body, request_.headers)


def test_it_is_json() -> None:
    told = json.loads(write_request(Request("https://a.test/", callback=SPIDER.parse_page), SPIDER))
    assert told == {"url": "https://a.test/", "callback": "parse_page", "method": "GET", "encoding": "utf-8"}


def test_what_is_of_this_process_only_is_left_out() -> None:
    request = Request("https://a.test/", meta={LEASE: "k", DELAY: 5, "depth": 1})
    assert read_request(write_request(request, SPIDER), SPIDER).meta == {"depth": 1}


def nested(depth: int) -> list[Any]:
    return [] if not depth else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"meta": {"own": {"at": datetime.now(UTC)}}}, r"meta\['own'\]\['at'\] is of datetime.datetime"),
        ({"cb_kwargs": {"item": SimpleNamespace()}}, r"cb_kwargs\['item'\] is of types.SimpleNamespace"),
        ({"cb_kwargs": {"rows": [1, object()]}}, r"cb_kwargs\['rows'\]\[1\] is of builtins.object"),
        ({"meta": {"ratio": float("nan")}}, r"meta\['ratio'\] is of builtins.float"),
        ({"meta": {"deep": nested(60)}}, "nested more than 50 times"),
        ({"callback": lambda response: None}, "is not an instance method"),
    ],
)
def test_request_that_does_not_fit_is_refused_by_name(more: dict[str, Any], told: str) -> None:
    with pytest.raises(NotKeptError, match=told) as caught:
        write_request(Request("https://a.test/page", **more), SPIDER)
    assert "https://a.test/page" in str(caught.value)


def test_method_that_the_spider_has_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="parse_page"):
        read_request(write_request(Request("https://a.test/", callback=SPIDER.parse_page), SPIDER), Spider("other"))


@pytest.mark.parametrize("kind", ["os.system", "antigravity.fly", "scrapy.Spider", "Request", "scrapy.http.Nothing", 5])
def test_kind_that_is_no_request_is_refused_and_loads_nothing(kind: object) -> None:
    text = json.dumps({"url": "https://a.test/", "_class": kind}).encode()
    with pytest.raises(ValueError, match="no kind of request"):
        read_request(text, SPIDER)
    assert "antigravity" not in sys.modules


def test_keys_differ_by_what_they_are_made_of() -> None:
    keys = {make_key(b"a" * 20), make_key(b"b" * 20), make_key(b"a" * 20, b"b" * 20), make_key(b"b" * 20, b"a" * 20)}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {22}
