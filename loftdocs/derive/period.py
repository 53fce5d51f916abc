"""What follows from the agreement's period: its end, years, notice days and last day to extend."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from loftdocs.derive.swedish import day_of_year, years
from loftdocs.model.case import Avtalsperiod
from loftdocs.model.program import Villkor


@dataclass(frozen=True)
class Uppsägningsdag:
    """A day on which notice may take effect, and the day on which the agreement then has run out."""

    dag: date
    upphör: date


@dataclass(frozen=True)
class Period:
    """The term of the agreement and its key dates."""

    start: date
    slut: date
    antal_år: int
    år: str
    från_årsskiftet: bool
    årets_första_dag: str
    sista_dag_förlängning: date
    uppsägningsdag: str
    uppsägningsdagar: tuple[Uppsägningsdag, ...]


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later (or earlier); the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(start: date, length_years: int) -> date:
    """The last day of a period of whole years from ``start``."""
    return add_months(start, 12 * length_years) - timedelta(days=1)


def whole_years(start: date, end: date) -> int | None:
    """The number of years from ``start`` to ``end``, both days included; None if they are not whole years."""
    count = end.year - start.year + (1 if (end.month, end.day) >= (start.month, start.day) else 0)
    return next((n for n in (count - 1, count) if n > 0 and last_day(start, n) == end), None)


def derive_period(given: Avtalsperiod, length_years: int, terms: Villkor) -> Period:
    """The period as the case gives it, or from its start and the programme's length.

    Extension is agreed ``förlängning_kvartal`` quarters before the end, so that 2024-12-31 gives 2024-09-30. A notice
    day counts if the agreement, with the notice period added, then ends before the period does (brief, clause 10).
    """
    end = given.slut or last_day(given.start, length_years)
    after = end + timedelta(days=1)
    notices = []
    for year in range(given.start.year, end.year + 1):
        notice = date(year, terms.uppsägning_månad, terms.uppsägning_dag)
        stops = add_months(notice, terms.uppsägning_månader) - timedelta(days=1)
        if given.start <= notice and stops < end:
            notices.append(Uppsägningsdag(notice, stops))
    return Period(
        start=given.start,
        slut=end,
        antal_år=length_years,
        år=years(given.start, end),
        från_årsskiftet=(given.start.month, given.start.day) == (1, 1),
        årets_första_dag=day_of_year(1, 1),
        sista_dag_förlängning=add_months(after, -3 * terms.förlängning_kvartal) - timedelta(days=1),
        uppsägningsdag=day_of_year(terms.uppsägning_dag, terms.uppsägning_månad),
        uppsägningsdagar=tuple(notices),
    )
