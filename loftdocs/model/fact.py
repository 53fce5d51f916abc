"""Facts that a programme declares: its own constants, and what a case fills in; each has a kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field, create_model

from loftdocs.language.swedish import Kronor
from loftdocs.model.base import Model, field
from loftdocs.model.kind import Kind, Slag
from loftdocs.model.length import most, singular
from loftdocs.model.named import FieldName
from loftdocs.model.types import Day, FreeText, Line, Number, PersonName, WholeNumber, Year, YearlyDay, YesNo

YamlPath = tuple[str | int, ...]


class FactKind(StrEnum):
    """A kind of fact, by the word that a programme's file has under ``slag``."""

    RAD = "rad"
    TEXT = "text"
    DAG = "dag"
    ÅRSDAG = "årsdag"
    ÅRTAL = "årtal"
    BELOPP = "belopp"
    PROCENT = "procent"
    PROCENTENHETER = "procentenheter"
    ANTAL = "antal"
    TAL = "tal"
    DAGAR = "dagar"
    VECKOR = "veckor"
    MÅNADER = "månader"
    KVARTAL = "kvartal"
    ÅR = "år"
    TIMMAR = "timmar"
    JA_NEJ = "ja/nej"
    VAL = "val"
    PERSON = "person"
    ORGANISATIONSNUMMER = "organisationsnummer"
    LISTA = "lista"
    TABELL = "tabell"
    GRUPP = "grupp"
    """Facts under a common name; what a mapping of constants is."""

    # pydantic lists the words that may stand in a place by their repr.
    __repr__ = str.__repr__

    @property
    def unit(self) -> str | None:
        """The unit in the singular that a number of this kind counts, ``dag``; None for what counts nothing."""
        if self is FactKind.DAG:
            return None
        return "timme" if self is FactKind.TIMMAR else singular(self.value)


_COUNTED = (FactKind.DAGAR, FactKind.VECKOR, FactKind.MÅNADER, FactKind.KVARTAL, FactKind.ÅR, FactKind.TIMMAR)
_PLAIN: Mapping[FactKind, Any] = {
    FactKind.RAD: Line,
    FactKind.TEXT: FreeText,
    FactKind.DAG: Day,
    FactKind.ÅRSDAG: YearlyDay,
    FactKind.ÅRTAL: Year,
    FactKind.BELOPP: WholeNumber,
    FactKind.PROCENT: Number,
    FactKind.PROCENTENHETER: Number,
    FactKind.ANTAL: WholeNumber,
    FactKind.TAL: Number,
    **dict.fromkeys(_COUNTED, WholeNumber),
    FactKind.JA_NEJ: YesNo,
    FactKind.PERSON: PersonName,
    FactKind.ORGANISATIONSNUMMER: Line,
}
ITEMS = tuple(_PLAIN)
"""The kinds of a single value, of which a list can be."""
DECLARED = tuple(kind for kind in FactKind if kind is not FactKind.GRUPP)
"""The kinds that a programme's file can name; a group is known by its form."""
if TYPE_CHECKING:
    FactWord = FactKind
else:
    FactWord = Literal[DECLARED]

# What a number is when its name ends so: betalning_dagar.
_ENDINGS = {kind.value: kind for kind in FactKind if kind.unit or kind in (FactKind.PROCENT, FactKind.PROCENTENHETER)}


def plain_type(kind: FactKind) -> Any:
    """The type of a single value of a kind; one of `ITEMS`."""
    return _PLAIN[kind]


@dataclass(frozen=True)
class Fact:
    """A declared fact.

    ``path`` is where it is declared in the programme's file; ``given`` says that a case fills it in (under its name, or
    for each party of the role ``each``). ``mentioned`` are the words that texts name it by, ``stands_in`` the kinds of
    document in which it has to stand, and ``told`` how a finding tells the right value. ``responsible`` is what a
    person is called who sees to the key dates. ``items`` is what a list holds, ``columns`` what a table has.
    """

    name: str
    kind: FactKind
    path: YamlPath
    given: bool = False
    optional: bool = False
    description: str = ""
    each: str | None = None
    together: Decimal | None = None
    mentioned: tuple[str, ...] = ()
    told: str = ""
    responsible: str = ""
    stands_in: tuple[Kind, ...] = ()
    choices: tuple[str, ...] = ()
    items: "Fact | None" = None
    columns: tuple["Fact", ...] = ()

    @property
    def annotation(self) -> Any:
        """The type that a model has for it."""
        match self.kind:
            case FactKind.VAL:
                return Literal.__getitem__(self.choices)
            case FactKind.LISTA:
                inner: Any = self.items.annotation if self.items else Line
                return tuple[inner, ...]
            case FactKind.TABELL:
                row: Any = group_model(self.name, self.columns)
                return tuple[row, ...]
            case FactKind.GRUPP:
                return group_model(self.name, self.columns)
        unit = self.kind.unit
        return Annotated[_PLAIN[self.kind], Field(le=most(unit))] if unit and unit != "timme" else _PLAIN[self.kind]

    @property
    def persons(self) -> bool:
        """True for a name among the case's persons, or a list of them."""
        return FactKind.PERSON in (self.kind, self.items.kind if self.items else None)

    @property
    def short(self) -> bool:
        """True for what is written on a line; False for a text, a list, a table."""
        return self.kind not in (FactKind.TEXT, FactKind.LISTA, FactKind.TABELL, FactKind.GRUPP)

    def printed(self, value: Any) -> Any:
        """A value of the fact as templates have it: amounts print as ``12 500 kr``."""
        return Kronor(value) if self.kind is FactKind.BELOPP and isinstance(value, int) else value


class Declaration(Model):
    """What a programme's file says of a fact, beside or in place of its value."""

    slag: FactWord = Field(
        description="Vad för slags uppgift det är: rad, text, dag, belopp, procent, dagar, månader …"
    )
    beskrivning: Line | None = Field(None, description="Vad uppgiften är, för den som fyller i den.")
    frivillig: YesNo = Field(False, description="Om uppgiften får lämnas tom: ja eller nej.")
    för_varje: FieldName | None = Field(None, description="Rollen vars parter har var sin uppgift.")
    tillsammans: Number | None = Field(None, description="Vad uppgifterna ska bli tillsammans: 100.")
    nämns_som: tuple[Line, ...] = Field((), description="Orden som texter nämner uppgiften med.")
    sägs_som: Line | None = Field(None, description="Hur en anmärkning säger det rätta: betalningstiden är {} dagar.")
    ansvarig: Line | None = Field(
        None, description="För en person som tar hand om nyckeldagarna: vad den kallas, Kontaktpersonen."
    )
    står_i: tuple[Slag, ...] = Field((), description="De slags dokument där uppgiften måste stå: avtal, bilaga …")
    av: Line | tuple[Line, ...] | None = Field(
        None, description="Orden att välja bland, eller vad listan är en lista av."
    )
    kolumner: dict[FieldName, Any] | None = Field(None, description="Tabellens kolumner, med slag.")


def inferred(name: str, value: Any) -> FactKind:
    """What a constant is that is only written out: by its form, and for a number by the end of its name."""
    if isinstance(value, dict):
        return FactKind.GRUPP
    if isinstance(value, list):
        return FactKind.LISTA
    text = str(value).strip()
    if text in ("ja", "nej"):
        return FactKind.JA_NEJ
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit():
        return FactKind.DAG
    whole, comma, part = re.sub(r"[ \u00a0_]", "", text).partition(",")
    if not whole.isdigit() or (comma and not part.isdigit()):
        return FactKind.RAD
    kind = _ENDINGS.get(name.rpartition("_")[2], FactKind.TAL if comma else FactKind.ANTAL)
    return FactKind.TAL if comma and _PLAIN[kind] is WholeNumber else kind


def group_model(name: str, facts: tuple[Fact, ...]) -> type[Model]:
    """A model with a field for each of the facts."""
    fields: dict[str, Any] = {fact.name: model_field(fact) for fact in facts}
    made: type[Model] = create_model(name, __base__=Model, **fields)
    return made


def model_field(fact: Fact) -> tuple[Any, Any]:
    """A fact as a field of a model: its type, and what editors tell of it."""
    kind, default = fact.annotation, cast(Any, ...)
    if fact.optional:
        kind, default = (kind, ()) if fact.kind is FactKind.LISTA else (kind | None, None)
    return field(kind, fact.description or None, default, json_schema_extra=_for_the_desk(fact))


def _for_the_desk(fact: Fact) -> dict[str, str] | None:
    """What a form tells of a fact beside its name: the unit that its number counts, and what one of a list is."""
    if fact.kind is FactKind.LISTA:
        return {"x-en": "en person"} if fact.persons else None
    unit = {FactKind.BELOPP: "kr", FactKind.PROCENT: "procent"}.get(fact.kind)
    counted = unit or (fact.kind.value if fact.kind.unit or fact.kind is FactKind.PROCENTENHETER else None)
    return {"x-enhet": counted} if counted else None
