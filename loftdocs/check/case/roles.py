"""Rules about the parties beside each other: that each is another, and that who has a role is one of them."""

from collections.abc import Iterator
from itertools import combinations

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.failures import meant
from loftdocs.findings import Severity
from loftdocs.language.swedish import definite, genitive
from loftdocs.load.elsewhere import numbers_elsewhere
from loftdocs.mention.checksums import is_orgnr
from loftdocs.model.base import NotApplicable
from loftdocs.model.sides import short_of, side_of


@rule("PAR103", Severity.FEL)
def parties_differ(known: Known) -> Iterator[Fault]:
    """Parterna har var sitt organisationsnummer.

    Exempel: kommunen har fått motpartens nummer.
    Rätta: skriv kommunens eget nummer.
    """
    for one, other in combinations(sorted(known.sides, key=lambda side: side.of_case), 2):
        if one.orgnr and one.orgnr == other.orgnr:
            yield Fault(
                f"{other.namn} har samma organisationsnummer som {one.namn}.",
                f"Skriv {definite(other.namn) or 'parten'}s eget nummer.",
                known.side_place(other, "orgnr"),
            )


@rule("PAR110", Severity.FEL)
def parties_are_named_once(known: Known) -> Iterator[Fault]:
    """Ingen är part två gånger i ett avtal.

    Exempel: samma kommun står två gånger bland de samverkande.
    Rätta: ta bort den ena.
    """
    for one, other in combinations(known.sides, 2):
        if one.namn.casefold() == other.namn.casefold():
            yield Fault(
                f"{other.namn} är part två gånger.",
                place=known.side_place(other, "namn"),
                also=(known.side_place(one, "namn"),),
            )


@rule("PAR111", Severity.VARNING)
def number_is_no_other_cases(known: Known) -> Iterator[Fault]:
    """Organisationsnumret är inte en annan kommuns, enligt ett annat ärende i projektet.

    Exempel: ärendet är kopierat från Enköpings kommun, och numret är inte bytt.
    Rätta: skriv kommunens eget nummer, eller rätta det andra ärendet.
    """
    mine = known.loaded.case_tree.file
    for side in known.sides:
        if not side.of_case or not side.orgnr or not is_orgnr(side.orgnr):
            continue
        for file, names in numbers_elsewhere(mine, side.orgnr):
            others = [name for name in names if name.casefold() != side.namn.casefold()]
            if others:
                yield Fault(
                    f"Numret {side.orgnr} är {genitive(others[0])} i ärendet {file.stem}, men här "
                    f"{genitive(side.namn)}.",
                    "Skriv partens eget nummer, eller rätta det andra ärendet.",
                    known.side_place(side, "orgnr"),
                )
                break


@rule("PAR112", Severity.FEL)
def who_has_a_role_is_a_party(known: Known) -> Iterator[Fault]:
    """Den som ska vara en av parterna är någon av dem, med namnet som parten har i ärendet.

    Exempel: värdkommun: Tierp, när de samverkande är Heby, Knivsta och Östhammar.
    Rätta: skriv partens namn, eller vad den kallas, som det står bland parterna.
    """
    program, case = known.loaded.program, known.loaded.case
    roles = [(role, roll.en_av) for role, roll in program.parter.items() if roll.en_av]
    if not roles:
        raise NotApplicable("en roll som en av flera parter har")
    for role, among in roles:
        if side_of(role, program, case) is None:
            names = [short_of(side) or side.namn for side in known.sides if side.role == among]
            said = getattr(case, role)
            yield Fault(
                f"”{said}” är inte någon av parterna.{meant(said, names, 0.5)}",
                f"Skriv {', '.join(names[:-1])} eller {names[-1]}." if len(names) > 1 else "Skriv en parts namn.",
                known.place(role),
            )
