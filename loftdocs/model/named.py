"""Values that may be written out or be the name of a fact that the programme declares: ``12 månader``, ``hyra``."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from loftdocs.model.length import LENGTH, Length, Tid
from loftdocs.model.types import IN_CALENDAR, LARGEST, Day, Line, WholeNumber

_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# Names that begin with model_ are pydantic's own.
NAME = rf"(?!model_)[{_LETTER}][{_LETTER}0-9_]*"
"""A name that can stand in a template, as a pattern that means the same to Python and to an editor's JavaScript."""


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
        if isinstance(value, str) and re.fullmatch(NAME, value.strip()):
            return Name(value.strip())
        try:
            return adapter.validate_python(value)
        except ValidationError as error:  # told as the fault that it is, and not as one of a validator
            fault = error.errors(include_url=False)[0]
            raise PydanticCustomError(fault["type"], fault["msg"], fault.get("ctx")) from None

    return BeforeValidator(read)


def _pattern(inner: str, example: str, **more: Any) -> WithJsonSchema:
    told: dict[str, Any] = {"type": "string", "pattern": rf"^\s*(?:{inner}|{NAME})\s*$"}
    return WithJsonSchema({**told, **more, "errorMessage": f"Skriv {example}, eller namnet på en uppgift."})


LengthOrName = Annotated[Length | Name, _or_name(Tid), _pattern(LENGTH, "en tid, till exempel 12 månader")]
"""A length of time, or the name of a fact that is one."""

_AMOUNT = r"[0_ \u00a0]*[1-9](?:[_ \u00a0]*[0-9]){0,11}[_ \u00a0]*"
AmountOrName = Annotated[
    int | Name,
    _or_name(WholeNumber),
    _pattern(_AMOUNT, "ett belopp i hela kronor", type=["integer", "string"], minimum=1, maximum=LARGEST),
]
"""An amount in whole SEK, or the name of a fact that is one."""

DayOrName = Annotated[Any, _or_name(Day), _pattern(IN_CALENDAR, "en dag, till exempel 2022-01-01")]
"""A calendar day, or the name of a fact that is one."""


def is_name(text: object) -> bool:
    """True for a name that can stand in a template."""
    return isinstance(text, str) and bool(re.fullmatch(NAME, text))


def _as_name(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(NAME, value.strip()):
        return value.strip()
    raise PydanticCustomError("name_form", "not a name")


FieldName = Annotated[
    Line,
    BeforeValidator(_as_name),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^\s*{NAME}\s*$",
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
