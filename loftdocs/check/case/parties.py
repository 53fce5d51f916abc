"""Rules about the parties: names, organisation numbers, and the places where they sign."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.kommuner import find, kommuner, nearest
from loftdocs.derive.regioner import find_region, nearest_region
from loftdocs.findings import Severity
from loftdocs.language.swedish import definite
from loftdocs.mention.checksums import as_orgnr, is_orgnr
from loftdocs.model.base import NotApplicable
from loftdocs.model.sides import Side


@rule("PAR101", Severity.FEL)
def numbers_in_the_case_are_right(known: Known) -> Iterator[Fault]:
    """Organisationsnumret för en part som ärendet anger har tio siffror i rätt form och rätt kontrollsiffra.

    Exempel: 212000-0292, där en siffra är fel.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    yield from _numbers(known, of_case=True)


@rule("PAR102", Severity.FEL)
def numbers_in_the_programme_are_right(known: Known) -> Iterator[Fault]:
    """Organisationsnumret för en part som programmet anger har tio siffror i rätt form och rätt kontrollsiffra.

    Exempel: 556464-6784, där två siffror har bytt plats.
    Rätta: jämför siffra för siffra med registreringsbeviset.
    """
    yield from _numbers(known, of_case=False)


@rule("PAR104", Severity.FEL)
def municipality_has_a_kind(known: Known) -> Iterator[Fault]:
    """Kommunens namn säger om den är kommun, stad eller region; av det följer vad den kallas i avtalet.

    Exempel: namn: Enköping.
    Rätta: skriv hela namnet: Enköpings kommun.
    """
    for kommun in _municipalities(known):
        name = kommun.namn
        if definite(name) is None:
            close = nearest(name)
            yield Fault(
                f"Av namnet ”{name}” framgår inte om det är en kommun, en stad eller en region.",
                f"Skriv hela namnet: {close}."
                if close
                else "Skriv hela namnet, till exempel Enköpings kommun, Lidingö stad eller Västra Götalandsregionen.",
                known.side_place(kommun, "namn"),
            )


@rule("PAR105", Severity.FEL)
def number_is_a_municipalitys(known: Known) -> Iterator[Fault]:
    """En kommuns organisationsnummer börjar med 212000, en regions med 232100 (Region Gotland är en kommun).

    Exempel: 556464-6874 för en kommun, eller 212000-0282 för Region Skåne.
    Rätta: skriv kommunens eller regionens eget nummer.
    """
    for kommun in _municipalities(known):
        one, form = find(kommun.namn), definite(kommun.namn) or "kommunen"
        if find_region(kommun.namn):
            starts: tuple[str, ...] = ("232100",)
        else:
            starts = ("212000", "232100") if form == "regionen" and not one else ("212000",)
        if is_orgnr(kommun.orgnr or "") and not (kommun.orgnr or "").startswith(starts):
            yield Fault(
                f"Numret {kommun.orgnr} är inte {'en regions' if starts[-1] == '232100' else 'en kommuns'}; det ska "
                f"börja med {' eller '.join(starts)}.",
                f"Skriv {form}s eget organisationsnummer.",
                known.side_place(kommun, "orgnr"),
            )


@rule("PAR106", Severity.VARNING)
def municipality_exists(known: Known) -> Iterator[Fault]:
    """Kommunens namn är en av Sveriges 290 kommuner, eller en av de 20 regioner som inte är kommuner.

    Exempel: ”Enköping kommun” eller ”Region Västmanlands”.
    Rätta: skriv namnet som kommunen eller regionen själv skriver det.
    Källa: SCB, Län och kommuner i kodnummerordning.
    """
    for kommun in _municipalities(known):
        name = kommun.namn
        form = definite(name)
        if form is None or find(name) or find_region(name):
            continue
        # Only a slip for a name in the lists is told: municipal associations are in neither.
        kind = "region" if form == "regionen" else "kommun"
        close = nearest_region(name) if kind == "region" else nearest(name)
        if close:
            yield Fault(
                f"Ingen svensk {kind} heter ”{name}”. Menade du ”{close}”?",
                f"Skriv {close}, om det är den {kind}en.",
                known.side_place(kommun, "namn"),
            )


@rule("PAR107", Severity.VARNING)
def place_is_the_municipalitys(known: Known) -> Iterator[Fault]:
    """Orten där kommunen eller regionen undertecknar ligger inte i någon annan kommun eller region.

    Exempel: Enköpings kommun undertecknar i Eskilstuna, eller Västra Götalandsregionen i Jönköping.
    Rätta: skriv orten där kommunen eller regionen har sitt säte.
    """
    for kommun in _municipalities(known):
        own, region = find(kommun.namn), find_region(kommun.namn)
        seat = own or region
        if seat is None or kommun.ort in (seat.säte, seat.kort):
            continue
        # The same name may be another place in the own municipality; only the seats and names of others are told.
        inside = own.kod if own else seat.kod
        others = [one for one in kommuner() if kommun.ort in (one.kort, one.säte)]
        if others and not any(one.kod.startswith(inside) for one in others):
            what = f"ligger i {others[0].namn}" if own else f"inte ligger i {kommun.namn}s område"
            yield Fault(
                f"{kommun.namn} undertecknar enligt ärendefilen i {kommun.ort}, som {what}.",
                f"Skriv {seat.säte}, om det inte är avsett.",
                known.side_place(kommun, "ort"),
            )


@rule("PAR108", Severity.VARNING)
def place_is_a_place(known: Known) -> Iterator[Fault]:
    """Orten där kommunen undertecknar är en ort, och inte bara kommunens namn.

    Exempel: Håbo kommun undertecknar i Håbo; ingen ort heter så, och kommunen har sitt säte i Bålsta.
    Rätta: skriv orten där kommunen har sitt säte.
    """
    for kommun in _municipalities(known):
        own = find(kommun.namn)
        seat = own or find_region(kommun.namn)
        if seat and kommun.ort == seat.kort != seat.säte and not (own and own.egen_ort):
            yield Fault(
                f"Det finns ingen ort som heter {kommun.ort}; {kommun.namn} har sitt säte i {seat.säte}.",
                f"Skriv {seat.säte}, eller den ort där ni undertecknar.",
                known.side_place(kommun, "ort"),
            )


@rule("PAR109", Severity.UPPLYSNING)
def place_is_the_seat(known: Known) -> Iterator[Fault]:
    """En ort som har kommunens namn är också dess säte.

    Exempel: Sigtuna kommun undertecknar i Sigtuna, men har sitt säte i Märsta.
    Rätta: skriv orten där avtalet faktiskt undertecknas.
    """
    for kommun in _municipalities(known):
        own = find(kommun.namn)
        if own and own.egen_ort and kommun.ort == own.kort != own.säte:
            yield Fault(
                f"{kommun.namn} undertecknar enligt ärendefilen i {kommun.ort}, men har sitt säte i {own.säte}.",
                f"Skriv {own.säte}, om det är där avtalet undertecknas.",
                known.side_place(kommun, "ort"),
            )


def _municipalities(known: Known) -> Iterator[Side]:
    """The parties that are municipalities, and that the case names."""
    sides = [side for side in known.sides if side.kommunal and side.of_case]
    if not sides:
        raise NotApplicable("en kommun som part")
    yield from sides


def _numbers(known: Known, *, of_case: bool) -> Iterator[Fault]:
    for side in known.sides:
        if side.of_case is of_case and side.orgnr is not None:
            number, written = f"Organisationsnumret {side.orgnr}", as_orgnr(side.orgnr)
            if written is None:
                message = f"{number} för {side.namn} har inte tio siffror."
                hint = "Skriv det som sex siffror, bindestreck och fyra siffror: 212000-0282."
            elif not is_orgnr(side.orgnr):
                message = f"{number} för {side.namn} är felskrivet: kontrollsiffran stämmer inte."
                hint = "Jämför siffra för siffra med registreringsbeviset."
            elif written != side.orgnr:
                message, hint = f"{number} är inte skrivet som i avtalet.", f"Skriv {written}."
            else:
                continue
            yield Fault(message, hint, known.side_place(side, "orgnr"))
