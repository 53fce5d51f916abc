"""The parties of one case: for each role those that the programme fixes or that the case names, and their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loftdocs.model.base import Model, Unknown
from loftdocs.model.case import Case
from loftdocs.model.case_model import signer_key
from loftdocs.model.fact import YamlPath
from loftdocs.model.party import Beslut, PartyKind, Roll
from loftdocs.model.program import Program


@dataclass(frozen=True)
class Side:
    """One party: its role, what is said of it, and at which ``path``: in the case's file, or in the programme's."""

    role: str
    roll: Roll
    said: Model
    path: YamlPath
    of_case: bool

    @property
    def namn(self) -> str:
        """The whole name. Raises `Unknown`, as all that is said of a party does, if it was given wrongly."""
        return str(self.said.namn)

    @property
    def orgnr(self) -> str | None:
        """The organisation number; None for a natural person."""
        return str(self.said.orgnr) if self.roll.slag.registered else None

    @property
    def ort(self) -> str:
        """The place where the party signs."""
        return str(self.said.ort)

    @property
    def kommunal(self) -> bool:
        """True for a municipality or a region."""
        return self.roll.slag is PartyKind.KOMMUN

    @property
    def short(self) -> str:
        """What the party is called: its short name, or its whole name."""
        return short_of(self) or self.namn

    @property
    def called(self) -> str:
        """The party in a sentence: by its role, ``kommunen``, or by its own name where several have the role."""
        return self.namn if self.roll.many else self.roll.bestämd or self.short

    def signers(self, case: Case, document: str) -> tuple[str, ...]:
        """The names of those who sign a document for it."""
        if self.roll.many:
            return tuple(self.said.undertecknare)
        keys: Any = getattr(case.underskrifter, document)
        return tuple(getattr(keys, signer_key(self.role, self.roll), ()))

    def signers_path(self, document: str) -> YamlPath:
        """Where the case says who signs a document for it."""
        if self.roll.many:
            return (*self.path, "undertecknare")
        return ("underskrifter", document, signer_key(self.role, self.roll))

    def decision(self, case: Case) -> Beslut:
        """The decision by which it enters into the agreement: its own, or the case's."""
        return self.said.beslut if self.roll.many else case.beslut


def sides(program: Program, case: Case) -> tuple[Side, ...]:
    """All parties, in the order in which they sign. Raises `Unknown` if the case does not name one."""
    return tuple(_sides(program, case))


def own_side(program: Program, case: Case) -> Side | None:
    """The case's own party; None where it has none."""
    role = program.own
    return side_of(role, program, case) if role else None


def side_of(role: str, program: Program, case: Case) -> Side | None:
    """The party that has a role, the first where several have; None for a role that none of the parties has."""
    roll = program.parter[role]
    if roll.en_av is None:
        return next((side for side in sides(program, case) if side.role == role), None)
    named = str(getattr(case, role))
    candidates = [side for side in sides(program, case) if side.role == roll.en_av]
    return next((side for side in candidates if named in (side.namn, short_of(side))), None)


def short_of(side: Side) -> str | None:
    """What a party is called by itself or its programme, if that is said."""
    return getattr(side.said, "kallas", None) or side.roll.kallas


def _sides(program: Program, case: Case) -> Iterator[Side]:
    for role, roll in program.parter.items():
        if roll.fixed:
            yield Side(role, roll, roll, ("parter", role), of_case=False)
        elif roll.en_av is None:
            given = getattr(case, role)
            for index, said in enumerate(given if roll.many else (given,)):
                if not isinstance(said, Model):  # a fact has the same name
                    raise Unknown(f"uppgiften ”{role}”")
                yield Side(role, roll, said, (role, index) if roll.many else (role,), of_case=True)
