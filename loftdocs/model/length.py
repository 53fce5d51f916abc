"""A length of time as a contract has it: a number of days, weeks, months, quarters or years."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic_core import PydanticCustomError

from loftdocs.model.reading import Read, told

# By the unit's name in the singular, as `loftdocs.mention` has it: its plural, and how long it is.
_PLURALS = {"dag": "dagar", "vecka": "veckor", "månad": "månader", "kvartal": "kvartal", "halvår": "halvår", "år": "år"}
_DAYS = {"dag": 1, "vecka": 7}
_MONTHS = {"månad": 1, "kvartal": 3, "halvår": 6, "år": 12}
_SINGULAR = {**{unit: unit for unit in _PLURALS}, **{plural: unit for unit, plural in _PLURALS.items()}}
_WRITTEN = re.compile(r"(\d{1,4})[ \u00a0](\w+)")
_MOST_MONTHS, _MOST_DAYS = 1200, 36_525  # a hundred years


@dataclass(frozen=True)
class Length:
    """``number`` of a ``unit``, which is named in the singular: ``dag``, ``vecka``, ``månad``, ``kvartal``, ``år``."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number}\u00a0{plural(self.unit) if self.number != 1 else self.unit}"

    @property
    def months(self) -> int | None:
        """How many months it is; None if it is counted in days."""
        return self.number * _MONTHS[self.unit] if self.unit in _MONTHS else None

    def __radd__(self, day: date) -> date:
        return self.after(day)

    def __rsub__(self, day: date) -> date:
        return self.before(day)

    def after(self, day: date) -> date:
        """The day that is so long after ``day``, the month's last where it has no such day.

        Raises `OverflowError` outside the calendar.
        """
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        """The day that is so long before ``day``. Raises as `after`."""
        return self._moved(day, -1)

    def _moved(self, day: date, sign: int) -> date:
        if self.months is None:
            return day + sign * timedelta(days=self.number * _DAYS[self.unit])
        return add_months(day, sign * self.months)


def plural(unit: str) -> str:
    """``dagar`` for dag, ``kvartal`` for kvartal."""
    return _PLURALS.get(unit, unit)


def most(unit: str) -> int:
    """The greatest number of a unit that any length in a contract is: a hundred years of it."""
    return _MOST_MONTHS // _MONTHS[unit] if unit in _MONTHS else _MOST_DAYS // _DAYS[unit]


def singular(word: str) -> str | None:
    """``dag`` for dagar or dag; None for what is no unit of length."""
    return _SINGULAR.get(word)


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later (or earlier); the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"no year {year} in the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read(value: object) -> object:
    if isinstance(value, Length):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "a single value is asked for")
    match = _WRITTEN.fullmatch(" ".join(value.split()))
    unit = singular(match[2]) if match else None
    if not match or unit is None or not int(match[1]):
        raise PydanticCustomError("length_form", "not a number and a unit")
    if int(match[1]) > most(unit):
        raise PydanticCustomError("less_than_equal", "too long", {"le": "100 år"})
    return Length(int(match[1]), unit)


LENGTH = r"0{0,3}[1-9][0-9]{0,3}\s+(?:dag(?:ar)?|veck(?:a|or)|månad(?:er)?|kvartal|halvår|år)"
"""A length of time as a pattern that means the same to Python and to an editor's JavaScript."""

_TOLD = "Skriv ett tal och en enhet: 30 dagar, 12 månader, 1 kvartal, 3 år."
Tid = Annotated[Length, Read(_read, told("string", _TOLD, rf"^\s*{LENGTH}\s*$", examples=["12 månader"]))]
"""A length of time, written as ``12 månader``."""
