"""Values that may be written out or be the name of a fact that the programme declares: ``12 månader``, ``hyra``."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from loftdocs.model.length import Length, Tid
from loftdocs.model.types import Day, Line, WholeNumber

_NAME = r"[a-zåäöéüA-ZÅÄÖÉÜ_][\wåäöéü]*"


class Name(str):
    """The name of a fact: of one in the programme's file, or of one that the case gives."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: Any) -> CoreSchema:
        """That it is one, so that a field of a faulty file can be read by itself, outside any model."""
        return core_schema.is_instance_schema(cls)


def _or_name(kind: Any) -> BeforeValidator:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(value: object) -> object:
        if isinstance(value, str) and re.fullmatch(_NAME, value.strip()):
            return Name(value.strip())
        return adapter.validate_python(value)

    return BeforeValidator(read)


def _pattern(inner: str, example: str) -> WithJsonSchema:
    message = f"Skriv {example}, eller namnet på en uppgift."
    return WithJsonSchema(
        {"type": ["string", "number"], "pattern": rf"^\s*(?:{inner}|{_NAME})\s*$", "errorMessage": message}
    )


LengthOrName = Annotated[
    Length | Name, _or_name(Tid), _pattern(r"[1-9][0-9]{0,3}[ \u00a0]\w+", "en tid, till exempel 12 månader")
]
"""A length of time, or the name of a fact that is one."""

AmountOrName = Annotated[
    int | Name, _or_name(WholeNumber), _pattern(r"[1-9](?:[_ \u00a0]*[0-9]){0,11}", "ett belopp i hela kronor")
]
"""An amount in whole SEK, or the name of a fact that is one."""

DayOrName = Annotated[Any, _or_name(Day), _pattern(r"\d{4}-\d{2}-\d{2}", "en dag, till exempel 2022-01-01")]
"""A calendar day, or the name of a fact that is one."""


def is_name(text: object) -> bool:
    """True for a name that can stand in a template."""
    return isinstance(text, str) and bool(re.fullmatch(_NAME, text))


def _as_name(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(_NAME, value.strip()):
        return value.strip()
    raise PydanticCustomError("name_form", "not a name")


FieldName = Annotated[
    Line,
    BeforeValidator(_as_name),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^\s*{_NAME}\s*$",
            "errorMessage": "Skriv ett namn av bokstäver, siffror och understreck.",
        }
    ),
]
"""A name that can stand in a template: letters, digits and underscores, not beginning with a digit."""

CASE_NAMES = frozenset(
    {
        *("program", "personer", "tjänsteskrivelse", "avtalsperiod", "underskrifter", "beslut", "valfria_klausuler"),
        *("försättsblad", "bilagor", "undantag"),
    }
)
"""The keys of a case file that no role and no fact of a programme may be called."""

TEMPLATE_NAMES = frozenset(
    {
        *(
            "titel",
            "titlar",
            "parter",
            "egen",
            "program",
            "villkor",
            "underskrifter",
            "beslut",
            "bilagor",
            "valfria",
            "logotyp",
            "period",
        ),
        *("programlogotyp", "programbild", "ärende", "skrivelse", "handläggare", "samling", "innehåll", "sidor"),
    }
)
"""The fields that every template has, whatever the programme declares."""
