"""A model's JSON Schema as an editor reads it best: in Swedish, and such that an error is always at its own place.

pydantic makes it with references, unions with null and English titles. Here every model stands where it is used, what
may be empty says so by its type, and what may be written in short is told apart by its form and not by a union: of a
union an editor says no more than that nothing of it fits.
"""

from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from loftdocs.model.base import Model
from loftdocs.model.documents import MARK, known_marks
from loftdocs.model.program import as_clause, as_part
from loftdocs.model.rule import as_tries
from loftdocs.model.types import CONTROLS, NOT_BLANK

Schema = dict[str, Any]

# A field in a title, as JavaScript too reads the pattern.
_MARK = MARK.replace("(?P<fält>", "(?:").replace("(?P<stor>", "(?:").replace(r"\w", "[0-9A-Za-z_åäöÅÄÖ]")
_FUNCTIONS = ("function-before", "function-after")
_ORDER = ("$schema", "title", "description", "examples", "type", "enum", "minimum", "pattern", "minItems", "items")
_LAST = (
    *("errorMessage", "patternErrorMessage", "additionalProperties", "required", "properties", "patternProperties"),
    *("if", "then", "else", "oneOf", "allOf", "definitions"),
)
_SHORT = "kort"
_LIST = "Fyll i en lista här: varje del på en egen, indragen rad som börjar med ”- ”."

# What a validator of a single field asks for, or allows, beyond the field's type.
_BEYOND: dict[Any, Schema] = {
    known_marks: {
        "pattern": rf"{NOT_BLANK}(?:[^{{}}{CONTROLS}]|{_MARK})*$",
        "patternErrorMessage": "Fyll i rubriken; ett fält skrivs som i mallarna: {{ period.år }}.",
    },
    as_clause: {_SHORT: {"type": "string", "enum": ["ja", "nej"], "errorMessage": "Skriv ja eller nej."}},
    as_part: {_SHORT: "namn"},
    as_tries: {
        "type": ["array", "object"],
        "items": {"type": "object"},
        "errorMessage": "Skriv ett ärendes uppgifter, eller en lista med flera: {hyra: 100, deposition: 400}.",
    },
}


def tidied(model: type[Model]) -> Schema:
    """The schema of a model."""
    made = model.model_json_schema(schema_generator=_Generator)
    return tidy(made, made.get("$defs", {}))


class _Generator(GenerateJsonSchema):
    """Pydantic's own, told what the fields' validators ask for."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        made = super().generate_inner(schema)
        return {**made, **(_BEYOND.get(schema["function"]["function"], {}) if schema["type"] in _FUNCTIONS else {})}


def tidy(node: Schema, definitions: Schema) -> Schema:
    """The schema without references, unions with null and English."""
    if _SHORT in node:
        short = node[_SHORT]
        whole = tidy({key: node[key] for key in node if key != _SHORT}, definitions)
        return either("object", whole, whole["properties"][short] if isinstance(short, str) else short)
    if "$ref" in node:
        model = tidy(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
        return ordered({**model, **kept(node, "description")})
    if "anyOf" in node:
        return _union(node, definitions)
    match node.get("type"):
        case "object":
            return _object(node, definitions)
        case "array":
            told = kept(node, "type", "description", "minItems", "maxItems", *_own(node))
            return ordered({**told, "errorMessage": _LIST, "items": tidy(node["items"], definitions)})
        case _:
            told = {key: value for key, value in node.items() if key not in ("title", "default", "const")}
            words = [node["const"]] if "const" in node else node.get("enum")
            return ordered({**told, **_choice(words)} if words else told)


def _choice(words: list[str]) -> Schema:
    told = f"Skriv ett av orden {', '.join(words)}." if len(words) > 1 else f"Skriv {words[0]}, eller lämna det tomt."
    return {"enum": words, "errorMessage": told}


def _union(node: Schema, definitions: Schema) -> Schema:
    """What may be empty, or be written as a list or as one of it."""
    told = {key: node[key] for key in node if key != "anyOf"}
    options = [tidy({**option, **told}, definitions) for option in node["anyOf"] if option != {"type": "null"}]
    if len(options) == 1:
        return nullable(options[0])
    first, second = sorted(options, key=lambda option: option["type"] != "array")
    return nullable(either("array", first, second))


def _object(node: Schema, definitions: Schema) -> Schema:
    made: Schema = {"type": "object", **kept(node, "description", "oneOf", "allOf", "errorMessage", *_own(node))}
    made["additionalProperties"] = False
    if "patternProperties" in node:
        named = {name: tidy(value, definitions) for name, value in node["patternProperties"].items()}
        return ordered({**made, "patternProperties": named})
    # A model's own description is its docstring.
    made.pop("description", None)
    required = node.get("required", [])
    properties = {}
    for name, value in node["properties"].items():
        plain, given = name.replace("_", " "), value.get("title")
        # pydantic's own title, which begins each word with a capital, is no Swedish.
        title = given if given and given != plain.title() else plain[:1].upper() + plain[1:]
        schema = {**tidy(value, definitions), "title": title}
        properties[name] = ordered(schema if name in required else nullable(schema))
    made["properties"] = properties
    return ordered({**made, "required": required} if required else made)


def either(kind: str, whole: Schema, other: Schema) -> Schema:
    """One schema for what is of a ``kind``, another for all else; what is told of both stands above them."""
    told = kept(whole, "title", "description")
    plain = {key: value for key, value in other.items() if key not in ("title", "description")}
    return ordered({**told, "if": {"type": kind}, "then": whole, "else": plain})


def nullable(schema: Schema) -> Schema:
    """An empty key says no more than a missing one; see `loftdocs.model.base.Model`."""
    if "else" in schema:
        return {**schema, "else": nullable(schema["else"])}
    if "type" not in schema:
        return schema
    allowed = {"enum": [*schema["enum"], None]} if "enum" in schema and None not in schema["enum"] else {}
    return {**schema, "type": [kind for kind in _kinds(schema) if kind != "null"] + ["null"], **allowed}


def kept(node: Schema, *keys: str) -> Schema:
    """Some of the keywords."""
    return {key: node[key] for key in keys if key in node}


def ordered(schema: Schema) -> Schema:
    """The keywords in one order for all; properties keep the order of the model, which is that of the file."""
    return {key: schema[key] for key in _in_order(schema)}


def _own(node: Schema) -> list[str]:
    """The keywords that are the desk's; an editor passes them over."""
    return [key for key in node if key.startswith("x-")]


def _kinds(schema: Schema) -> list[str]:
    return schema["type"] if isinstance(schema["type"], list) else [schema["type"]]


def _in_order(schema: Schema) -> Iterator[str]:
    yield from (key for key in _ORDER if key in schema)
    yield from sorted(key for key in schema if key not in _ORDER and key not in _LAST)
    yield from (key for key in _LAST if key in schema)
