"""The schema of what a programme declares itself: its facts, by plain values or with ``slag`` and more.

What `loftdocs.load.declared` accepts; but that a constant of a number's form is above zero, and that a choice is one of
its own words, an editor cannot tell.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from loftdocs.model.fact import DECLARED, ITEMS, Declaration, FactKind, plain_type
from loftdocs.model.named import NAME
from loftdocs.model.schema.dated import DATED, ref
from loftdocs.model.schema.tidy import Schema, either, ordered, tidied
from loftdocs.model.types import Day, Line

CONSTANT, COLUMN, _SCALAR, _LIST = "konstant", "kolumn", "varde", "lista"
_NAMED = rf"^\s*{NAME}\s*$"
_DAY_FORM = r"^\s*\d{4}-\d{2}-\d{2}\s*$"
_LIST_TOLD = "Fyll i en lista här: varje del på en egen, indragen rad som börjar med ”- ”."


def facts(group: Schema, *, given: bool) -> Schema:
    """A group of facts, each under its name; ``given`` is whether a case may fill some of them in."""
    declaration = _declaration(required=() if given else ("värde",))
    fact = {"if": {"type": "object", "required": ["slag"]}, "then": declaration, "else": ref(CONSTANT)}
    return ordered({**group, **_mapping(fact)})


def definitions() -> dict[str, Schema]:
    """What the groups refer to: constants hold constants, and a table's columns may be tables."""
    words = [kind.value for kind in DECLARED if kind not in (FactKind.VAL, FactKind.TABELL)]
    word = {"type": "string", "enum": words, "errorMessage": f"Skriv ett av orden {', '.join(words)}."}
    return {
        _SCALAR: _scalar(),
        _LIST: _list(),
        CONSTANT: either("object", _mapping(ref(CONSTANT)), either("array", ref(_LIST), _nullable_scalar())),
        COLUMN: either("object", _declaration(value=False), word),
    }


def _mapping(value: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {_NAMED: value},
        "errorMessage": "Skriv varje uppgift på en egen, indragen rad, med ett namn av bokstäver och understreck.",
    }


def _scalar() -> Schema:
    """A plain value: what looks like a day is one that exists."""
    line, day = _of(Line), _of(Day)
    told = {"errorMessage": day["errorMessage"]}
    return ordered({**line, "if": {"pattern": _DAY_FORM}, "then": {"pattern": day["pattern"], **told}})


def _nullable_scalar() -> Schema:
    scalar = _scalar()
    return {**scalar, "type": [*scalar["type"], "null"]}


def _list() -> Schema:
    """Constants in a list: groups alone, lists of plain values alone, or plain values."""
    inner = either("array", {"type": "array", "items": _of(Line), "errorMessage": _LIST_TOLD}, ref(_SCALAR))
    groups = {"items": {**_mapping(ref(CONSTANT))}}
    return {
        "type": "array",
        "errorMessage": _LIST_TOLD,
        "if": {"items": [{"type": "object"}], "minItems": 1},
        "then": groups,
        "else": {"items": inner},
    }


def _declaration(*, value: bool = True, required: Iterable[str] = ()) -> Schema:
    """A declaration; what else has to be said, and which form the value has, follows from the kind."""
    made = tidied(Declaration)
    properties = {**made["properties"], "kolumner": _columns(made["properties"]["kolumner"])}
    if value:
        properties["värde"] = {"title": "Värde", "description": "Uppgiften själv, när den är lika för alla ärenden."}
    return ordered(
        {
            **made,
            "properties": properties,
            "required": [*made["required"], *required],
            "allOf": [
                _when((FactKind.VAL,), {"av": {"type": "array", "minItems": 2}}, ("av",)),
                _when((FactKind.LISTA,), {"av": _nullable_words(ITEMS)}),
                _when((FactKind.TABELL,), {"kolumner": {"type": "object", "minProperties": 1}}, ("kolumner",)),
                *(_values() if value else ()),
            ],
        }
    )


def _columns(described: Schema) -> Schema:
    told = "Skriv kolumnernas namn och slag: {namn: rad, dag: dag}."
    made = {**described, "patternProperties": {_NAMED: ref(COLUMN)}, "errorMessage": told}
    return ordered(made)


def _values() -> list[Schema]:
    """The form of a constant's value for each kind that has one form."""
    forms: dict[str, tuple[Schema, list[FactKind]]] = {}
    for kind in ITEMS:
        form = _with_days(_of(plain_type(kind)))
        forms.setdefault(str(form), (form, []))[1].append(kind)
    return [_when(tuple(kinds), {"värde": form}) for form, kinds in forms.values()]


def _with_days(form: Schema) -> Schema:
    return {"if": ref(DATED), "then": {"items": {"properties": {"värde": form}}}, "else": form}


def _when(kinds: tuple[FactKind, ...], properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    told = {"properties": properties, **({"required": list(required)} if required else {})}
    return {"if": {"properties": {"slag": {"enum": [kind.value for kind in kinds]}}}, "then": told}


def _nullable_words(kinds: Iterable[FactKind]) -> Schema:
    words = [kind.value for kind in kinds]
    return {"enum": [*words, None], "errorMessage": f"Skriv ett av orden {', '.join(words)}."}


def _of(kind: Any) -> Schema:
    return ordered(TypeAdapter[Any](kind).json_schema())
