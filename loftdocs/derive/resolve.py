"""What a programme refers to by name: a fact of its own, or one that the case gives."""

from datetime import date
from typing import Any

from loftdocs.model.base import Unknown
from loftdocs.model.case import Case
from loftdocs.model.length import Length
from loftdocs.model.named import Name
from loftdocs.model.program import Program


def value_of(name: str, program: Program, case: Case) -> Any:
    """The value of a fact: a term, another constant, or what the case gives. Raises `Unknown` for a name of none."""
    fact = program.fact(name)
    if fact is None:
        raise Unknown(f"uppgiften ”{name}”, som programmets fil hänvisar till")
    return getattr(case if fact.given else getattr(program, str(fact.path[0])), name)


def length(value: Length | Name, program: Program, case: Case) -> Length:
    """A length of time, written out or named. Raises `Unknown` if the name is of nothing that is one."""
    if isinstance(value, Length):
        return value
    fact, number = program.fact(value), value_of(value, program, case)
    unit = fact.kind.unit if fact else None
    if unit is None or unit == "timme" or not isinstance(number, int):
        raise Unknown(f"en tid som heter ”{value}”")
    return Length(number, unit)


def amount(value: int | Name, program: Program, case: Case) -> int:
    """An amount in whole SEK, written out or named. Raises `Unknown` if the name is of none."""
    number = value if not isinstance(value, Name) else value_of(value, program, case)
    if not isinstance(number, int):
        raise Unknown(f"ett belopp som heter ”{value}”")
    return int(number)


def day(value: date | Name, program: Program, case: Case) -> date:
    """A day, written out or named. Raises `Unknown` if the name is of none, or of one that is not filled in."""
    when = value if isinstance(value, date) else value_of(value, program, case)
    if not isinstance(when, date):
        raise Unknown(f"dagen ”{value}”")
    return when
