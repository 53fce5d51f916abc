"""The parties in the forms that a sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loftdocs.derive.kommuner import find
from loftdocs.derive.regioner import find_region
from loftdocs.language.swedish import capital, definite, genitive
from loftdocs.model.case import Case
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.party import PartyKind
from loftdocs.model.program import Program
from loftdocs.model.sides import Side, own_side, short_of, side_of, sides


@dataclass(frozen=True)
class Part:
    """A party of the agreement; ``orgnr`` is empty for a natural person.

    ``uppgifter`` are the facts that the programme asks of each party of the role, which templates print as its own.
    """

    namn: str
    genitiv: str
    bestämd: str
    bestämd_genitiv: str
    kortnamn: str
    kortnamn_genitiv: str
    orgnr: str
    ort: str
    roll: str = ""
    slag: PartyKind = PartyKind.BOLAG
    egen: bool = False
    uppgifter: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self.uppgifter:
            raise AttributeError(name)
        return self.uppgifter[name]

    @property
    def kommunal(self) -> bool:
        """True for a municipality or a region."""
        return self.slag is PartyKind.KOMMUN


def derive_parties(program: Program, case: Case) -> tuple[Part, ...]:
    """The parties in the order in which they sign.

    Raises `LookupError` for a municipality whose kind its name does not tell, `Unknown` if the case lacks a value.
    """
    own = own_side(program, case)
    return tuple(_part(side, program, case, egen=side == own) for side in sides(program, case))


def roles(program: Program, case: Case, parties: tuple[Part, ...]) -> dict[str, Part | tuple[Part, ...] | None]:
    """The parties by their roles: one, or all of those that have it."""
    all_sides = sides(program, case)
    found: dict[str, Part | tuple[Part, ...] | None] = {}
    for role, roll in program.parter.items():
        of_role = tuple(part for part in parties if part.roll == role)
        if roll.en_av:
            side = side_of(role, program, case)
            found[role] = parties[all_sides.index(side)] if side else None
        else:
            found[role] = of_role if roll.many else of_role[0]
    return found


def _part(side: Side, program: Program, case: Case, *, egen: bool) -> Part:
    name, short = side.namn, short_of(side)
    form = short or name
    if side.kommunal:
        kind = definite(name)
        if kind is None:
            raise LookupError(name)
        form = kind
        short = short or (_place(name) if side.roll.many else capital(kind))
    short = short or name
    values: dict[str, Any] = {
        fact.name: _printed(fact, getattr(side.said, fact.name), case)
        for fact in program.facts
        if fact.given and fact.each == side.role
    }
    if side.roll.many:
        values["beslut"] = side.decision(case)
    return Part(
        namn=name,
        genitiv=genitive(name),
        bestämd=form,
        bestämd_genitiv=genitive(form),
        kortnamn=short,
        kortnamn_genitiv=genitive(short),
        orgnr=side.orgnr or "",
        ort=side.ort,
        roll=side.role,
        slag=side.roll.slag,
        egen=egen,
        uppgifter=values,
    )


def _printed(fact: Fact, value: Any, case: Case) -> Any:
    """A fact of a party's as templates have it: a person by its name, or None for one that is not listed."""
    if fact.kind is FactKind.PERSON:
        return case.person(value) if value else None
    return fact.printed(value)


def _place(name: str) -> str:
    """What tells one municipality from another where there are several: ``Enköping``."""
    known = find(name) or find_region(name)
    return known.kort if known else name
