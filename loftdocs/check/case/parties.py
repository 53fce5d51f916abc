"""Rules about the two parties: names and organisation numbers."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import find, kommuner, nearest
from loftdocs.derive.swedish import definite
from loftdocs.findings import Place, Severity
from loftdocs.mention.checksums import as_orgnr, is_orgnr


@rule("PAR101", Severity.FEL)
def municipality_number_is_right(known: Known) -> Iterator[Fault]:
    """Kommunens organisationsnummer har tio siffror i rätt form och rätt kontrollsiffra.

    Exempel: 212000-0292, där en siffra är fel.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    kommun = known.loaded.case.kommun
    yield from _number_faults(kommun.namn, kommun.orgnr, known.place("kommun", "orgnr"))


@rule("PAR102", Severity.FEL)
def other_number_is_right(known: Known) -> Iterator[Fault]:
    """Motpartens organisationsnummer har tio siffror i rätt form och rätt kontrollsiffra.

    Exempel: 556464-6784, där två siffror har bytt plats.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    other = known.loaded.program.motpart
    yield from _number_faults(other.namn, other.orgnr, known.program_place("motpart", "orgnr"))


@rule("PAR103", Severity.FEL)
def parties_are_two(known: Known) -> Iterator[Fault]:
    """Parterna har var sitt organisationsnummer.

    Exempel: kommunen har fått motpartens nummer.
    Rätta: skriv kommunens eget nummer.
    """
    kommun, other = known.loaded.case.kommun, known.loaded.program.motpart
    if kommun.orgnr == other.orgnr:
        yield Fault(
            f"{kommun.namn} har samma organisationsnummer som {other.namn}.",
            "Skriv kommunens eget nummer.",
            known.place("kommun", "orgnr"),
        )


@rule("PAR104", Severity.FEL)
def municipality_has_a_kind(known: Known) -> Iterator[Fault]:
    """Kommunens namn säger om den är kommun, stad eller region; av det följer vad den kallas i avtalet.

    Exempel: namn: Enköping.
    Rätta: skriv hela namnet: Enköpings kommun.
    """
    name = known.loaded.case.kommun.namn
    if definite(name) is None:
        close = nearest(name)
        yield Fault(
            f"Av namnet ”{name}” framgår inte om det är en kommun, en stad eller en region.",
            f"Skriv hela namnet: {close}."
            if close
            else "Skriv hela namnet, till exempel Enköpings kommun, Lidingö stad eller Region Gotland.",
            known.place("kommun", "namn"),
        )


@rule("PAR105", Severity.FEL)
def number_is_a_municipalitys(known: Known) -> Iterator[Fault]:
    """En kommuns organisationsnummer börjar med 212000, en regions med 232100 (Region Gotland är en kommun).

    Exempel: 556464-6874 för en kommun.
    Rätta: skriv kommunens eget nummer.
    """
    kommun = known.loaded.case.kommun
    starts = ("212000", "232100") if definite(kommun.namn) == "regionen" else ("212000",)
    if is_orgnr(kommun.orgnr) and not kommun.orgnr.startswith(starts):
        yield Fault(
            f"Numret {kommun.orgnr} är inte en kommuns; det ska börja med {' eller '.join(starts)}.",
            "Skriv kommunens eget organisationsnummer.",
            known.place("kommun", "orgnr"),
        )


@rule("PAR106", Severity.VARNING)
def municipality_exists(known: Known) -> Iterator[Fault]:
    """Kommunens namn är en av Sveriges 290 kommuner.

    Exempel: ”Enköping kommun”.
    Rätta: skriv namnet som kommunen själv skriver det.
    Källa: SCB, Län och kommuner i kodnummerordning.
    """
    name = known.loaded.case.kommun.namn
    # Only a slip for a name in the list is told: regions and municipal associations are not in it.
    close = nearest(name) if definite(name) in ("kommunen", "staden") and find(name) is None else None
    if close:
        yield Fault(
            f"Ingen svensk kommun heter ”{name}”. Menade du ”{close}”?",
            f"Skriv {close}, om det är den kommunen.",
            known.place("kommun", "namn"),
        )


def _number_faults(name: str, number: str, place: Place) -> Iterator[Fault]:
    written = as_orgnr(number)
    if written is None:
        yield Fault(
            f"Organisationsnumret {number} för {name} har inte tio siffror.",
            "Skriv det som sex siffror, bindestreck och fyra siffror: 212000-0282.",
            place,
        )
    elif not is_orgnr(number):
        yield Fault(
            f"Organisationsnumret {number} för {name} är felskrivet: kontrollsiffran stämmer inte.",
            "Jämför siffra för siffra med registreringsbeviset.",
            place,
        )
    elif written != number:
        yield Fault(f"Organisationsnumret {number} är inte skrivet som i avtalet.", f"Skriv {written}.", place)


@rule("PAR107", Severity.VARNING)
def place_is_the_municipalitys(known: Known) -> Iterator[Fault]:
    """Orten där kommunen undertecknar är inte en annan kommun.

    Exempel: Enköpings kommun undertecknar i Eskilstuna.
    Rätta: skriv orten där kommunen har sitt säte.
    """
    own, place = find(known.loaded.case.kommun.namn), known.loaded.case.kommun.ort
    if own and place != own.kort and place in {kommun.kort for kommun in kommuner()}:
        yield Fault(
            f"{known.loaded.case.kommun.namn} undertecknar enligt ärendefilen i {place}, som är en annan kommun.",
            f"Skriv {own.kort}, om det inte är avsett.",
            known.place("kommun", "ort"),
        )
