"""What is paid under the agreements of a programme: how much, how often, by whom to whom."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from loftdocs.model.base import Model, given
from loftdocs.model.kind import Kind, Slag
from loftdocs.model.named import AmountOrName, DayOrName, FactName, FieldName, LengthOrName, Name
from loftdocs.model.types import Line, WholeOrNone, at_most

Rhythm = Literal["en gång", "månad", "kvartal", "halvår", "år"]
RHYTHMS: dict[Rhythm, int] = {"en gång": 0, "månad": 1, "kvartal": 3, "halvår": 6, "år": 12}
"""Each rhythm with the months between two payments; 0 where there is one."""


_AMOUNTS: dict[Rhythm, str] = {  # the shortest first, after what is paid once
    "en gång": "belopp",
    "månad": "per_månad",
    "kvartal": "per_kvartal",
    "halvår": "per_halvår",
    "år": "per_år",
}


_ONCE, *_PERIODIC = _AMOUNTS


def _when(rhythms: Sequence[Rhythm]) -> dict[str, Any]:
    """The JSON Schema of what is paid so: at least one of the amounts that belong to it."""
    asked = {"properties": {"faktureras": {"enum": list(rhythms)}}, "required": ["faktureras"]}
    return {"if": asked, "then": {"anyOf": [given(_AMOUNTS[rhythm]) for rhythm in rhythms]}}


class Uppräkning(Model):
    """How an amount is raised while the agreement runs."""

    med: Line = Field(description="Vad det räknas upp med: konsumentprisindex.")
    från: FactName | None = Field(None, description="Uppgiften som är bastalet.")
    andel: FactName | None = Field(None, description="Uppgiften som är den del av beloppet som räknas upp, i procent.")
    varje: FactName | None = Field(None, description="Uppgiften som är dagen då det räknas upp.")


class Betalning(Model):
    """One thing that is paid: at least one amount, for the whole or for a period; VAT comes to it.

    Amounts are whole SEK without VAT, or names of facts that are. The rate is that of mervärdesskattelagen (2023:200),
    9 kap. 2 §, when no lower rate or exemption is laid down for what is paid.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [{"anyOf": [given(key) for key in _AMOUNTS.values()]}, _when([_ONCE]), _when(_PERIODIC)],
            "errorMessage": f"Skriv ett belopp som hör till hur ofta det betalas: {', '.join(_AMOUNTS.values())}.",
        }
    )

    belopp: AmountOrName | None = Field(None, description="Ett belopp som betalas en gång, i hela kronor.")
    per_månad: AmountOrName | None = Field(None, description="Hela kronor per månad, exklusive moms.")
    per_kvartal: AmountOrName | None = Field(None, description="Hela kronor per kvartal, exklusive moms.")
    per_halvår: AmountOrName | None = Field(None, description="Hela kronor per halvår, exklusive moms.")
    per_år: AmountOrName | None = Field(None, description="Hela kronor per avtalsår, exklusive moms.")
    faktureras: Rhythm | None = Field(
        None, description="Hur ofta det betalas, om inte som det kortaste beloppet anger."
    )
    i: Literal["förskott", "efterskott"] = Field("förskott", description="Om det betalas i förskott eller efterskott.")
    moms_procent: Annotated[WholeOrNone, at_most(100)] = Field(
        25,
        description="Mervärdesskatten i procent: 25 enligt 9 kap. 2 § mervärdesskattelagen (2023:200); eller ingen.",
    )
    från: FieldName | None = Field(None, description="Rollen som betalar.")
    till: FieldName | None = Field(None, description="Rollen som får betalt.")
    del_av_period: Literal["hela", "dagar"] = Field(
        "hela",
        description="Vad en period kostar som bara delvis ligger inom avtalstiden: hela (bara hela perioder som börjar "
        "inom avtalstiden betalas), eller dagar (beloppet delas efter dagar).",
    )
    sätt: Literal["faktura", "utbetalning"] = Field("faktura", description="Om det faktureras eller betalas ut.")
    betalningstid: LengthOrName | None = Field(
        None, description="Tiden att betala en faktura: ett villkor, eller 30 dagar."
    )
    delas_efter: FactName | None = Field(None, description="Andelen som var och en av dem som betalar står för.")
    dag: DayOrName | None = Field(None, description="Dagen då det som betalas en gång betalas; annars avtalets start.")
    förfaller: Literal["efter betalningstiden", "sista vardagen före perioden"] = Field(
        "efter betalningstiden", description="När en faktura ska vara betald."
    )
    om: Line | None = Field(
        None, description="Ett uttryck, eller en uppgift; det betalas bara när det är sant: deposition."
    )
    är: Literal["kostnad", "säkerhet"] = Field(
        "kostnad", description="En säkerhet betalas tillbaka, och ingår inte i vad avtalet kostar."
    )
    räknas_upp: Uppräkning | None = Field(None, description="Hur beloppet räknas upp under avtalstiden.")
    står_i: tuple[Slag, ...] = Field((Kind.AVTAL,), description="De slags dokument där beloppen måste stå.")
    sammanlagt_i: tuple[Slag, ...] = Field((), description="De slags dokument där summan för hela tiden måste stå.")
    nämns_som: tuple[Line, ...] = Field((), description="Orden som texter nämner beloppen med: avgiften, årsavgift.")

    @model_validator(mode="after")
    def _has_an_amount(self) -> "Betalning":
        if not self.amounts:
            raise PydanticCustomError("payment_amount", "no amount")
        if self.rhythm not in self.amounts and not (self.rhythm in _PERIODIC and self.amounts.keys() & set(_PERIODIC)):
            raise PydanticCustomError("payment_rhythm", "no amount for how often it is paid")
        return self

    @property
    def amounts(self) -> dict[Rhythm, int | Name]:
        """The amounts that are given, by what each is for."""
        amounts: dict[Rhythm, int | Name | None] = {rhythm: getattr(self, key) for rhythm, key in _AMOUNTS.items()}
        return {rhythm: amount for rhythm, amount in amounts.items() if amount is not None}

    @property
    def rhythm(self) -> Rhythm:
        """How often it is paid: as is said, or as the shortest of the amounts."""
        shortest: Rhythm = next(iter(self.amounts), "en gång")
        return shortest if self.faktureras is None else self.faktureras
