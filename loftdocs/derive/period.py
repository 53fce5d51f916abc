"""What follows from the agreement's term: its end, years, notice days and last day to extend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loftdocs.derive import resolve
from loftdocs.language.swedish import day_of_year, years
from loftdocs.model.base import NotApplicable
from loftdocs.model.case import Case
from loftdocs.model.length import Length, add_months
from loftdocs.model.program import Program
from loftdocs.model.term import Avtalstid, Uppsägning
from loftdocs.model.types import DayOfYear

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Uppsägningsdag:
    """A last day to give notice on, and the day on which the agreement then has run out."""

    dag: date
    upphör: date


@dataclass(frozen=True)
class Period:
    """The term of the agreement and its key dates; what it does not have is None, and its last day if it runs on."""

    start: date
    slut: date | None
    antal_år: int | None
    år: str
    från_årsskiftet: bool
    årets_första_dag: str
    sista_dag_förlängning: date | None
    uppsägningsdag: str | None
    uppsägningsdagar: tuple[Uppsägningsdag, ...]
    uppsägningstid: Length | None = None
    sista_dag_uppsägning: date | None = None
    förlängs_till: date | None = None

    @property
    def till(self) -> date:
        """The last day, of a term that has one. Raises `NotApplicable` for one that runs until further notice."""
        if self.slut is None:
            raise NotApplicable("ett slut på avtalstiden")
        return self.slut

    @property
    def planned_to(self) -> date:
        """The last day that is planned for: the term's own, or the end of the year after that in which it begins."""
        return self.slut or date(self.start.year + 1, 12, 31)


def last_day(start: date, length: Length) -> date:
    """The last day of a period of such a length from ``start``."""
    return length.after(start) - _DAY


def whole_years(start: date, end: date) -> int | None:
    """The number of years from ``start`` to ``end``, both days included; None if they are not whole years."""
    count = end.year - start.year + (1 if (end.month, end.day) >= (start.month, start.day) else 0)
    return next((n for n in (count - 1, count) if n > 0 and add_months(start, 12 * n) - _DAY == end), None)


def last_of(program: Program, case: Case) -> date | None:
    """The term's last day: the case's, or from its start and the programme's length; None until further notice."""
    term = _term(program)
    given = case.avtalsperiod
    if term.open:
        return None
    if given.slut or term.längd is None:
        return given.slut
    return last_day(given.start, term.längd)


def derive_period(program: Program, case: Case) -> Period:
    """The term of a case. Raises `NotApplicable` if its programme has none, `Unknown` if the case lacks a value.

    Extension is agreed the programme's time before the end: a quarter before 2024-12-31 gives 2024-09-30. A notice day
    counts if the agreement, with the notice period added, then ends before the term does.
    """
    term, given = _term(program), case.avtalsperiod
    start, end = given.start, last_of(program, case)
    notice, extension = term.uppsägning, term.förlängning
    wanted = resolve.length(notice.tid, program, case) if notice and notice.tid else None
    by = resolve.length(extension.med, program, case) if extension and extension.med else None
    ahead = resolve.length(extension.senast, program, case) if extension and extension.senast else None
    after = end + _DAY if end else None
    return Period(
        start=start,
        slut=end,
        antal_år=_years(term, start, end),
        år=years(start, end or start),
        från_årsskiftet=(start.month, start.day) == (1, 1),
        årets_första_dag=day_of_year(1, 1),
        sista_dag_förlängning=ahead.before(after) - _DAY if ahead and after else None,
        uppsägningsdag=day_of_year(*notice.dag) if notice and notice.dag else None,
        uppsägningsdagar=tuple(_notices(notice, wanted, start, end)) if notice and wanted else (),
        uppsägningstid=wanted,
        sista_dag_uppsägning=wanted.before(after) - _DAY
        if notice and wanted and after and notice.till == "slutet"
        else None,
        förlängs_till=by.after(after) - _DAY if by and after else None,
    )


def _term(program: Program) -> Avtalstid:
    if program.avtalstid is None:
        raise NotApplicable("en avtalstid")
    return program.avtalstid


def _years(term: Avtalstid, start: date, end: date | None) -> int | None:
    if term.längd and term.längd.months and term.längd.months % 12 == 0:
        return term.längd.months // 12
    return whole_years(start, end) if end else None


def _notices(notice: Uppsägning, length: Length, start: date, end: date | None) -> Iterator[Uppsägningsdag]:
    """The days on which notice can be given so that it takes effect before the term ends anyway."""
    horizon = end or date(start.year + 1, 12, 31)
    for year in range(start.year, horizon.year + 2 + (length.months or 0) // 12):
        if notice.dag:
            day = DayOfYear(*notice.dag).of(year)
            stops = length.after(day) - _DAY
        elif notice.till == "årsskifte":
            stops = date(year, 12, 31)
            day = length.before(stops + _DAY) - _DAY
        else:
            return
        if start <= day <= horizon and (end is None or stops < end):
            yield Uppsägningsdag(day, stops)
