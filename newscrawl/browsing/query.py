"""Decides what can be asked of the records, how it stands in an address, and what it is in SQL.

What a user says goes into SQL as bound parameters alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

MAX_WORDS = 10
MAX_LENGTH = 200
"""Characters of one value that are read."""
MAX_PAGE = 1_000_000_000
PAGE_SIZE = 50
_WORD = re.compile(r'"([^"]+)"|(\S+)')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

KINDS = {"": "records and rejections", "article": "records", "reject": "rejections"}
"""What `kind` may be, in words."""
ORDERS = {
    "": ("newest first", "day desc nulls last, file, row"),
    "oldest": ("oldest first", "day asc nulls last, file, row"),
    "unsure": ("least sure first", "score asc nulls last, file, row"),
    "sure": ("surest first", "score desc nulls last, file, row"),
    "file": ("as they stand in the files", "file, row"),
}
"""What `order` may be: in words, and in SQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for; empty: all of it.

    words: each of them, or phrase in quotation marks, stands in title, text, authors, evidence or address, whatever
    its case. site: a domain, its subdomains too. language: a tag, `pt` for `pt-BR` too. since, until: days. least,
    most: score. story: the `id` of an article or of a cluster. page: from 1.
    """

    words: str = ""
    site: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    reason: str = ""
    least: str = ""
    most: str = ""
    story: str = ""
    order: str = ""
    page: int = 1

    @property
    def needles(self) -> tuple[str, ...]:
        """What has to stand in a record, one by one."""
        found = (quoted or bare for quoted, bare in _WORD.findall(unicodedata.normalize("NFC", self.words)))
        return tuple(dict.fromkeys(needle for needle in found if needle.strip('"')))[:MAX_WORDS]

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return replace(self, order="", page=1) != Query()

    def write(self, **changes: Any) -> str:
        """Give the query as it stands in an address, without what is usual."""
        changed = replace(self, **changes)
        pairs = ((field.name, getattr(changed, field.name), field.default) for field in fields(changed))
        return urlencode([(name, value) for name, value, usual in pairs if value != usual])


def read_query(parameters: Mapping[str, str]) -> Query:
    """Read a query from an address; a value that cannot be is left out."""
    given = {name: " ".join(value.split())[:MAX_LENGTH] for name, value in parameters.items()}
    checks = {
        "since": bool(_DAY.fullmatch(given.get("since", ""))),
        "until": bool(_DAY.fullmatch(given.get("until", ""))),
        "least": _is_score(given.get("least", "")),
        "most": _is_score(given.get("most", "")),
        "kind": given.get("kind") in KINDS,
        "order": given.get("order") in ORDERS,
    }
    names = {field.name for field in fields(Query)} - {"page"}
    kept = {name: value for name, value in given.items() if name in names and checks.get(name, True)}
    number = given.get("page", "")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 1
    return Query(**kept, page=max(page, 1))


def build_condition(query: Query) -> tuple[str, list[Any]]:
    """Give the condition on table `lines`, words left out, with its parameters."""
    parts = list(_list_conditions(query))
    condition = " and ".join(["kind <> 'other'", *(sql for sql, _ in parts)])
    return condition, [value for _, values in parts for value in values]


def _list_conditions(query: Query) -> Iterator[tuple[str, list[Any]]]:
    if query.site:
        site = query.site.lower().removeprefix("www.")
        yield "(site = ? or ends_with(site, ?))", [site, f".{site}"]
    if query.language:
        yield "(lower(language) = ? or starts_with(lower(language), ?))", [
            query.language.lower(), f"{query.language.lower()}-",
        ]  # fmt: skip
    if query.story:
        yield "(id = ? or first_id = ? or cluster = ? or dup_of = ?)", [query.story] * 4
    for value, sql in (
        (query.since, "day >= ?"),
        (query.until, "day <= ?"),
        (query.kind, "kind = ?"),
        (query.reason, "reason = ?"),
    ):
        if value:
            yield sql, [value]
    for value, sql in ((query.least, "score >= ?"), (query.most, "score <= ?")):
        if value:
            yield sql, [float(value)]


def _is_score(text: str) -> bool:
    return bool(re.fullmatch(r"[01](\.\d{0,6})?|\.\d{1,6}", text))
