"""The days that the parties have to remember."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from loftdocs.check.rule import Known
from loftdocs.derive.swedish import day


class KeyDay(Protocol):
    """A day to remember: the day, what it is in a few words, and what is done then."""

    @property
    def dag(self) -> date:
        """The day."""

    @property
    def rubrik(self) -> str:
        """What day it is."""

    @property
    def beskrivning(self) -> str:
        """What is to be done, in a sentence or two."""


@dataclass(frozen=True)
class Nyckeldag:
    """A `KeyDay` of an agreement."""

    dag: date
    rubrik: str
    beskrivning: str


def key_days(known: Known) -> tuple[KeyDay, ...]:
    """The days of a case in their order. Raises `Unknown` if the case does not say enough."""
    return tuple(sorted(_days(known), key=lambda one: one.dag))


def _days(known: Known) -> Iterator[Nyckeldag]:
    case, program, period = known.loaded.case, known.loaded.program, known.facts.period
    board, other = case.tjänsteskrivelse.mottagare, program.motpart.kortnamn
    if case.beslut.datum:
        number = f" i § {case.beslut.paragraf}" if case.beslut.paragraf else ""
        yield Nyckeldag(case.beslut.datum, "Beslut", f"{board} beslutar om deltagandet{number}.")
    elif case.tjänsteskrivelse.sammanträde:
        yield Nyckeldag(case.tjänsteskrivelse.sammanträde, "Sammanträde", f"{board} behandlar ärendet.")
    yield Nyckeldag(period.start, "Avtalet börjar", "Avtalet gäller från och med denna dag.")
    for notice in period.uppsägningsdagar:
        todo = f"Den som vill lämna avtalet i förtid säger upp det senast nu. Det upphör då {day(notice.upphör)}."
        yield Nyckeldag(notice.dag, "Uppsägningsdag", todo)
    last = "Därefter löper avtalet ut när perioden är slut."
    yield Nyckeldag(period.sista_dag_förlängning, "Sista dag att komma överens om förlängning", last)
    yield Nyckeldag(period.slut, "Avtalet slutar", "Avtalet gäller till och med denna dag.")
    for year in range(period.start.year + 1, period.slut.year + 1):
        todo = f"{other} ser över sin prislista varje år: begär den nya. Avtalet anger ingen dag, så årsskiftet visas."
        yield Nyckeldag(date(year, 1, 1), "Ny prislista", todo)
