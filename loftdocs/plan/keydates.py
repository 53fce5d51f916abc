"""The days that someone has to remember while the agreement runs, in words: for a calendar, or for a time line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftdocs.derive import Facts
from loftdocs.derive.holidays import free, last_working_day
from loftdocs.derive.swedish import WEEKDAYS, capital
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
    """A day, what it is called, what it means, and what is to be done by whom, in Swedish with no-break spaces.

    ``number`` is from 1 in its kind; ``todo`` is empty where nothing is.
    """

    kind: Kind
    number: int
    day: date
    title: str
    text: str
    todo: str = ""

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
    board, planned, taken = facts.skrivelse.beslutande, case.tjänsteskrivelse.sammanträde, case.beslut.datum
    about = f"{facts.kommun.genitiv} deltagande i {program.namn} {facts.period.år}"
    if taken:
        paragraph = f", § {case.beslut.paragraf}," if case.beslut.paragraf else ""
        text = f"{capital(board)} beslutade den {written(taken)}{paragraph} om {about}."
        yield KeyDate(Kind.BESLUT, 1, taken, f"Beslut i {board}", text)
    elif planned:
        text = f"{capital(board)} sammanträder den {written(planned)} och ska då besluta om {about}."
        todo = f"Handläggaren {facts.handläggare.namn} ser till att handlingarna kommer med i kallelsen."
        yield KeyDate(Kind.BESLUT, 1, planned, f"Planerat beslut i {board}", text, todo)


def _term(program: Program, facts: Facts) -> Iterator[KeyDate]:
    period, other, who = facts.period, facts.motpart.kortnamn, _responsible(facts)
    start, end, extension = written(period.start), written(period.slut), written(period.sista_dag_förlängning)
    agreement = f"avtalet om {program.namn} mellan {facts.kommun.namn} och {other}"
    text = f"{capital(agreement)} gäller från och med den {start} till och med den {end}."
    todo = f"{who} ser till att båda parter har undertecknat avtalet före den dagen."
    yield KeyDate(Kind.START, 1, period.start, "Avtalet börjar gälla", text, todo)
    if program.villkor.årlig_prislista:
        yield from _price_lists(facts, agreement, who)
    yield from _notices(program, facts, agreement, who)
    text = (
        f"En förlängning av {agreement} ska vara överenskommen senast den {extension}. Annars upphör avtalet den {end}."
    )
    todo = (
        f"{who} tar i god tid reda på om {facts.kommun.bestämd} vill förlänga. Vill {facts.kommun.bestämd} det ska den "
        f"som har rätt att besluta om avtalet ha gjort det, och båda parter ha undertecknat förlängningen, senast den "
        f"{extension}.{_working_day(period.sista_dag_förlängning)}"
    )
    title = "Sista dagen att avtala om förlängning"
    yield KeyDate(Kind.FÖRLÄNGNING, 1, period.sista_dag_förlängning, title, text, todo)
    text = f"Den {end} är den sista dagen som {agreement} gäller."
    todo = f"{who} ser till att pågående arbete är avslutat eller har ett eget avtal."
    yield KeyDate(Kind.SLUT, 1, period.slut, "Avtalet upphör", text, todo)


def _notices(program: Program, facts: Facts, agreement: str, who: str) -> Iterator[KeyDate]:
    board, kommun, other = facts.skrivelse.beslutande, facts.kommun.bestämd, facts.motpart.kortnamn
    months = program.villkor.uppsägning_månader
    for number, notice in enumerate(facts.period.uppsägningsdagar, 1):
        text = (
            f"Den {written(notice.dag)} är uppsägningsdag i {agreement}. Uppsägningstiden är {months} "
            f"{'månad' if months == 1 else 'månader'}: sägs avtalet upp senast den dagen upphör det den "
            f"{written(notice.upphör)}."
        )
        todo = (
            f"{who} tar upp frågan i tid för ett beslut i {board}. Vill {kommun} lämna avtalet ska uppsägningen ha "
            f"kommit till {other} senast den {written(notice.dag)}; lämna den helst "
            f"skriftligt.{_working_day(notice.dag)} "
            f"Vill {kommun} fortsätta behöver ingenting göras."
        )
        yield KeyDate(Kind.UPPSÄGNING, number, notice.dag, "Uppsägningsdag", text, todo)


def _price_lists(facts: Facts, agreement: str, who: str) -> Iterator[KeyDate]:
    """The price list is fixed for a year and revised each year (annex, 2.2), which names no day.

    The new year is taken: the first list comes with the agreement, and each later calendar year has its own.
    """
    first = facts.period.start.year
    for year in range(first + 1, facts.period.slut.year + 1):
        text = (
            f"{facts.motpart.kortnamn_genitiv} prislista är fast ett år i taget och revideras varje år. Prislistan för "
            f"{year} ska bifogas {agreement}. Avtalet nämner ingen dag; här är den satt till årsskiftet."
        )
        todo = f"{who} ber {facts.motpart.kortnamn} om den nya prislistan och lägger den till avtalet."
        yield KeyDate(Kind.PRISLISTA, year - first, date(year, 1, 1), "Prislistan revideras", text, todo)


def _responsible(facts: Facts) -> str:
    """Who is to do what has to be done in the municipality, as a sentence begins with it."""
    if facts.kontaktperson:
        return f"Kontaktpersonen {facts.kontaktperson.namn}"
    return f"Handläggaren {facts.handläggare.namn}"


def _working_day(day: date) -> str:
    """A sentence that says the last working day before a day that is none; else nothing.

    Lagen (1930:173) moves the last day of a period that a law sets to the next working day. It does not hold for an
    agreement's own days, so that the day before is the safe one.
    """
    why = free(day)
    if not why:
        return ""
    before = last_working_day(day)
    return f" Dagen är {why}; sista arbetsdagen före är {WEEKDAYS[before.weekday()]}en den {written(before)}."
