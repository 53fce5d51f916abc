"""JSON Schema of the two kinds of file, made from the models, for an editor to check and complete with.

Draft-07 and two keywords that yaml-language-server adds to it, ``errorMessage`` and ``patternErrorMessage``. The schema
says what `loftdocs.load` accepts, but for what YAML hides from an editor: it cannot tell ``17.0`` from ``17``. Snippets
are not needed: the language server makes them from what is required.
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from loftdocs.model.base import Model
from loftdocs.model.case import Case
from loftdocs.model.documents import MARK, known_marks
from loftdocs.model.program import Program
from loftdocs.model.types import CONTROLS, NOT_BLANK, Day

Schema = dict[str, Any]

# A field in a title, as JavaScript too reads the pattern.
_MARK = MARK.replace("(?P<fält>", "(?:").replace("(?P<stor>", "(?:").replace(r"\w", "[0-9A-Za-z_åäöÅÄÖ]")
_AFTER = "function-after"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_ORDER = ("$schema", "title", "description", "examples", "type", "enum", "minimum", "pattern", "minItems", "items")
_PLAIN = str.maketrans("åäö", "aao")
_LAST = ("errorMessage", "patternErrorMessage", "additionalProperties", "required", "properties", "definitions")

# What a validator of a single field asks for beyond the field's type.
_NARROWED: dict[Any, Schema] = {
    known_marks: {
        "pattern": rf"{NOT_BLANK}(?:[^{{}}{CONTROLS}]|{_MARK})*$",
        "patternErrorMessage": "Fyll i rubriken; ett fält skrivs som i mallarna: {{ period.år }}.",
    }
}


def case_schema() -> Schema:
    """The schema of ``cases/<case>.yaml``."""
    return _whole(Case, "Ärende", "En kommuns ärendefil till loftdocs.")


def program_schema() -> Schema:
    """The schema of ``templates/<program>/program.yaml``."""
    return _with_days(_whole(Program, "Program", "Ett programs uppgifter, lika för alla kommuner."))


def render(schema: Schema) -> str:
    """The text of the schema's file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """Pydantic's own, told what the fields' validators ask for."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        made = super().generate_inner(schema)
        return {**made, **(_NARROWED.get(schema["function"]["function"], {}) if schema["type"] == _AFTER else {})}


def _whole(model: type[Model], title: str, description: str) -> Schema:
    made = model.model_json_schema(schema_generator=_Generator)
    body = _tidy(made, made.get("$defs", {}))
    return _ordered({**body, "$schema": _DRAFT, "title": title, "description": description})


def _tidy(node: Schema, definitions: Schema) -> Schema:
    """The schema without references, unions with null and English, so that an error is always at its own place."""
    if "$ref" in node:
        model = _tidy(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
        return _ordered({**model, **_kept(node, "description")})
    if "anyOf" in node:
        (inner,) = (option for option in node["anyOf"] if option != {"type": "null"})
        return _nullable(_tidy({**inner, **{key: node[key] for key in node if key != "anyOf"}}, definitions))
    match node.get("type"):
        case "object":
            return _tidy_object(node, definitions)
        case "array":
            message = "Fyll i en lista här: varje del på en egen, indragen rad som börjar med ”- ”."
            kept = _kept(node, "type", "description", "minItems")
            return _ordered({**kept, "errorMessage": message, "items": _tidy(node["items"], definitions)})
        case _:
            words = {"errorMessage": f"Skriv ett av orden {', '.join(node['enum'])}."} if "enum" in node else {}
            return _ordered({key: value for key, value in {**node, **words}.items() if key not in ("title", "default")})


def _tidy_object(node: Schema, definitions: Schema) -> Schema:
    required = node.get("required", [])
    properties = {}
    for name, value in node["properties"].items():
        plain, given = name.replace("_", " "), value.get("title")
        # pydantic's own title, which begins each word with a capital, is no Swedish.
        title = given if given and given != plain.title() else plain.capitalize()
        schema = {**_tidy(value, definitions), "title": title}
        properties[name] = _ordered(schema if name in required else _nullable(schema))
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return _ordered({**made, "required": required} if required else made)


def _with_days(schema: Schema) -> Schema:
    """The schema with every value of every group also as a list of days and values; see `loftdocs.load.dated`.

    By if and else, not as a union, so that an editor's error is still at its own place; and each value defined once,
    since it stands in two places.
    """
    days = _ordered(TypeAdapter[Any](Day).json_schema())
    definitions = {"dag": days, "sista-dag": _nullable(days)}
    definitions["har-tider"] = {"type": "array", "contains": {"type": "object", "required": ["värde"]}}
    made = _dated_within(schema, (), definitions)
    return _ordered({**made, "definitions": definitions})


def _dated_within(node: Schema, path: tuple[str, ...], definitions: dict[str, Schema]) -> Schema:
    """The node with all that is below it; its values are put among the ``definitions``, under names in plain ASCII."""
    made = dict(node)
    if "items" in node:
        made["items"] = _dated_within(node["items"], path, definitions)
    if "properties" in node:
        made["properties"] = {
            name: _dated(value, (*path, name), definitions) for name, value in node["properties"].items()
        }
    return made


def _dated(schema: Schema, path: tuple[str, ...], definitions: dict[str, Schema]) -> Schema:
    name = "-".join(path).translate(_PLAIN)
    plain = _dated_within(schema, path, definitions)
    definitions[name] = {key: value for key, value in plain.items() if key not in ("title", "description")}
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": ["från", "värde"],
        "properties": {"från": _ref("dag"), "till": _ref("sista-dag"), "värde": _ref(name)},
    }
    return {
        **_kept(schema, "title", "description"),
        "if": _ref("har-tider"),
        "then": {"items": _ordered(item)},
        "else": _ref(name),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _kinds(schema: Schema) -> list[str]:
    return schema["type"] if isinstance(schema["type"], list) else [schema["type"]]


def _nullable(schema: Schema) -> Schema:
    """An empty key says no more than a missing one; see `loftdocs.model.base.Model`."""
    allowed = {"enum": [*schema["enum"], None]} if "enum" in schema and None not in schema["enum"] else {}
    return {**schema, "type": [kind for kind in _kinds(schema) if kind != "null"] + ["null"], **allowed}


def _kept(node: Schema, *keys: str) -> Schema:
    return {key: node[key] for key in keys if key in node}


def _ordered(schema: Schema) -> Schema:
    """The keywords in one order for all; properties keep the order of the model, which is that of the file."""
    return {key: schema[key] for key in _in_order(schema)}


def _in_order(schema: Schema) -> Iterator[str]:
    yield from (key for key in _ORDER if key in schema)
    yield from sorted(key for key in schema if key not in _ORDER and key not in _LAST)
    yield from (key for key in _LAST if key in schema)
