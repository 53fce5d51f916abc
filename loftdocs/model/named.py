"""Values that may be written out or be the name of a fact that the programme declares: ``12 månader``, ``hyra``."""

import re
from typing import Annotated, Any, get_args

from pydantic_core import PydanticCustomError

from loftdocs.model.length import LENGTH, Length, Tid
from loftdocs.model.reading import Read, told
from loftdocs.model.types import IN_CALENDAR, LARGEST, Day, WholeNumber

_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# Names that begin with model_ are pydantic's own.
NAME = rf"(?!model_)[{_LETTER}][{_LETTER}0-9_]*"
"""A name that can stand in a template, as a pattern that means the same to Python and to an editor's JavaScript."""


class Name(str):
    """The name of a fact: of one in the programme's file, or of one that the case gives."""

    __slots__ = ()


def _or_name(kind: Any, inner: str, example: str, types: list[str] | str = "string", **more: Any) -> Read:
    """That a value is of a kind, or the name of a fact; ``inner`` is the pattern of the kind for an editor."""
    read = get_args(kind)[1].read

    def read_or_name(value: object) -> object:
        if isinstance(value, str) and re.fullmatch(NAME, value.strip()):
            return Name(value.strip())
        return read(value)

    message = f"Skriv {example}, eller namnet på en uppgift."
    return Read(read_or_name, told(types, message, rf"^\s*(?:{inner}|{NAME})\s*$", **more))


LengthOrName = Annotated[Length | Name, _or_name(Tid, LENGTH, "en tid, till exempel 12 månader")]
"""A length of time, or the name of a fact that is one."""

_AMOUNT = r"[0_ \u00a0]*[1-9](?:[_ \u00a0]*[0-9]){0,11}[_ \u00a0]*"
_IN_SEK = "ett belopp i hela kronor"
AmountOrName = Annotated[
    int | Name, _or_name(WholeNumber, _AMOUNT, _IN_SEK, ["integer", "string"], minimum=1, maximum=LARGEST)
]
"""An amount in whole SEK, or the name of a fact that is one."""

DayOrName = Annotated[Any, _or_name(Day, IN_CALENDAR, "en dag, till exempel 2022-01-01")]
"""A calendar day, or the name of a fact that is one."""


def is_name(text: object) -> bool:
    """True for a name that can stand in a template."""
    return isinstance(text, str) and bool(re.fullmatch(NAME, text))


def _as_name(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(NAME, value.strip()):
        return value.strip()
    raise PydanticCustomError("name_form", "not a name")


_TOLD = told("string", "Skriv ett namn av bokstäver, siffror och understreck.", rf"^\s*{NAME}\s*$")
FactName = Annotated[Name, Read(lambda value: Name(_as_name(value)), _TOLD)]
"""The name of a fact that is declared somewhere in the programme's file."""

FieldName = Annotated[str, Read(_as_name, _TOLD)]
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
