"""The decision paper's keys in a case file: those of any paper, and the texts that a programme asks for."""

from typing import Any, Literal

from pydantic import Field, create_model

from loftdocs.model.base import Model
from loftdocs.model.case import Avsnitt, Tjänsteskrivelse, Underlag
from loftdocs.model.documents import Del
from loftdocs.model.types import Day, FreeText, Line, LongLine, PersonName, Upphandlingsskäl, YesNo

_USUAL = (
    Del(namn="bakgrund", beskrivning="Bakgrunden till ärendet."),
    Del(namn="beredning", beskrivning="Hur ärendet har beretts."),
    Del(namn="bedömning", beskrivning="Förvaltningens bedömning."),
    Del(namn="finansiering", beskrivning="Hur kostnaden täcks.", frivillig=True),
    Del(
        namn="sociala_och_miljömässiga_konsekvenser",
        beskrivning="Sociala och miljömässiga konsekvenser.",
        frivillig=True,
    ),
)
# The text that what is said of procurement comes after.
_ECONOMY = "finansiering"

_Field = tuple[Any, Any]
_HEAD: dict[str, _Field] = {
    "benämning": (Line, Field("Tjänsteskrivelse", description="Vad kommunen kallar skrivelsen: Tjänsteutlåtande.")),
    "datum": (Day, Field(description="Skrivelsens datum, som 2021-11-17.")),
    "diarienummer": (Line | None, Field(None, description="Diarienummer; tomt tills ärendet är registrerat.")),
    "sammanträde": (Day | None, Field(None, description="Dagen då det ska beslutas, när den är känd.")),
    "mottagare": (Line, Field(description="Nämnden som skrivelsen går till, till exempel Kommunstyrelsen.")),
    "beslutande": (
        Line | None,
        Field(None, description="Den som beslutar, om det inte är mottagaren: Kommunfullmäktige."),
    ),
    "förvaltning": (Line, Field(description="Förvaltningen som skriver.")),
    "handläggare": (PersonName, Field(description="Namnet på en av personerna.")),
    "förslag_till_beslut": (
        tuple[LongLine, ...],
        Field(
            (),
            description="Det som föreslås, en punkt på varje rad; tomt ger programmets förslag.",
            json_schema_extra={"x-en": "en punkt"},
        ),
    ),
    "omedelbar_justering": (
        YesNo,
        Field(False, description="Om förslaget ska ha en punkt om omedelbar justering: ja eller nej."),
    ),
    "sammanfattning": (
        FreeText | None,
        Field(None, description="Vad saken gäller och vad den kostar, i några meningar."),
    ),
}
_PROCUREMENT: dict[str, _Field] = {
    "upphandlingsskäl": (
        Upphandlingsskäl | None,
        Field(
            None,
            description="Varför lagen om offentlig upphandling inte gäller (1 kap. 5 §); mallen skriver meningen.",
        ),
    ),
    "upphandlingsgrund": (
        FreeText | None,
        Field(None, description="Egna meningar om varför avtalet får ingås utan upphandling."),
    ),
}
_TAIL: dict[str, _Field] = {
    "beslutsunderlag": (
        tuple[Underlag, ...],
        Field(
            (),
            description="Handlingar som har ett eget datum; de andra förtecknas utan.",
            json_schema_extra={"x-en": "en handling"},
        ),
    ),
    "skickas_till": (tuple[Line, ...], Field(min_length=1, description="Mottagare av beslutet, en på varje rad.")),
}


def paper_parts(asked: tuple[Del, ...]) -> tuple[Del, ...]:
    """The texts of a paper: those that its programme asks for, or the usual ones."""
    usual = {part.namn: part.beskrivning for part in _USUAL}
    described = (part.model_copy(update={"beskrivning": part.beskrivning or usual.get(part.namn)}) for part in asked)
    return tuple(described) or _USUAL


def paper_model(parts: tuple[Del, ...], *, procurement: bool) -> type[Tjänsteskrivelse]:
    """The model of a case's paper with these texts, in the order of the paper."""
    fields = dict(_HEAD)
    for part in parts:
        fields[part.namn] = (
            (FreeText | None, Field(None, description=part.beskrivning))
            if part.frivillig
            else (FreeText, Field(description=part.beskrivning))
        )
        if procurement and part.namn == _ECONOMY:
            fields |= _PROCUREMENT
    if procurement:
        fields |= {name: field for name, field in _PROCUREMENT.items() if name not in fields}
    part_model: Any = _own_part(parts)
    own = Field(
        (),
        description="Fler avsnitt som kommunen kräver, med rubrik och text.",
        json_schema_extra={"x-en": "ett avsnitt"},
    )
    fields["egna_avsnitt"] = (tuple[part_model, ...], own)
    fields |= _TAIL
    made: type[Tjänsteskrivelse] = create_model("Tjänsteskrivelse", __base__=Tjänsteskrivelse, **fields)  # type: ignore[call-overload]
    return made


def _own_part(parts: tuple[Del, ...]) -> type[Model]:
    """A part of the municipality's own, which comes after one of the paper's."""
    names = tuple(part.namn for part in parts)
    after = Field(names[-1], description="Den text som avsnittet kommer efter; annars sist.")
    choice: Any = Literal.__getitem__(names)
    made: type[Model] = create_model("Avsnitt", __base__=Avsnitt, efter=(choice, after))
    return made
