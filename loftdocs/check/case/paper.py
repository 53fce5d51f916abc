"""Rules about the decision paper's own particulars: its number, whom it goes to, who decides, its documents."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.paper import board
from loftdocs.failures import meant
from loftdocs.findings import Severity
from loftdocs.language.swedish import capital
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern

_LONGEST_ABBREVIATION = 5
_SPELT_OUT = {
    "KS": "Kommunstyrelsen",
    "KF": "Kommunfullmäktige",
    "RS": "Regionstyrelsen",
    "RF": "Regionfullmäktige",
    "KSAU": "Kommunstyrelsens arbetsutskott",
}
_YEAR = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@rule("DAT118", Severity.VARNING)
def registered_in_its_own_time(known: Known) -> Iterator[Fault]:
    """Årtalet i diarienumret är skrivelsens, eller året före.

    Exempel: KS 2012/734 i en skrivelse daterad 2021.
    Rätta: rätta diarienumret.
    """
    paper = known.loaded.case.tjänsteskrivelse
    found = _YEAR.search(paper.diarienummer or "")
    if found and not paper.datum.year - 2 <= int(found.group()) <= paper.datum.year:
        yield Fault(
            f"Diarienumret {paper.diarienummer} är från {found.group()}, men skrivelsen är daterad {paper.datum.year}.",
            "Kontrollera diarienumret.",
            known.place("tjänsteskrivelse", "diarienummer"),
        )


@rule("BES209", Severity.VARNING)
def decision_is_sent_to_who_acts(known: Known) -> Iterator[Fault]:
    """Beslutet skickas till den förvaltning som skriver skrivelsen, och som i regel får uppdraget.

    Exempel: uppdraget går till Kommunledningsförvaltningen, men beslutet skickas till Utbildningsförvaltningen.
    Rätta: lägg till förvaltningen bland dem som beslutet skickas till.
    """
    paper = known.loaded.case.tjänsteskrivelse
    if not any(paper.förvaltning.lower() in line.lower() for line in paper.skickas_till):
        yield Fault(
            f"Beslutet skickas inte till {paper.förvaltning}, som skriver skrivelsen.",
            f"Lägg till {paper.förvaltning}, för åtgärd.",
            known.place("tjänsteskrivelse", "skickas_till", key=True),
        )


@rule("BES216", Severity.VARNING)
def fullmäktige_decides_on_what_is_prepared(known: Known) -> Iterator[Fault]:
    """En skrivelse om ett ärende som fullmäktige avgör går till den nämnd som bereder det, i regel styrelsen.

    Exempel: mottagare: Kommunfullmäktige.
    Rätta: skriv mottagare: Kommunstyrelsen och beslutande: Kommunfullmäktige.
    Källa: kommunallagen (2017:725) 5 kap. 26 och 28 §§.
    """
    paper = known.loaded.case.tjänsteskrivelse
    if "fullmäktige" in paper.mottagare.lower():
        council = capital(board(paper.mottagare))
        executive = re.sub("fullmäktige.*", "styrelsen", council) if council[0] != "F" else "Styrelsen"
        yield Fault(
            f"Skrivelsen är ställd till {board(paper.mottagare)}, men en nämnd ska ha berett ärendet först, och "
            "styrelsen ska få yttra sig (5 kap. 26 och 28 §§ kommunallagen (2017:725)).",
            f"Skriv mottagare: {executive} och beslutande: {council}. Då föreslår styrelsen fullmäktige att besluta.",
            known.place("tjänsteskrivelse", "mottagare"),
        )


@rule("BES217", Severity.VARNING)
def names_are_written_out(known: Known) -> Iterator[Fault]:
    """Nämndens och förvaltningens namn är utskrivna, med små bokstäver inne i namnet.

    Exempel: mottagare: KS, eller KOMMUNSTYRELSEN.
    Rätta: skriv hela namnet, Kommunstyrelsen.
    Källa: Myndigheternas skrivregler, om förkortningar och stor bokstav.
    """
    paper = known.loaded.case.tjänsteskrivelse
    for key in ("mottagare", "beslutande", "förvaltning"):
        name = getattr(paper, key)
        if name and len(name) <= _LONGEST_ABBREVIATION:
            right = _SPELT_OUT.get(name.upper())
            message = f"”{name}” är en förkortning, och den skrivs ut i meningar i handlingarna."
            hint = f"Skriv {right}, om det är det som menas." if right else "Skriv hela namnet."
        elif name and name.isupper():
            message, hint = f"”{name}” är skrivet med bara stora bokstäver.", f"Skriv {name.capitalize()}."
        else:
            continue
        yield Fault(message, hint, known.place("tjänsteskrivelse", key))


@rule("BES220", Severity.FEL)
def dated_documents_are_the_programmes(known: Known) -> Iterator[Fault]:
    """En handling som får ett eget datum i beslutsunderlaget är ett av programmets dokument, och står där en gång.

    Exempel: handling: avtalet, när dokumentet heter hyresavtal.
    Rätta: skriv dokumentets namn som det står i programmets fil.
    """
    names = [one.namn for one in known.loaded.program.dokument if one.slag != Kind.TJÄNSTESKRIVELSE]
    met: set[str] = set()
    for index, one in enumerate(known.loaded.case.tjänsteskrivelse.beslutsunderlag):
        place = known.place("tjänsteskrivelse", "beslutsunderlag", index, "handling")
        if one.handling not in names:
            yield Fault(
                f"”{one.handling}” är inget av de dokument som kan ha ett eget datum.{meant(one.handling, names)}",
                f"Skriv {' eller '.join(names)}; skrivelsens datum står redan under datum.",
                place,
            )
        elif one.handling in met:
            yield Fault(f"”{one.handling}” har fått två datum.", "Ta bort det ena.", place)
        met.add(one.handling)
