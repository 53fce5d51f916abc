"""Sweden's free days, and the working days between them.

The public holidays are those of lagen (1989:253) om allmänna helgdagar, 1 §, where the national day took Whit Monday's
place in 2005 (SFS 2004:1320). Midsummer Eve, Christmas Eve and New Year's Eve stand beside them in semesterlagen
(1977:480), 7 §, and in lagen (1930:173) om beräkning av lagstadgad tid, 2 §: no board meets on them. Easter Eve and
Whit Eve are Saturdays. On four more eves most offices close early; they are working days all the same.

Easter comes from dateutil, which the calendar's library brings along. The library ``holidays`` has the whole list, but
takes longer to read in than a check takes, and asks for an older dateutil than that one.
"""

from datetime import date, timedelta
from functools import cache

from loftdocs.language.swedish import WEEKDAYS

_SATURDAY = 5
_NATIONAL_DAY = 2005


def free(day: date) -> str | None:
    """What makes ``day`` no working day, as words that end a sentence: ``julafton``, ``en lördag``; else None."""
    holiday = _free_days(day.year).get(day)
    return holiday or (f"en {WEEKDAYS[day.weekday()]}" if day.weekday() >= _SATURDAY else None)


def short(day: date) -> str | None:
    """The eve that makes ``day`` a short working day in most offices: ``skärtorsdagen``; else None."""
    return None if free(day) else _short_days(day.year).get(day)


def last_working_day(day: date) -> date:
    """``day`` itself, or the last working day before it if it is none."""
    while free(day):
        day -= timedelta(days=1)
    return day


@cache
def _free_days(year: int) -> dict[date, str]:
    midsummer = _first(date(year, 6, 20), _SATURDAY)
    whit = {_easter(year, 50): "annandag pingst"} if year < _NATIONAL_DAY else {date(year, 6, 6): "nationaldagen"}
    return whit | {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        _easter(year, -2): "långfredagen",
        _easter(year, -1): "påskafton",
        _easter(year, 0): "påskdagen",
        _easter(year, 1): "annandag påsk",
        date(year, 5, 1): "första maj",
        _easter(year, 39): "Kristi himmelsfärdsdag",
        _easter(year, 48): "pingstafton",
        _easter(year, 49): "pingstdagen",
        midsummer - timedelta(days=1): "midsommarafton",
        midsummer: "midsommardagen",
        _all_saints(year): "alla helgons dag",
        date(year, 12, 24): "julafton",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
        date(year, 12, 31): "nyårsafton",
    }


@cache
def _short_days(year: int) -> dict[date, str]:
    return {
        date(year, 1, 5): "trettondagsafton",
        _easter(year, -3): "skärtorsdagen",
        date(year, 4, 30): "valborgsmässoafton",
        _all_saints(year) - timedelta(days=1): "dagen före alla helgons dag",
    }


def _all_saints(year: int) -> date:
    return _first(date(year, 10, 31), _SATURDAY)


def _first(day: date, weekday: int) -> date:
    """The first such weekday on or after ``day``."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


@cache
def _easter(year: int, days: int) -> date:
    from dateutil.easter import easter

    sunday: date = easter(year)
    return sunday + timedelta(days=days)
