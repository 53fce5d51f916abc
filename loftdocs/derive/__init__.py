"""Everything that follows from the case and its programme, each thing once; rules and templates only read it."""

from dataclasses import dataclass

from loftdocs.derive.attached import attached
from loftdocs.derive.fee import Avgifter, derive_fee
from loftdocs.derive.klausuler import chosen_clauses
from loftdocs.derive.paper import Skrivelse, derive_paper
from loftdocs.derive.period import Period, derive_period
from loftdocs.derive.swedish import capital, definite, genitive
from loftdocs.model.case import Bilaga, Case, Person
from loftdocs.model.program import Program, ValfriaKlausuler


@dataclass(frozen=True)
class Part:
    """A party of the agreement, in the forms that a sentence needs."""

    namn: str
    genitiv: str
    bestämd: str
    bestämd_genitiv: str
    kortnamn: str
    kortnamn_genitiv: str
    orgnr: str
    ort: str


@dataclass(frozen=True)
class Sida:
    """One party's side of the signature page; a person who is not known yet is None and gets an open line."""

    part: Part
    personer: tuple[Person | None, ...]
    beslut: bool
    sist: bool


@dataclass(frozen=True)
class Underskrifter:
    """The persons behind the names that sign, and the agreement's signature page in its order."""

    tjänsteskrivelse: tuple[Person, ...]
    parter: tuple[Sida, Sida]


@dataclass(frozen=True)
class Facts:
    """What the documents are made of, beside the case and the programme themselves.

    ``bilagor`` are the case's own papers by the names they have in a bundle; ``handlingar`` has their titles too.
    """

    kommun: Part
    motpart: Part
    period: Period
    avgift: Avgifter
    handläggare: Person
    skrivelse: Skrivelse
    underskrifter: Underskrifter
    kontaktperson: Person | None
    ersättare: Person | None
    valfria: ValfriaKlausuler
    titlar: dict[str, str]
    handlingar: dict[str, str]
    bilagor: dict[str, Bilaga]


def derive(case: Case, program: Program) -> Facts:
    """The facts of a case that has been checked. Raises `Unknown` if it lacks a value, `LookupError` a person."""
    period = derive_period(case.avtalsperiod, program.avtalstid_år, program.villkor)
    form = definite(case.kommun.namn)
    if form is None:
        raise LookupError(case.kommun.namn)
    other = program.motpart
    kommun = _part(case.kommun.namn, form, capital(form), case.kommun.orgnr, case.kommun.ort)
    motpart = _part(other.namn, other.kortnamn, other.kortnamn, other.orgnr, other.ort)
    signers = case.underskrifter
    documents = (program.försättsblad, *program.dokument)
    own = attached(case, program)
    paper = derive_paper(case.tjänsteskrivelse, tuple(document.namn for document in documents))
    return Facts(
        kommun=kommun,
        motpart=motpart,
        period=period,
        avgift=derive_fee(program.avgift, period),
        handläggare=_person(case, case.tjänsteskrivelse.handläggare),
        skrivelse=paper,
        underskrifter=Underskrifter(
            tjänsteskrivelse=_persons(case, signers.tjänsteskrivelse),
            parter=(
                Sida(motpart, _persons(case, signers.partneravtal.motparten) or (None,), beslut=False, sist=False),
                Sida(
                    kommun,
                    _persons(case, signers.partneravtal.kommunen) or (None,),
                    beslut=case.beslut.datum is not None,
                    sist=True,
                ),
            ),
        ),
        kontaktperson=_person(case, case.kontaktperson) if case.kontaktperson else None,
        ersättare=_person(case, case.ersättare) if case.ersättare else None,
        valfria=chosen_clauses(program.valfria_klausuler, case.valfria_klausuler),
        titlar={document.namn: _titled(document.rubrik, period, paper) for document in documents},
        handlingar={one.namn: _titled(one.handling or one.rubrik, period, paper) for one in documents}
        | {name: one.titel for name, one in own.items()},
        bilagor=own,
    )


def _titled(title: str, period: Period, paper: Skrivelse) -> str:
    """A title of the programme with what its marks stand for: the period's years, and what the paper is called."""
    return title.replace("{år}", period.år).replace("{benämning}", capital(paper.benämning))


def _part(name: str, definite_form: str, short: str, number: str, town: str) -> Part:
    return Part(name, genitive(name), definite_form, genitive(definite_form), short, genitive(short), number, town)


def _person(case: Case, name: str) -> Person:
    person = case.person(name)
    if person is None:
        raise LookupError(name)
    return person


def _persons(case: Case, names: tuple[str, ...]) -> tuple[Person, ...]:
    return tuple(_person(case, name) for name in names)
