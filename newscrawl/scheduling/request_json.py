"""Decides how a request is written as JSON and read again: never by pickle, callbacks by the names of the spider's
methods.
"""

from __future__ import annotations

import hashlib
import json
import sys
from base64 import urlsafe_b64encode
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

from newscrawl.scheduling.plain_values import NotPlainError, make_plain, read_plain

LEASE = "fleet_lease"
"""Request meta: the key of the lease that the request, or one that it was made of, is carried out under."""
DELAY = "fleet_delay"
"""Request meta, for spiders: seconds until the request is due. It waits so long in the frontier."""
_NOT_KEPT = frozenset({LEASE, DELAY, "download_latency"})
_KEY_BYTES = 16


class NotKeptError(NotPlainError):
    """A request that cannot be written. Its text names the URL, and what of it does not fit."""


def write_request(request: Request, spider: Spider) -> bytes:
    """Write a request as JSON. Raises NotKeptError."""
    try:
        told = request.to_dict(spider=spider)
        told["meta"] = {key: value for key, value in request.meta.items() if key not in _NOT_KEPT}
        told["headers"] = {name.decode("latin-1"): values for name, values in told["headers"].items()}
        plain = {name: make_plain(value, name) for name, value in told.items() if value}
        return json.dumps(plain, separators=(",", ":")).encode()
    except ValueError as error:
        raise NotKeptError(f"{request!r} cannot be shared with other workers: {error}") from None


def read_request(text: bytes, spider: Spider) -> Request:
    """Read a request again. Raises ValueError where the spider has not the methods that it names, or the crawl has not
    loaded its kind: what lies in the server is never a reason to load code.
    """
    told: dict[str, Any] = {name: read_plain(value) for name, value in json.loads(text).items()}
    module, _, name = str(told.get("_class", "scrapy.Request")).rpartition(".")
    kind = getattr(sys.modules.get(module), name, None)
    if not (isinstance(kind, type) and issubclass(kind, Request)):
        raise ValueError(f"{told.get('url')}: {module}.{name} is no kind of request that this crawl knows")
    return request_from_dict(told, spider=spider)


def make_key(*parts: bytes) -> str:
    """Make a key of fingerprints: 22 letters, digits, `-` and `_`."""
    digest = parts[0] if len(parts) == 1 else hashlib.sha1(b"\n".join(parts)).digest()
    return urlsafe_b64encode(digest[:_KEY_BYTES]).rstrip(b"=").decode()
