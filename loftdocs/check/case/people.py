"""Rules about those who sign and those who are named."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.load.yaml_tree import YamlPath
from loftdocs.model.base import Unknown
from loftdocs.model.case import Case

_NAMED: tuple[tuple[YamlPath, Callable[[Case], tuple[str | None, ...]]], ...] = (
    (("tjänsteskrivelse", "handläggare"), lambda case: (case.tjänsteskrivelse.handläggare,)),
    (("kontaktperson",), lambda case: (case.kontaktperson,)),
    (("ersättare",), lambda case: (case.ersättare,)),
    (("underskrifter", "tjänsteskrivelse"), lambda case: case.underskrifter.tjänsteskrivelse),
    (("underskrifter", "partneravtal", "kommunen"), lambda case: case.underskrifter.partneravtal.kommunen),
    (("underskrifter", "partneravtal", "motparten"), lambda case: case.underskrifter.partneravtal.motparten),
)
_SIGNING = tuple(path for path, _ in _NAMED if path[0] == "underskrifter")


@rule("UND101", Severity.FEL)
def everyone_named_is_known(known: Known) -> Iterator[Fault]:
    """Var och en som nämns i ärendefilen finns i listan över personer, med samma stavning.

    Exempel: handläggare: Magnus Asman, men bland personerna står Magnus Åsman.
    Rätta: skriv namnet lika, eller lägg till personen.
    """
    names = [person.namn for person in known.loaded.case.personer]
    for path, _ in _NAMED:
        for name, place in _named(known, path):
            if name not in names:
                close = get_close_matches(name, names, n=1, cutoff=0.6)
                yield Fault(
                    f"”{name}” finns inte i listan över personer." + (f" Menade du ”{close[0]}”?" if close else ""),
                    f"Skriv ”{close[0]}”, eller lägg till personen under personer."
                    if close
                    else "Lägg till personen med namn och roll under personer.",
                    known.place(*place),
                )


@rule("UND102", Severity.FEL)
def nobody_is_listed_twice(known: Known) -> Iterator[Fault]:
    """Varje person står en gång i listan över personer.

    Exempel: Magnus Åsman står två gånger i listan.
    Rätta: ta bort den ena.
    """
    met: dict[str, int] = {}
    for index, person in enumerate(known.loaded.case.personer):
        if person.namn in met:
            first = known.place("personer", met[person.namn], "namn").line
            yield Fault(
                f"{person.namn} står två gånger i listan över personer; den första på rad {first}.",
                "Behåll en av dem.",
                known.place("personer", index, "namn"),
            )
        met.setdefault(person.namn, index)


@rule("UND103", Severity.FEL)
def agreement_has_its_signers(known: Known) -> Iterator[Fault]:
    """Avtalet har minst en undertecknare från kommunen. Skrivelsen får vara utan underskrifter.

    Exempel: listan över undertecknare är tom.
    Rätta: skriv minst ett namn.
    """
    if not known.loaded.case.underskrifter.partneravtal.kommunen:
        yield Fault(
            "Ingen skriver under partneravtalet för kommunen.",
            "Skriv namnet på den som undertecknar, på en egen rad som börjar med ”- ”.",
            known.place("underskrifter", "partneravtal", "kommunen", key=True),
        )


@rule("UND104", Severity.VARNING)
def other_party_is_named(known: Known) -> Iterator[Fault]:
    """Motpartens undertecknare är känd; annars lämnas raden för namnförtydligande öppen.

    Exempel: motparten: [].
    Rätta: fyll i namnet, eller låt det skrivas för hand vid underskriften.
    """
    if not known.loaded.case.underskrifter.partneravtal.motparten:
        short = known.loaded.program.motpart.kortnamn
        yield Fault(
            f"Det är inte angivet vem som undertecknar för {short}; raden för namnförtydligande lämnas öppen.",
            f"Fråga {short} och fyll i namnet under motparten, eller låt det skrivas för hand vid underskriften.",
            known.place("underskrifter", "partneravtal", "motparten", key=True),
        )


@rule("UND105", Severity.FEL)
def nobody_signs_for_both(known: Known) -> Iterator[Fault]:
    """Ingen undertecknar avtalet för båda parterna.

    Exempel: samma namn under kommunen och under motparten.
    Rätta: ta bort namnet hos den part som personen inte företräder.
    """
    parties = known.loaded.case.underskrifter.partneravtal
    for index, name in enumerate(parties.motparten):
        if name in parties.kommunen:
            yield Fault(
                f"{name} undertecknar avtalet både för kommunen och för {known.loaded.program.motpart.kortnamn}.",
                "Ta bort namnet hos den part som personen inte företräder.",
                known.place("underskrifter", "partneravtal", "motparten", index),
            )


@rule("UND106", Severity.FEL)
def nobody_signs_twice(known: Known) -> Iterator[Fault]:
    """Var och en undertecknar ett dokument en gång.

    Exempel: Ulrika K Jansson står två gånger bland dem som skriver under skrivelsen.
    Rätta: ta bort den ena.
    """
    for path in _SIGNING:
        met: set[str] = set()
        for name, place in _named(known, path):
            if name in met:
                yield Fault(
                    f"{name} står två gånger bland dem som undertecknar.", "Ta bort den ena.", known.place(*place)
                )
            met.add(name)


@rule("UND107", Severity.FEL)
def contact_and_deputy_differ(known: Known) -> Iterator[Fault]:
    """Kontaktpersonen och ersättaren är två personer.

    Exempel: kontaktperson och ersättare är båda Magnus Åsman.
    Rätta: ange en annan ersättare, eller lämna raden tom.
    """
    case = known.loaded.case
    if case.ersättare and case.ersättare == case.kontaktperson:
        yield Fault(
            f"{case.ersättare} är både kontaktperson och ersättare.",
            "Ange en annan ersättare, eller lämna raden tom tills någon är utsedd.",
            known.place("ersättare"),
        )
    elif case.ersättare and not case.kontaktperson:
        yield Fault(
            f"{case.ersättare} är ersättare, men ingen kontaktperson är angiven.",
            "Fyll i kontaktperson, eller lämna båda tomma.",
            known.place("ersättare"),
        )


@rule("UND108", Severity.VARNING)
def officer_can_be_reached(known: Known) -> Iterator[Fault]:
    """Handläggaren har telefon och e-post, så att läsaren av skrivelsen kan nå någon.

    Exempel: handläggaren har ingen e-postadress.
    Rätta: fyll i uppgiften hos personen.
    """
    case = known.loaded.case
    for index, person in enumerate(case.personer):
        if person.namn != case.tjänsteskrivelse.handläggare:
            continue
        for value, what in ((person.telefon, "telefonnummer"), (person.epost, "e-postadress")):
            if not value:
                yield Fault(
                    f"Handläggaren {person.namn} saknar {what}.",
                    "Fyll i uppgiften hos personen.",
                    known.place("personer", index),
                )


@rule("UND109", Severity.FEL)
def other_party_has_its_own(known: Known) -> Iterator[Fault]:
    """Den som undertecknar för motparten har ingen uppgift i kommunen.

    Exempel: handläggaren står bland dem som undertecknar för RISE.
    Rätta: skriv motpartens egen företrädare.
    """
    case = known.loaded.case
    own = {case.tjänsteskrivelse.handläggare, case.kontaktperson, case.ersättare, *case.underskrifter.tjänsteskrivelse}
    for index, name in enumerate(case.underskrifter.partneravtal.motparten):
        if name in own and name not in case.underskrifter.partneravtal.kommunen:
            yield Fault(
                f"{name} företräder kommunen och kan inte underteckna för {known.loaded.program.motpart.kortnamn}.",
                "Skriv motpartens egen företrädare.",
                known.place("underskrifter", "partneravtal", "motparten", index),
            )


@rule("UND110", Severity.VARNING)
def officer_signs_the_paper(known: Known) -> Iterator[Fault]:
    """Skrivs tjänsteskrivelsen under gör handläggaren det, tillsammans med sin chef.

    Exempel: bara kommundirektören skriver under.
    Rätta: lägg till handläggaren bland dem som skriver under.
    """
    case = known.loaded.case
    signers = case.underskrifter.tjänsteskrivelse
    if not all(case.person(name) for name in (*signers, case.tjänsteskrivelse.handläggare)):
        return  # UND101 tells
    if signers and (case.tjänsteskrivelse.handläggare not in signers or len(signers) < 2):
        who = "handläggaren" if case.tjänsteskrivelse.handläggare not in signers else "en chef"
        yield Fault(
            f"Bland dem som skriver under tjänsteskrivelsen saknas {who}.",
            "Lägg till namnet, om skrivelsen ska ha två underskrifter; ska den inte ha någon, töm listan.",
            known.place("underskrifter", "tjänsteskrivelse", key=True),
        )


def _named(known: Known, path: YamlPath) -> Iterator[tuple[str, YamlPath]]:
    """The names at ``path`` with the path of each; none where the case is too faulty to say."""
    read = dict(_NAMED)[path]
    try:
        names = read(known.loaded.case)
    except Unknown:
        return
    for index, name in enumerate(names):
        if name:
            yield name, (*path, index) if path in _SIGNING else path
