"""The parties of a programme: what each role is, and what a case tells of a party that it names itself."""

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from loftdocs.model.base import Model
from loftdocs.model.kind import Kind, Slag
from loftdocs.model.named import FieldName
from loftdocs.model.reading import Read, told
from loftdocs.model.types import Day, Line, WholeNumber, at_most

_FROM_TO = re.compile(r"(\d{1,3})(?:\s*[–-]\s*(\d{1,3}))?")
_MOST = 999


class PartyKind(StrEnum):
    """What a party is; it tells which checks of names and numbers hold."""

    KOMMUN = "kommun"
    BOLAG = "bolag"
    FÖRENING = "förening"
    STIFTELSE = "stiftelse"
    MYNDIGHET = "myndighet"
    PERSON = "person"

    # pydantic lists the words that may stand in a place by their repr.
    __repr__ = str.__repr__

    @property
    def registered(self) -> bool:
        """True for one that has an organisation number."""
        return self is not PartyKind.PERSON


PartyWord = Literal[
    PartyKind.KOMMUN,
    PartyKind.BOLAG,
    PartyKind.FÖRENING,
    PartyKind.STIFTELSE,
    PartyKind.MYNDIGHET,
    PartyKind.PERSON,
]


def _as_range(value: object) -> object:
    if isinstance(value, tuple) or value is None:
        return value
    match = _FROM_TO.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("range_form", "not a number or a range")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= _MOST:
        raise PydanticCustomError("range_form", "not a range")
    return first, last


_TOLD = "Skriv ett antal, eller det minsta och det största: 2–12."
_PATTERN = r"^\s*[0-9]{1,3}(?:\s*[–-]\s*[0-9]{1,3})?\s*$"
Antal = Annotated[tuple[int, int], Read(_as_range, told(["string", "integer"], _TOLD, _PATTERN, examples=["2–12"]))]
"""How many there may be: ``3``, or ``2–12``."""


class Roll(Model):
    """A role in the agreement: someone whom the programme fixes has it, or one or several whom the case names."""

    slag: PartyWord = Field(
        PartyKind.BOLAG,
        description="Vad parten är: kommun (även stad och region), bolag, förening, myndighet, person …",
    )
    bestämd: Line | None = Field(None, description="Rollen i bestämd form, som meddelanden har den: hyresvärden.")
    undertecknar_som: FieldName | None = Field(
        None, description="Rollens namn under ärendets underskrifter, om det är ett annat än rollens eget."
    )
    kallas: Line | None = Field(
        None, description="Vad parten kallas i avtalet: Hyresvärden. En kommun kallas annars Kommunen."
    )
    en_av: FieldName | None = Field(
        None, description="Rollen vars parter det är en av: kommuner. Ärendet säger vilken."
    )
    antal: Antal | None = Field(None, description="Hur många som har rollen, om de är flera: 2–12.")
    undertecknare: Annotated[WholeNumber, at_most(20)] = Field(
        1, description="Hur många som minst ska underteckna för parten."
    )
    namn: Line | None = Field(None, description="Partens hela namn, om det är lika i alla ärenden.")
    orgnr: Line | None = Field(None, description="Partens organisationsnummer.")
    ort: Line | None = Field(None, description="Orten där parten undertecknar.")
    står_i: tuple[Slag, ...] = Field(
        (Kind.AVTAL,), description="De slags dokument där partens organisationsnummer måste stå."
    )

    @property
    def fixed(self) -> bool:
        """True if the programme says who it is."""
        return self.namn is not None

    @property
    def many(self) -> bool:
        """True if several have the role."""
        return self.antal is not None and self.antal[1] > 1


class Beslut(Model):
    """The board's decision, once it is taken."""

    datum: Day | None = Field(None, description="Beslutets datum.")
    paragraf: WholeNumber | None = Field(None, description="Paragrafens nummer i protokollet.")


class PartensBeslut(Beslut):
    """The decision of one of several parties, by a board of its own."""

    av: Line | None = Field(None, description="Den som beslutar: kommunfullmäktige.")
