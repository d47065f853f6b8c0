"""Decides the published JSON Schemas: made from the declared fields, kept as files in `data/`.

`python -m newscrawl.schema` writes the files anew, after a field has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
    for definition in definitions.values():
        for form in definition.get("properties", {}).values():
            if form.get("default") == []:
                del form["default"]  # told by msgspec from 0.23 on; every line has the field
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
    """Give a row for every field in order: its name, its types in JSON, its contract.

    The fields of an object follow it, named `http.status`; those of an array's objects are named
    `images[].url`.
    """
    definitions = msgspec.json.schema(line_type)["$defs"]
    return list(_describe(line_type.__name__, "", definitions))


def _describe(name: str, prefix: str, definitions: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field, form in definitions[name].get("properties", {}).items():
        kinds = list(_list_kinds(form, definitions))
        path = prefix + field
        yield path, " or ".join(kind for kind, _ in kinds), form["description"]
        for kind, inner in kinds:
            if inner is not None:
                yield from _describe(
                    inner, f"{path}[]." if kind.startswith("array") else f"{path}.", definitions
                )


def _list_kinds(form: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Give the types that a value may have, each with the name of the definition behind it."""
    if "anyOf" in form:
        for one in form["anyOf"]:
            yield from _list_kinds(one, definitions)
    elif "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        yield definitions[name].get("type", "string"), name  # an enumeration without a type is one of strings
    elif form.get("type") == "array":
        for kind, name in _list_kinds(form["items"], definitions):
            yield f"array of {kind}s", name
    else:
        yield form.get("type", "string"), None


def _name_file(name: str) -> str:
    if name not in LINE_TYPES:
        raise KeyError(name)
    return f"{name.removeprefix('newscrawl.').replace('/', '-')}.schema.json"


if __name__ == "__main__":
    for schema_name in LINE_TYPES:
        Path(__file__).parent.joinpath("data", _name_file(schema_name)).write_text(
            format_schema(schema_name), encoding="utf-8"
        )
