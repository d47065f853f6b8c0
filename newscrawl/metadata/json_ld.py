"""Decides how a JSON-LD script becomes plain items, also where it is malformed. Which item is the story is
left to `story.py`.

extruct's reader was measured and left: one broken script loses all scripts of the page, and importing any
part of extruct imports rdflib and requests (250 ms).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

MAX_SCRIPT_CHARACTERS = 2_000_000
"""Longer scripts are not read: no story says so much of itself."""
MAX_ITEMS = 2_000
"""Items looked at on a page. No page of the development sets has more than 62."""

_STRING_OR_FLAW = re.compile(
    r'("[^"\\]*+(?:\\.[^"\\]*+)*")'  # a string: kept
    r"|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>"  # comments and their marks: dropped
    r"|,(?=\s*[}\]])",  # a comma before a closing bracket: dropped
    re.DOTALL,
)
_START = re.compile(r"[{\[]")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of a pair, as a template leaves it that cuts a text inside an emoji. It cannot be written in UTF-8."""
_WRAPPERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_DECODER = json.JSONDecoder(strict=False)

Item = dict[str, Any]


def read_json_ld(scripts: Iterable[str]) -> tuple[list[Item], list[str]]:
    """Give the top-level items of all scripts, those inside `@graph` and `mainEntity` after them, and
    warnings.

    Values are as in the scripts. Scripts that cannot be read are left out, with the warning
    `structured_data_malformed` or `structured_data_too_large`.
    """
    items: list[Item] = []
    warnings: list[str] = []
    for script in scripts:
        if len(script) > MAX_SCRIPT_CHARACTERS:
            warnings.append("structured_data_too_large")
            continue
        values = _parse(script)
        if not values and script.strip():
            warnings.append("structured_data_malformed")
        items.extend(_unwrap(values))
        if len(items) > MAX_ITEMS:
            return items[:MAX_ITEMS], warnings
    return items, warnings


def _parse(script: str) -> list[Any]:
    script = _LONE_SURROGATE.sub(r"\\ufffd", script)
    try:
        return [_DECODER.decode(script.strip())]
    except (ValueError, RecursionError):
        pass
    mended = _BAD_ESCAPE.sub(r"\\\\", _STRING_OR_FLAW.sub(lambda match: match[1] or "", script))
    return list(_parse_run(mended))


def _parse_run(text: str) -> Iterator[Any]:
    """Read values that stand one after the other, up to the first that cannot be read."""
    position = 0
    while True:
        start = _START.search(text, position)
        if start is None:
            return
        try:
            value, position = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return
        yield value


def _unwrap(values: list[Any]) -> Iterator[Item]:
    """Give the items, outer ones first, without recursion; teasers (`itemListElement`) are not entered."""
    queue = list(values)
    for count, value in enumerate(queue):
        if count > MAX_ITEMS:
            return
        if isinstance(value, list):
            queue.extend(value[:MAX_ITEMS])
        elif isinstance(value, dict):
            if value.keys() - {"@graph", "@context"}:
                yield value
            queue.extend(value[key] for key in _WRAPPERS if isinstance(value.get(key), dict | list))
