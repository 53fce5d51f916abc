"""The days that someone has to remember while the agreement runs, in words: for a calendar, or for a time line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from loftdocs.derive import Facts
from loftdocs.derive.holidays import free, last_working_day
from loftdocs.derive.naming import naming
from loftdocs.language.swedish import NBSP, WEEKDAYS, capital, listed
from loftdocs.language.swedish import day as written
from loftdocs.model.case import Case
from loftdocs.model.documents import Nyckeldag
from loftdocs.model.program import Program
from loftdocs.model.types import DayOfYear, as_day_of_year
from loftdocs.sandbox.expression import text_of, value_of


class Kind(StrEnum):
    """Why a day matters; the value is plain ASCII, for names that other programs read."""

    BESLUT = "beslut"
    START = "start"
    EGEN = "egen"
    UPPSÄGNING = "uppsagning"
    FÖRLÄNGNING = "forlangning"
    SLUT = "slut"


@dataclass(frozen=True)
class KeyDate:
    """A day, what it is called, what it means, and what is to be done by whom, in Swedish with no-break spaces.

    ``number`` is from 1 in its kind; ``todo`` is empty where nothing is. A day of the programme's own has a ``name``
    and says how many days ahead it is reminded of.
    """

    kind: Kind
    number: int
    day: date
    title: str
    text: str
    todo: str = ""
    name: str = ""
    reminded: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The day's name within its case, ``uppsagning-2``: the same when the period moves to other years."""
        return f"{self.name or self.kind}-{self.number}"


def key_dates(case: Case, program: Program, facts: Facts) -> tuple[KeyDate, ...]:
    """The key dates of a case that has been checked, in the order of time; those of one day in the order of `Kind`.

    The decision is there once it is taken, or as planned when the board's meeting is known, and else left out.
    """
    days = (*_decision(case, facts), *_term(program, facts), *_payments(facts), *_own(case, program, facts))
    order = list(Kind)
    return tuple(sorted(days, key=lambda one: (one.day, order.index(one.kind))))


def _decision(case: Case, facts: Facts) -> Iterator[KeyDate]:
    if facts.skrivelsen is None:
        return
    board, planned, taken = facts.skrivelse.beslutande, case.tjänsteskrivelse.sammanträde, case.beslut.datum
    title = next(iter(facts.titlar.values()))
    about = f"{facts.egen.genitiv} {title[:1].lower()}{title[1:]}"
    if taken:
        paragraph = f", § {case.beslut.paragraf}," if case.beslut.paragraf else ""
        text = f"{capital(board)} beslutade den {written(taken)}{paragraph} om {about}."
        yield KeyDate(Kind.BESLUT, 1, taken, f"Beslut i {board}", text)
    elif planned:
        text = f"{capital(board)} sammanträder den {written(planned)} och ska då besluta om {about}."
        todo = f"Handläggaren {facts.handläggare.namn} ser till att handlingarna kommer med i kallelsen."
        yield KeyDate(Kind.BESLUT, 1, planned, f"Planerat beslut i {board}", text, todo)


def agreement(program: Program, facts: Facts) -> str:
    """The agreement in a sentence: ``avtalet om … mellan Enköpings kommun och …``."""
    own, others = facts.egen.namn, listed([part.kortnamn for part in facts.andra])
    about = program.namn if program.namn.isupper() or not program.ämne else program.ämne
    return f"avtalet om {about} mellan {own} och {others}"


def _term(program: Program, facts: Facts) -> Iterator[KeyDate]:
    if facts.tid is None or not facts.andra:
        return
    period, who, both = facts.tid, _responsible(program, facts), "båda" if len(facts.parter) == 2 else "alla"
    start, about = written(period.start), agreement(program, facts)
    runs = f" till och med den {written(period.slut)}" if period.slut else " och tills vidare"
    text = f"{capital(about)} gäller från och med den {start}{runs}."
    todo = f"{who} ser till att {both} parter har undertecknat avtalet före den dagen."
    yield KeyDate(Kind.START, 1, period.start, "Avtalet börjar gälla", text, todo)
    yield from _notices(program, facts, about, who)
    own = facts.egen.bestämd
    if period.sista_dag_förlängning and period.slut:
        extension, end = written(period.sista_dag_förlängning), written(period.slut)
        text = (
            f"En förlängning av {about} ska vara överenskommen senast den {extension}. Annars upphör avtalet den {end}."
        )
        todo = (
            f"{who} tar i god tid reda på om {own} vill förlänga. Vill {own} det ska den "
            f"som har rätt att besluta om avtalet ha gjort det, och {both} parter ha undertecknat förlängningen, "
            f"senast den {extension}.{_working_day(period.sista_dag_förlängning)}"
        )
        title = "Sista dagen att avtala om förlängning"
        yield KeyDate(Kind.FÖRLÄNGNING, 1, period.sista_dag_förlängning, title, text, todo)
    if period.sista_dag_uppsägning and period.slut:
        last, end = written(period.sista_dag_uppsägning), written(period.slut)
        longer = period.förlängs_till
        after = (
            f"Annars förlängs det till och med den {written(longer)}." if longer else "Annars behövs ingen uppsägning."
        )
        text = f"Ska {about} upphöra den {end} ska det sägas upp senast den {last}. {after}"
        todo = (
            f"{who} tar upp frågan i tid. Vill {own} lämna avtalet ska uppsägningen ha kommit fram senast den {last}; "
            f"lämna den helst skriftligt.{_working_day(period.sista_dag_uppsägning)}"
        )
        yield KeyDate(Kind.FÖRLÄNGNING, 1, period.sista_dag_uppsägning, "Sista dagen att säga upp avtalet", text, todo)
    if period.slut:
        end = written(period.slut)
        text = f"Den {end} är den sista dagen som {about} gäller."
        text += " Det förlängs om ingen har sagt upp det." if period.förlängs_till else ""
        todo = f"{who} ser till att pågående arbete är avslutat eller har ett eget avtal."
        title = "Avtalstiden är slut" if period.förlängs_till else "Avtalet upphör"
        yield KeyDate(Kind.SLUT, 1, period.slut, title, text, todo)


def _notices(program: Program, facts: Facts, about: str, who: str) -> Iterator[KeyDate]:
    own, others = facts.egen.bestämd, listed([part.kortnamn for part in facts.andra])
    length = str(facts.period.uppsägningstid).replace(NBSP, " ")
    yearly = facts.period.uppsägningsdag is not None
    asked = f" för ett beslut i {facts.skrivelse.beslutande}" if facts.skrivelsen else ""
    for number, notice in enumerate(facts.period.uppsägningsdagar, 1):
        what = "uppsägningsdag i" if yearly else "sista dagen att säga upp"
        text = (
            f"Den {written(notice.dag)} är {what} {about}. Uppsägningstiden är {length}: sägs avtalet upp senast den "
            f"dagen upphör det den {written(notice.upphör)}."
        )
        todo = (
            f"{who} tar upp frågan i tid{asked}. Vill {own} lämna avtalet ska uppsägningen ha kommit till {others} "
            f"senast den {written(notice.dag)}; lämna den helst skriftligt.{_working_day(notice.dag)} Vill {own} "
            "fortsätta behöver ingenting göras."
        )
        title = "Uppsägningsdag" if yearly else "Sista dagen att säga upp avtalet"
        yield KeyDate(Kind.UPPSÄGNING, number, notice.dag, title, text, todo)


def _own(case: Case, program: Program, facts: Facts) -> Iterator[KeyDate]:
    about, who = agreement(program, facts) if facts.andra else "", _responsible(program, facts)
    known = naming(case, program, facts) if program.nyckeldagar else {}
    for form in program.nyckeldagar:
        for number, day in enumerate(_days_of(form, facts, known), 1):
            values = {**known, "dag": day, "avtalet": about, "ansvarig": who}
            text, todo = text_of(form.text, values), text_of(form.gör, values) if form.gör else ""
            reminded = (form.påminnelse_dagar,)
            yield KeyDate(Kind.EGEN, number, day, text_of(form.rubrik, values), text, todo, form.namn, reminded)


def _days_of(form: Nyckeldag, facts: Facts, known: Mapping[str, Any]) -> Iterator[date]:
    """The day that an expression comes to, or a day of each year of the term after its first."""
    if form.dag:
        day = value_of(form.dag, known)
        if isinstance(day, date):
            yield day
    elif form.varje and facts.tid:
        yearly = known["villkor"].get(form.varje) or known["program"].get(form.varje) or known.get(form.varje)
        yearly = yearly or as_day_of_year(form.varje)
        for year in range(facts.tid.start.year + 1, facts.tid.planned_to.year + 1):
            if isinstance(yearly, DayOfYear) and yearly.of(year) <= facts.tid.planned_to:
                yield yearly.of(year)


def _payments(facts: Facts) -> Iterator[KeyDate]:
    """The day of each payment that is made once, by the case's own party, and is no security."""
    for plan in facts.betalningar.values():
        row = plan.fakturor[0] if plan.fakturor else None
        if row and row.datum and plan.sätt == "utbetalning" and not plan.säkerhet and plan.från and plan.till:
            called = capital(next(iter(plan.nämns_som), plan.namn.replace("_", " ")))
            text = f"{row.belopp} ska betalas till {plan.till.namn}."
            todo = f"Se till att {plan.från.bestämd} betalar den dagen."
            yield KeyDate(Kind.EGEN, 1, row.datum, f"{called} betalas ut", text, todo, plan.namn, (14,))


def _responsible(program: Program, facts: Facts) -> str:
    """Who is to do what has to be done by the case's own party, as a sentence begins with it."""
    for fact in program.facts:
        if fact.responsible and facts.uppgifter.get(fact.name):
            return f"{fact.responsible} {facts.uppgifter[fact.name].namn}"
    if facts.handläggaren:
        return f"Handläggaren {facts.handläggare.namn}"
    return capital(facts.egen.bestämd)


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
