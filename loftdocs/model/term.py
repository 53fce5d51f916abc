"""How long the agreements of a programme run, and how they end: fixed, by notice, renewed or extended."""

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from loftdocs.language.swedish import MONTHS
from loftdocs.model.base import Model, given
from loftdocs.model.kind import Kind, Slag
from loftdocs.model.length import Tid
from loftdocs.model.named import LengthOrName
from loftdocs.model.reading import Read, told

_YEARLY = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})")
_WORDS = ("slutet", "årsskifte", "månadsskifte", "när som helst")

End = Literal["i ärendet", "tills vidare", "fullgjort", "senare avtal"]


def _as_moment(value: object) -> object:
    if isinstance(value, tuple):
        return value
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    if text in _WORDS:
        return text
    match = _YEARLY.fullmatch(text)
    if not match:
        raise PydanticCustomError("moment_form", "neither a yearly day nor one of the words")
    return int(match[1]), MONTHS.index(match[2]) + 1


_TOLD = f"Skriv {', '.join(_WORDS)} eller en dag på året: 1 februari."
_PATTERN = rf"^\s*(?:{'|'.join(_WORDS)}|[0-9]{{1,2}}\s+(?:{'|'.join(MONTHS)}))\s*$"
Moment = Annotated[tuple[int, int] | str, Read(_as_moment, told("string", _TOLD, _PATTERN))]
"""When notice takes effect: a day of each year, as (day, month), or one of the words."""


class Uppsägning(Model):
    """Notice: how long it is, and to what moment it is given."""

    tid: LengthOrName | None = Field(None, description="Uppsägningstiden: 9 månader, eller namnet på ett villkor.")
    till: Moment = Field(
        "när som helst",
        description="När uppsägningen får verkan: slutet (före periodens slut), en dag på året (uppsägningstiden "
        "börjar då: 1 februari), årsskifte, månadsskifte, eller när som helst.",
    )

    står_i: tuple[Slag, ...] = Field((), description="De slags dokument där dagen att säga upp måste stå.")

    @property
    def dag(self) -> tuple[int, int] | None:
        """The day of each year on which notice is given, as (day, month); None where there is no such day."""
        return self.till if isinstance(self.till, tuple) else None


class Förlängning(Model):
    """What comes after the term: it is renewed by itself, or by an agreement made in time."""

    med: LengthOrName | None = Field(
        None, description="Hur mycket avtalet förlängs av sig själv, om ingen säger upp: 3 år."
    )
    senast: LengthOrName | None = Field(
        None, description="Så lång tid före slutet ska en förlängning vara avtalad: 1 kvartal."
    )
    står_i: tuple[Slag, ...] = Field((), description="De slags dokument där sista dagen att förlänga måste stå.")


class Avtalstid(Model):
    """The term of the agreement as the programme lays it down."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [given("längd"), given("slut")],
            "errorMessage": "Skriv antingen längd: 3 år, eller slut: i ärendet, eller slut: tills vidare.",
        }
    )

    börjar: Literal["i ärendet", "undertecknande"] = Field(
        "i ärendet", description="När avtalet börjar gälla: en dag som ärendet anger, eller när den sista undertecknar."
    )
    längd: Tid | None = Field(None, description="Hur länge avtalet gäller: 3 år. Ärendet anger när det börjar.")
    slut: End | None = Field(
        None,
        description="I stället för längden: i ärendet, tills vidare, eller det som slutar avtalet utan att någon dag "
        "är känd: fullgjort, senare avtal.",
    )
    uppsägning: Uppsägning | None = Field(None, description="Hur avtalet sägs upp.")
    förlängning: Förlängning | None = Field(None, description="Hur avtalet förlängs.")
    står_i: tuple[Slag, ...] = Field((Kind.AVTAL,), description="De slags dokument där tiden måste stå.")

    @model_validator(mode="after")
    def _ends_somehow(self) -> "Avtalstid":
        if (self.längd is None) == (self.slut is None):
            raise PydanticCustomError("term_end", "either a length or an end")
        return self

    @property
    def open(self) -> bool:
        """True if it runs until further notice."""
        return self.slut == "tills vidare"

    @property
    def dated(self) -> bool:
        """True if it begins on a day that the case gives; else nobody knows a day of it before it is signed."""
        return self.börjar == "i ärendet"
