"""Rules about the two parties: names and organisation numbers."""

from collections.abc import Iterator

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.se import orgnr

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.swedish import definite
from loftdocs.findings import Place, Severity


def _number_faults(name: str, number: str, place: Place) -> Iterator[Fault]:
    try:
        orgnr.validate(number)
    except InvalidChecksum:
        yield Fault(
            f"Organisationsnumret {number} för {name} är felskrivet: kontrollsiffran stämmer inte.",
            "Jämför siffra för siffra med registreringsbeviset.",
            place,
        )
    except ValidationError:
        yield Fault(
            f"Organisationsnumret {number} för {name} har inte tio siffror.",
            "Skriv det som sex siffror, bindestreck och fyra siffror: 212000-0282.",
            place,
        )
    else:
        if orgnr.format(number) != number:
            yield Fault(
                f"Organisationsnumret {number} är inte skrivet som i avtalet.",
                f"Skriv {orgnr.format(number)}.",
                place,
            )


@rule("PAR101", Severity.FEL)
def municipality_number_is_right(known: Known) -> Iterator[Fault]:
    """Kommunens organisationsnummer har tio siffror i rätt form och rätt kontrollsiffra."""
    kommun = known.loaded.case.kommun
    yield from _number_faults(kommun.namn, kommun.orgnr, known.place("kommun", "orgnr"))


@rule("PAR102", Severity.FEL)
def other_number_is_right(known: Known) -> Iterator[Fault]:
    """Motpartens organisationsnummer har tio siffror i rätt form och rätt kontrollsiffra."""
    other = known.loaded.program.motpart
    yield from _number_faults(other.namn, other.orgnr, known.program_place("motpart", "orgnr"))


@rule("PAR103", Severity.FEL)
def parties_are_two(known: Known) -> Iterator[Fault]:
    """Parterna har var sitt organisationsnummer."""
    kommun, other = known.loaded.case.kommun, known.loaded.program.motpart
    if kommun.orgnr == other.orgnr:
        yield Fault(
            f"{kommun.namn} har samma organisationsnummer som {other.namn}.",
            "Skriv kommunens eget nummer.",
            known.place("kommun", "orgnr"),
        )


@rule("PAR104", Severity.FEL)
def municipality_has_a_kind(known: Known) -> Iterator[Fault]:
    """Kommunens namn säger om den är kommun, stad eller region; av det följer vad den kallas i avtalet."""
    name = known.loaded.case.kommun.namn
    if definite(name) is None:
        yield Fault(
            f"Av namnet ”{name}” framgår inte om det är en kommun, en stad eller en region.",
            "Skriv hela namnet, till exempel Enköpings kommun, Lidingö stad eller Region Gotland.",
            known.place("kommun", "namn"),
        )
