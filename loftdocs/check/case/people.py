"""Rules about those who sign and those who are named."""

from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.load.yaml_tree import YamlPath
from loftdocs.model.base import Unknown
from loftdocs.model.documents import Dokument
from loftdocs.model.fact import FactKind
from loftdocs.model.kind import Kind
from loftdocs.model.sides import Side, own_side


@rule("UND101", Severity.FEL)
def everyone_named_is_known(known: Known) -> Iterator[Fault]:
    """Var och en som nämns i ärendefilen finns i listan över personer, med samma stavning.

    Exempel: handläggare: Magnus Asman, men bland personerna står Magnus Åsman.
    Rätta: skriv namnet lika, eller lägg till personen.
    """
    names = [person.namn for person in known.loaded.case.personer]
    for _, found in _named(known):
        for name, path in found:
            if name not in names:
                close = get_close_matches(name, names, n=1, cutoff=0.6)
                yield Fault(
                    f"”{name}” finns inte i listan över personer." + (f" Menade du ”{close[0]}”?" if close else ""),
                    f"Skriv ”{close[0]}”, eller lägg till personen under personer."
                    if close
                    else "Lägg till personen med namn och roll under personer.",
                    known.place(*path),
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
    """Avtalet har minst en undertecknare från den egna kommunen. Skrivelsen får vara utan underskrifter.

    Exempel: listan över undertecknare är tom.
    Rätta: skriv minst ett namn.
    """
    for document, side in _signing(known):
        if side == known.own and not side.signers(known.loaded.case, document.namn):
            yield Fault(
                f"Ingen skriver under {document.slag.definite} för {side.called}.",
                "Skriv namnet på den som undertecknar, på en egen rad som börjar med ”- ”.",
                known.place(*side.signers_path(document.namn), key=True),
            )


@rule("UND104", Severity.VARNING)
def other_parties_are_named(known: Known) -> Iterator[Fault]:
    """Den som undertecknar för en annan part är känd; annars lämnas raden för namnförtydligande öppen.

    Exempel: motparten: [].
    Rätta: fyll i namnet, eller låt det skrivas för hand vid underskriften.
    """
    for document, side in _signing(known):
        own = own_side(known.loaded.program, known.loaded.case)
        if side != own and not side.signers(known.loaded.case, document.namn):
            key = side.signers_path(document.namn)[-1]
            yield Fault(
                f"Det är inte angivet vem som undertecknar för {side.short}; raden för namnförtydligande lämnas öppen.",
                f"Fråga {side.short} och fyll i namnet under {key}, eller låt det skrivas för hand vid underskriften.",
                known.place(*side.signers_path(document.namn), key=True),
            )


@rule("UND105", Severity.FEL)
def nobody_signs_for_two(known: Known) -> Iterator[Fault]:
    """Ingen undertecknar ett avtal för två parter.

    Exempel: samma namn under kommunen och under motparten.
    Rätta: ta bort namnet hos den part som personen inte företräder.
    """
    case = known.loaded.case
    for document, side in _signing(known):
        for other in _before(known, document, side):
            theirs = other.signers(case, document.namn)
            for index, name in enumerate(side.signers(case, document.namn)):
                if name in theirs:
                    yield Fault(
                        f"{name} undertecknar avtalet både för {other.called} och för {side.short}.",
                        place=known.place(*side.signers_path(document.namn), index),
                    )


@rule("UND106", Severity.FEL)
def nobody_signs_twice(known: Known) -> Iterator[Fault]:
    """Var och en undertecknar ett dokument en gång.

    Exempel: Ulrika K Jansson står två gånger bland dem som skriver under skrivelsen.
    Rätta: ta bort den ena.
    """
    for signing, found in _named(known):
        met: set[str] = set()
        for name, path in found if signing else ():
            if name in met:
                yield Fault(f"{name} står två gånger bland dem som undertecknar.", place=known.place(*path))
            met.add(name)


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
                yield Fault(f"Handläggaren {person.namn} saknar {what}.", place=known.place("personer", index))


@rule("UND109", Severity.FEL)
def other_parties_have_their_own(known: Known) -> Iterator[Fault]:
    """Den som undertecknar för en annan part har ingen uppgift i den egna kommunen.

    Exempel: handläggaren står bland dem som undertecknar för bolaget.
    Rätta: skriv den andra partens egen företrädare.
    """
    case = known.loaded.case
    own = {case.tjänsteskrivelse.handläggare, *case.underskrifter.tjänsteskrivelse}
    facts = [fact for fact in known.loaded.program.facts if fact.given and not fact.each]
    own |= {getattr(case, fact.name) for fact in facts if fact.kind is FactKind.PERSON} - {None}
    for document, side in _signing(known):
        if side == known.own:
            continue
        ours = known.own.signers(case, document.namn) if known.own in known.signing(document) else ()
        for index, name in enumerate(side.signers(case, document.namn)):
            if name in own and name not in ours:
                yield Fault(
                    f"{name} företräder {known.own.called} och kan inte underteckna för {side.short}.",
                    "Skriv partens egen företrädare.",
                    known.place(*side.signers_path(document.namn), index),
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


def _signing(known: Known) -> Iterator[tuple[Dokument, Side]]:
    """Each party with each document that it signs."""
    for document in known.agreements:
        for side in known.signing(document):
            yield document, side


def _before(known: Known, document: Dokument, side: Side) -> Iterator[Side]:
    """The parties whose names are given before a party's: those of the case before the programme's."""
    ordered = sorted(known.signing(document), key=lambda one: not one.of_case)
    yield from ordered[: ordered.index(side)]


def _named(known: Known) -> Iterator[tuple[bool, list[tuple[str, YamlPath]]]]:
    """The names that stand together, with the path of each, and whether they are those who sign something.

    Where the case is too faulty to say, another finding tells.
    """
    case, program = known.loaded.case, known.loaded.program
    if program.has(Kind.TJÄNSTESKRIVELSE):
        with suppress(Unknown):
            yield False, _paths(case.tjänsteskrivelse.handläggare, ("tjänsteskrivelse", "handläggare"))
        with suppress(Unknown):
            yield True, _paths(case.underskrifter.tjänsteskrivelse, ("underskrifter", "tjänsteskrivelse"))
    persons = [fact for fact in program.facts if fact.given and fact.persons]
    for fact in (fact for fact in persons if not fact.each):
        with suppress(Unknown):
            yield False, _paths(getattr(case, fact.name), (fact.name,))
    with suppress(Unknown):
        for document, side in _signing(known):
            with suppress(Unknown):
                yield True, _paths(side.signers(case, document.namn), side.signers_path(document.namn))
    with suppress(Unknown):
        for side in known.sides:
            for fact in (fact for fact in persons if fact.each == side.role):
                with suppress(Unknown):
                    yield False, _paths(getattr(side.said, fact.name), (*side.path, fact.name))


def _paths(names: str | tuple[str, ...] | None, path: YamlPath) -> list[tuple[str, YamlPath]]:
    """The names that are given, each with its path; those of a list by their numbers in it."""
    if isinstance(names, tuple):
        return [(name, (*path, at)) for at, name in enumerate(names) if name]
    return [(names, path)] if names else []
