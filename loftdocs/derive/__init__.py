"""Everything that follows from the case and its programme, each thing once; rules and templates only read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from loftdocs.derive.attached import attached
from loftdocs.derive.betalplan import Betalplan
from loftdocs.derive.conditions import holds
from loftdocs.derive.paper import Skrivelse, derive_paper
from loftdocs.derive.parties import Part, derive_parties, roles
from loftdocs.derive.payments import derive_payment
from loftdocs.derive.period import Period, derive_period
from loftdocs.model.base import NotApplicable, Unknown
from loftdocs.model.case import Bilaga, Case, Person
from loftdocs.model.case_model import signed_by
from loftdocs.model.documents import Dokument, fields_in, filled
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.kind import Kind
from loftdocs.model.paper import paper_parts
from loftdocs.model.program import Program
from loftdocs.model.sides import sides

T = TypeVar("T")
_NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Sida:
    """One party's side of a signature page; a person who is not known yet is None and gets an open line."""

    part: Part
    personer: tuple[Person | None, ...]
    beslut: bool
    sist: bool


@dataclass(frozen=True)
class Underskrifter:
    """The persons behind the names that sign: the paper, and each agreement's signature page in its order.

    ``parter`` is the signature page of the first agreement, which most programmes have only one of.
    """

    tjänsteskrivelse: tuple[Person, ...]
    parter: tuple[Sida, ...]
    dokument: Mapping[str, tuple[Sida, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What the documents are made of, beside the case and the programme themselves.

    ``dokument`` are those of the programme's documents that are made in this case, in its order.
    ``bilagor`` are the case's own papers by the names they have in a bundle; ``handlingar`` has their titles too.
    """

    parter: tuple[Part, ...]
    roller: Mapping[str, Part | tuple[Part, ...] | None]
    tid: Period | None
    betalningar: Mapping[str, Betalplan]
    skrivelsen: Skrivelse | None
    handläggaren: Person | None
    underskrifter: Underskrifter
    uppgifter: Mapping[str, Any]
    valfria: Mapping[str, bool]
    dokument: tuple[Dokument, ...]
    titlar: dict[str, str]
    handlingar: dict[str, str]
    bilagor: Mapping[str, Bilaga]
    daterad: date

    @property
    def egen(self) -> Part:
        """The case's own party. Raises `NotApplicable` where it has none."""
        own = next((part for part in self.parter if part.egen), None)
        return _had(own, "en egen part")

    @property
    def andra(self) -> tuple[Part, ...]:
        """The other parties."""
        return tuple(part for part in self.parter if not part.egen)

    @property
    def period(self) -> Period:
        """The term. Raises `NotApplicable` for an agreement that has none."""
        return _had(self.tid, "en avtalstid")

    @property
    def skrivelse(self) -> Skrivelse:
        """The decision paper. Raises `NotApplicable` where there is none."""
        return _had(self.skrivelsen, "en tjänsteskrivelse")

    @property
    def handläggare(self) -> Person:
        """The one who writes the paper. Raises `NotApplicable` where there is none."""
        return _had(self.handläggaren, "en handläggare")

    @property
    def kostnader(self) -> tuple[Betalplan, ...]:
        """What is paid and not given back. Raises `NotApplicable` where nothing is."""
        found = tuple(plan for plan in self.betalningar.values() if not plan.säkerhet)
        return _had(found or None, "något som betalas")


def _had(value: T | None, name: str) -> T:
    if value is None:
        raise NotApplicable(name)
    return value


def derive(case: Case, program: Program) -> Facts:
    """The facts of a case that has been checked. Raises `Unknown` if it lacks a value, `LookupError` a person."""
    own = attached(case, program)
    parties = derive_parties(program, case)
    period = derive_period(program, case) if program.avtalstid and program.avtalstid.dated else None
    paper = _paper(case, program)
    by_role = roles(program, case, parties)
    values = {
        fact.name: _resolved(fact, getattr(case, fact.name), case)
        for fact in program.facts
        if fact.given and not fact.each
    }
    naming = {
        "period": period,
        "skrivelse": paper,
        "ärende": case.tjänsteskrivelse if paper else None,
        "program": program,
        **by_role,
        **values,
    }
    made = tuple(
        one
        for index, one in enumerate(program.dokument)
        if holds(one.om, naming, f"dokumentet ”{one.namn}”", ("dokument", index, "om"))
    )
    return Facts(
        parter=parties,
        roller=by_role,
        tid=period,
        betalningar=_payments(case, program, period, parties, naming),
        skrivelsen=paper,
        handläggaren=_person(case, case.tjänsteskrivelse.handläggare) if paper else None,
        underskrifter=_signatures(case, program, parties, made),
        uppgifter=values,
        valfria=_clauses(case, program),
        dokument=made,
        titlar={one.namn: _titled(one.rubrik, naming) for one in program.papers},
        handlingar={one.namn: _titled(one.handling or one.rubrik, naming) for one in program.papers}
        | {name: one.titel for name, one in own.items()},
        bilagor=own,
        daterad=_dated(case, paper, period),
    )


def _payments(
    case: Case, program: Program, period: Period | None, parties: tuple[Part, ...], naming: Mapping[str, Any]
) -> dict[str, Betalplan]:
    """The plans of what is paid in this case. Raises `Unknown` if a condition cannot be asked."""
    return {
        name: derive_payment(name, form, program, case, period, parties)
        for name, form in program.betalningar.items()
        if holds(form.om, naming, f"betalningen ”{name}”", ("betalningar", name, "om"))
    }


def _paper(case: Case, program: Program) -> Skrivelse | None:
    if not program.has(Kind.TJÄNSTESKRIVELSE):
        return None
    parts = tuple(part.namn for part in paper_parts(program.tjänsteskrivelse.avsnitt))
    return derive_paper(case.tjänsteskrivelse, tuple(one.namn for one in program.papers), parts)


def _dated(case: Case, paper: Skrivelse | None, period: Period | None) -> date:
    """The day that the files say they are of: the paper's, else the decision's, else the first of the term.

    Of a case that has none of them one and the same day, so that the same case gives the same bytes.
    """
    if paper:
        return case.tjänsteskrivelse.datum
    return case.beslut.datum or (period.start if period else _NO_DAY)


def _titled(title: str, naming: Mapping[str, Any]) -> str:
    """A title of the programme with the facts that it names. Raises `Unknown` for one that there is not."""

    def value(dotted: str) -> str:
        found: Any = naming
        for step in dotted.split("."):
            found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
        if found is None:
            raise Unknown(f"fältet ”{dotted}”, som en rubrik i programmet nämner")
        return str(found)

    return filled(title, value) if fields_in(title) else title


def _resolved(fact: Fact, value: Any, case: Case) -> Any:
    """A fact as templates have it: a person by its name, an amount that prints as one."""
    match fact.kind:
        case FactKind.PERSON:
            return _person(case, value) if value else None
        case FactKind.LISTA if fact.items and fact.items.kind is FactKind.PERSON:
            return tuple(_person(case, name) for name in value)
    return fact.printed(value)


def _signatures(case: Case, program: Program, parties: tuple[Part, ...], made: tuple[Dokument, ...]) -> Underskrifter:
    paper = _persons(case, case.underskrifter.tjänsteskrivelse) if program.has(Kind.TJÄNSTESKRIVELSE) else ()
    pages = {
        one.namn: _page(case, program, one, parties)
        for one in made
        if one.slag is not Kind.TJÄNSTESKRIVELSE and signed_by(program, one)
    }
    first = next((page for page in pages.values()), ())
    return Underskrifter(paper, first, pages)


def _page(case: Case, program: Program, document: Dokument, parties: tuple[Part, ...]) -> tuple[Sida, ...]:
    """The signature page of one document: a side for each party, with as many lines as the programme asks for."""
    signing = [
        (side, part)
        for side, part in zip(sides(program, case), parties, strict=True)
        if side.role in signed_by(program, document)
    ]
    found = []
    for number, (side, part) in enumerate(signing, 1):
        persons: tuple[Person | None, ...] = _persons(case, side.signers(case, document.namn))
        persons += (None,) * (side.roll.undertecknare - len(persons))
        decided = side.of_case and side.kommunal and side.decision(case).datum is not None
        found.append(Sida(part, persons, beslut=decided, sist=number == len(signing)))
    return tuple(found)


def _clauses(case: Case, program: Program) -> dict[str, bool]:
    """Which of the optional clauses there are: the programme's choice, but for what the case chooses itself."""
    chosen = {}
    for name, clause in program.valfria_klausuler.items():
        own = getattr(case.valfria_klausuler, name)
        chosen[name] = clause.värde if own is None else own
    return chosen


def _person(case: Case, name: str) -> Person:
    person = case.person(name)
    if person is None:
        raise LookupError(name)
    return person


def _persons(case: Case, names: tuple[str, ...]) -> tuple[Person, ...]:
    return tuple(_person(case, name) for name in names)


__all__ = ["Facts", "Part", "Sida", "Underskrifter", "derive"]
