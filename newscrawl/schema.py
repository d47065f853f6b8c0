"""Decides the published JSON Schemas: made from the declared fields, kept as files in `data/`.

`python -m newscrawl.schema` writes the files anew, after a field has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.article import SCHEMA_NAME, Article
from newscrawl.rejection import REJECT_SCHEMA_NAME, Rejection

LINE_TYPES: Mapping[str, type] = {SCHEMA_NAME: Article, REJECT_SCHEMA_NAME: Rejection}
"""What a line of newscrawl's files can be, by the name in its field `schema`."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def read_schema(name: str = SCHEMA_NAME) -> dict[str, Any]:
    """Give the JSON Schema that the package publishes for lines of this name. Raises KeyError for another.

    Fields may be added to a version; none is taken away, and none changes its meaning.
    """
    text = files("newscrawl.data").joinpath(_name_file(name)).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def build_schema(name: str) -> dict[str, Any]:
    """Make the JSON Schema from the fields' types and contracts. Raises KeyError for an unknown name."""
    line_type = LINE_TYPES[name]
    definitions = msgspec.json.schema(line_type)["$defs"]
    body = definitions.pop(line_type.__name__)
    return {
        "$schema": DIALECT,
        "$id": f"urn:{name.replace('.', ':').replace('/', ':')}",
        **body,
        "$defs": definitions,
    }


def format_schema(name: str) -> str:
    """Give the text of the schema's file."""
    return json.dumps(build_schema(name), ensure_ascii=False, indent=2) + "\n"


def describe_fields(line_type: type) -> list[tuple[str, str, str]]:
    """Give a row for every field in order: its name, its types in JSON, its contract."""
    definitions = msgspec.json.schema(line_type)["$defs"]
    fields = definitions[line_type.__name__]["properties"].items()
    return [(name, " or ".join(_name_types(form, definitions)), form["description"]) for name, form in fields]


def _name_types(form: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[str]:
    if "anyOf" in form:
        return [name for inner in form["anyOf"] for name in _name_types(inner, definitions)]
    if "$ref" in form:
        return _name_types(definitions[form["$ref"].rpartition("/")[2]], definitions)
    if form.get("type") == "array":
        return [f"array of {_name_types(form['items'], definitions)[0]}s"]
    return [form.get("type", "string")]  # an enumeration without a type is one of strings


def _name_file(name: str) -> str:
    if name not in LINE_TYPES:
        raise KeyError(name)
    return f"{name.removeprefix('newscrawl.').replace('/', '-')}.schema.json"


if __name__ == "__main__":
    for schema_name in LINE_TYPES:
        Path(__file__).parent.joinpath("data", _name_file(schema_name)).write_text(
            format_schema(schema_name), encoding="utf-8"
        )
