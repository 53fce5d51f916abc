"""The decision paper's keys in a case file: those of any paper, and the texts that a programme asks for."""

from typing import Any, Literal

from pydantic import create_model

from loftdocs.model.base import Model, field
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

_PROPOSED = "Det som föreslås, en punkt på varje rad; tomt ger programmets förslag."
_HEAD = {
    "benämning": field(Line, "Vad kommunen kallar skrivelsen: Tjänsteutlåtande.", "Tjänsteskrivelse"),
    "datum": field(Day, "Skrivelsens datum, som 2021-11-17."),
    "diarienummer": field(Line | None, "Diarienummer; tomt tills ärendet är registrerat.", None),
    "sammanträde": field(Day | None, "Dagen då det ska beslutas, när den är känd.", None),
    "mottagare": field(Line, "Nämnden som skrivelsen går till, till exempel Kommunstyrelsen."),
    "beslutande": field(Line | None, "Den som beslutar, om det inte är mottagaren: Kommunfullmäktige.", None),
    "förvaltning": field(Line, "Förvaltningen som skriver."),
    "handläggare": field(PersonName, "Namnet på en av personerna."),
    "förslag_till_beslut": field(
        tuple[LongLine, ...],
        "Det som föreslås, en punkt på varje rad; tomt ger programmets förslag.",
        (),
        one="en punkt",
    ),
    "omedelbar_justering": field(YesNo, "Om förslaget ska ha en punkt om omedelbar justering: ja eller nej.", False),
    "sammanfattning": field(FreeText | None, "Vad saken gäller och vad den kostar, i några meningar.", None),
}
_LAW = "Varför lagen om offentlig upphandling inte gäller (1 kap. 5 §); mallen skriver meningen."
_PROCUREMENT = {
    "upphandlingsskäl": field(Upphandlingsskäl | None, _LAW, None),
    "upphandlingsgrund": field(FreeText | None, "Egna meningar om varför avtalet får ingås utan upphandling.", None),
}
_DATED = "Handlingar som har ett eget datum; de andra förtecknas utan."
_TAIL = {
    "beslutsunderlag": field(tuple[Underlag, ...], _DATED, (), one="en handling"),
    "skickas_till": field(tuple[Line, ...], "Mottagare av beslutet, en på varje rad.", min_length=1),
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
        kind, default = (FreeText | None, None) if part.frivillig else (FreeText, ...)
        fields[part.namn] = field(kind, part.beskrivning, default)
        if procurement and part.namn == _ECONOMY:
            fields |= _PROCUREMENT
    if procurement:
        fields |= {name: field for name, field in _PROCUREMENT.items() if name not in fields}
    part_model: Any = _own_part(parts)
    own = "Fler avsnitt som kommunen kräver, med rubrik och text."
    fields["egna_avsnitt"] = field(tuple[part_model, ...], own, (), one="ett avsnitt")
    fields |= _TAIL
    made: type[Tjänsteskrivelse] = create_model("Tjänsteskrivelse", __base__=Tjänsteskrivelse, **fields)  # type: ignore[call-overload]
    return made


def _own_part(parts: tuple[Del, ...]) -> type[Model]:
    """A part of the municipality's own, which comes after one of the paper's."""
    names = tuple(part.namn for part in parts)
    after = field(Literal.__getitem__(names), "Den text som avsnittet kommer efter; annars sist.", names[-1])
    made: type[Model] = create_model("Avsnitt", __base__=Avsnitt, efter=after)
    return made
