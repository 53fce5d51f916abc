"""A programme's schema with every value also as a list of days and values; see `loftdocs.load.dated`."""

from typing import Any

from pydantic import TypeAdapter

from loftdocs.model.schema.tidy import Schema, kept, nullable, ordered
from loftdocs.model.types import Day

DATED = "har-tider"
_PLAIN = str.maketrans("åäö", "aao")
_ANY = "x"


def with_days(schema: Schema) -> Schema:
    """The schema, and its definitions, with days.

    By if and else, not as a union, so that an editor's error is still at its own place; and each value defined once,
    since it stands in two places.
    """
    days = ordered(TypeAdapter[Any](Day).json_schema())
    definitions = {"dag": days, "sista-dag": nullable(days)}
    definitions[DATED] = {"type": "array", "contains": {"type": "object", "required": ["värde"]}}
    for name, plain in schema.get("definitions", {}).items():
        definitions[name] = _within(plain, (name,), definitions)
    made = _within({key: schema[key] for key in schema if key != "definitions"}, (), definitions)
    return ordered({**made, "definitions": definitions})


def ref(name: str) -> Schema:
    """What is defined under a name."""
    return {"$ref": f"#/definitions/{name}"}


def _within(node: Schema, path: tuple[str, ...], definitions: dict[str, Schema]) -> Schema:
    """The node with all that is below it; its values are put among the ``definitions``, under names in plain ASCII."""
    made = dict(node)
    for branch in ("items", "then", "else"):
        if isinstance(node.get(branch), dict):
            made[branch] = _within(node[branch], path, definitions)
    if "properties" in node:
        made["properties"] = {
            name: _dated(value, (*path, name), definitions) for name, value in node["properties"].items()
        }
    if "patternProperties" in node:
        made["patternProperties"] = {
            name: _dated(value, (*path, _ANY), definitions) for name, value in node["patternProperties"].items()
        }
    return made


def _dated(schema: Schema, path: tuple[str, ...], definitions: dict[str, Schema]) -> Schema:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
    else:
        name = "-".join(path).translate(_PLAIN)
        plain = _within(schema, path, definitions)
        definitions[name] = {key: value for key, value in plain.items() if key not in ("title", "description")}
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": ["från", "värde"],
        "properties": {"från": ref("dag"), "till": ref("sista-dag"), "värde": ref(name)},
    }
    return {
        **kept(schema, "title", "description"),
        "if": ref(DATED),
        "then": {"items": ordered(item)},
        "else": ref(name),
    }
