"""The days that someone has to remember while the agreement runs, in words: for a calendar, or for a time line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftdocs.derive import Facts
from loftdocs.derive.swedish import capital
from loftdocs.derive.swedish import day as written
from loftdocs.model.case import Case
from loftdocs.model.program import Program


class Kind(StrEnum):
    """Why a day matters; the value is plain ASCII, for names that other programs read."""

    BESLUT = "beslut"
    START = "start"
    PRISLISTA = "prislista"
    UPPSÄGNING = "uppsagning"
    FÖRLÄNGNING = "forlangning"
    SLUT = "slut"


@dataclass(frozen=True)
class KeyDate:
    """A day, what it is called and what it means, in Swedish with no-break spaces; ``number`` is from 1 in its kind."""

    kind: Kind
    number: int
    day: date
    title: str
    text: str

    @property
    def key(self) -> str:
        """The day's name within its case, ``uppsagning-2``: the same when the period moves to other years."""
        return f"{self.kind}-{self.number}"


def key_dates(case: Case, program: Program, facts: Facts) -> tuple[KeyDate, ...]:
    """The key dates of a case that has been checked, in the order of time; those of one day in the order of `Kind`.

    The decision is there once it is taken, or as planned when the board's meeting is known, and else left out.
    """
    days = (*_decision(case, program, facts), *_term(program, facts))
    order = list(Kind)
    return tuple(sorted(days, key=lambda one: (one.day, order.index(one.kind))))


def _decision(case: Case, program: Program, facts: Facts) -> Iterator[KeyDate]:
    board, planned, taken = case.tjänsteskrivelse.mottagare, case.tjänsteskrivelse.sammanträde, case.beslut.datum
    about = f"{facts.kommun.genitiv} deltagande i {program.namn} {facts.period.år}"
    if taken:
        paragraph = f", § {case.beslut.paragraf}," if case.beslut.paragraf else ""
        text = f"{board} beslutade den {written(taken)}{paragraph} om {about}."
        yield KeyDate(Kind.BESLUT, 1, taken, f"Beslut i {board}", text)
    elif planned:
        text = f"{board} sammanträder den {written(planned)} och ska då besluta om {about}."
        yield KeyDate(Kind.BESLUT, 1, planned, f"Planerat beslut i {board}", text)


def _term(program: Program, facts: Facts) -> Iterator[KeyDate]:
    period = facts.period
    start, end, extension = written(period.start), written(period.slut), written(period.sista_dag_förlängning)
    agreement = f"avtalet om {program.namn} mellan {facts.kommun.namn} och {facts.motpart.kortnamn}"
    text = f"{capital(agreement)} gäller från och med den {start} till och med den {end}."
    yield KeyDate(Kind.START, 1, period.start, "Avtalet börjar gälla", text)
    if program.villkor.årlig_prislista:
        yield from _price_lists(facts, agreement)
    months = program.villkor.uppsägning_månader
    for number, notice in enumerate(period.uppsägningsdagar, 1):
        text = (
            f"Den {written(notice.dag)} är uppsägningsdag i {agreement}. Uppsägningstiden är {months} "
            f"{'månad' if months == 1 else 'månader'}: sägs avtalet upp senast den dagen upphör det den "
            f"{written(notice.upphör)}."
        )
        yield KeyDate(Kind.UPPSÄGNING, number, notice.dag, "Uppsägningsdag", text)
    text = (
        f"En förlängning av {agreement} ska vara överenskommen senast den {extension}. Annars upphör avtalet den {end}."
    )
    title = "Sista dagen att avtala om förlängning"
    yield KeyDate(Kind.FÖRLÄNGNING, 1, period.sista_dag_förlängning, title, text)
    text = f"Den {end} är den sista dagen som {agreement} gäller."
    yield KeyDate(Kind.SLUT, 1, period.slut, "Avtalet upphör", text)


def _price_lists(facts: Facts, agreement: str) -> Iterator[KeyDate]:
    """The price list is fixed for a year and revised each year (annex, 2.2), which names no day.

    The new year is taken: the first list comes with the agreement, and each later calendar year has its own.
    """
    first = facts.period.start.year
    for year in range(first + 1, facts.period.slut.year + 1):
        text = (
            f"{facts.motpart.kortnamn_genitiv} prislista är fast ett år i taget och revideras varje år. Prislistan för "
            f"{year} ska bifogas {agreement}. Avtalet nämner ingen dag; här är den satt till årsskiftet."
        )
        yield KeyDate(Kind.PRISLISTA, year - first, date(year, 1, 1), "Prislistan revideras", text)
