"""The published schemas are what the fields declare, and they tell a sound line from an unsound one."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from newscrawl.article import SCHEMA_NAME, Article
from newscrawl.rejection import REJECT_SCHEMA_NAME, Rejection
from newscrawl.schema import LINE_TYPES, build_schema, describe_fields, read_schema
from tests import samples

ARTICLE: dict[str, Any] = msgspec.to_builtins(samples.ARTICLE)
REJECTION: dict[str, Any] = msgspec.to_builtins(samples.REJECTION)


def find_faults(line: dict[str, Any], name: str) -> list[str]:
    validator = Draft202012Validator(read_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return sorted(str(error.json_path) for error in validator.iter_errors(line))


@pytest.mark.parametrize("name", LINE_TYPES)
def test_published_file_is_what_the_fields_declare(name: str) -> None:
    Draft202012Validator.check_schema(read_schema(name))
    assert read_schema(name) == build_schema(name), "after a change: python -m newscrawl.schema"


@pytest.mark.parametrize(("line", "name"), [(ARTICLE, SCHEMA_NAME), (REJECTION, REJECT_SCHEMA_NAME)])
def test_line_of_a_run_is_valid_and_names_its_schema(line: dict[str, Any], name: str) -> None:
    assert find_faults(line, name) == []
    assert line["schema"] == name
    assert list(line) == list(read_schema(name)["properties"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "newscrawl.article/2"),
        ("id", "f00"),
        ("text", ""),
        ("title", 7),
        ("word_count", -1),
        ("published", "yesterday"),
        ("published", "2026-11-24T08:15:00"),
        ("modified", "2026-11"),
        ("fetched", "2026-13-24T08:15:00Z"),
        ("extraction_score", 1.5),
        ("page_type", "front_page"),
        ("removed", {"rubbish": 3}),
        ("authors", None),
        ("blocks", [{"type": "song", "text": "La"}]),
    ],
)
def test_unsound_value_is_no_record(field: str, value: object) -> None:
    assert find_faults({**ARTICLE, field: value}, SCHEMA_NAME) != []


@pytest.mark.parametrize("field", [field.name for field in fields(Article)])
def test_record_without_one_of_its_fields_is_none(field: str) -> None:
    line = {name: value for name, value in ARTICLE.items() if name != field}
    assert find_faults(line, SCHEMA_NAME) == ["$"]


def test_unknown_reason_is_no_rejection() -> None:
    assert find_faults({**REJECTION, "reason": "boring"}, REJECT_SCHEMA_NAME) == ["$.reason"]


@pytest.mark.parametrize("name", LINE_TYPES)
def test_every_field_has_a_contract(name: str) -> None:
    schema = read_schema(name)
    forms = [schema, *schema["$defs"].values()]
    missing = [
        field
        for form in forms
        for field, value in form.get("properties", {}).items()
        if not value.get("description", "").endswith((".", "…"))
    ]
    assert missing == []


def test_name_of_no_schema_is_refused() -> None:
    with pytest.raises(KeyError):
        read_schema("newscrawl.article/9")


def test_fields_are_described_with_their_types_in_json() -> None:
    types = {name: kind for name, kind, _ in describe_fields(Article)}
    assert {name: types[name] for name in ("title", "blocks", "authors", "http", "discovered_via")} == {
        "title": "string or null",
        "blocks": "array of objects",
        "authors": "array of strings",
        "http": "object",
        "discovered_via": "object or null",
    }
    reasons = [kind for name, kind, _ in describe_fields(Rejection) if name == "reason"]
    assert reasons == ["string"]


def test_fields_of_objects_follow_them() -> None:
    names = [name for name, _, _ in describe_fields(Article)]
    assert names[names.index("blocks") :][:3] == ["blocks", "blocks[].type", "blocks[].text"]
    assert names[names.index("http") :][:2] == ["http", "http.status"]
    assert [name for name in names if "." not in name] == list(read_schema()["properties"])
