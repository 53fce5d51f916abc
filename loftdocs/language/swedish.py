"""How Swedish writes dates, amounts, numbers and names; Myndigheternas skrivregler where it has a rule."""

import re
from collections.abc import Sequence
from datetime import date

NBSP = "\u00a0"
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTH = "|".join(MONTHS)
# Spaces that may not break a line: inside a number, between a number and its unit, inside a date, after "org nr".
_TIES = (
    re.compile(r"(?<=\d) (?=\d{2,3}\b)"),
    re.compile(r"(?<=\d) (?=(?:kr|kronor|SEK|tkr|mnkr|procent|procentenheter|kap|timmar|dagar|månader|år)\b|[%§])"),
    re.compile(r"(?<=§) (?=\d)|(?<=\bkap\.) (?=\d)"),
    re.compile(r"(?i)(?<=\borg) (?=nr\b)|(?<=\borg\.) (?=nr\b)"),
    re.compile(r"(?i)(?<=\bnr) (?=\d)|(?<=\borganisationsnummer) (?=\d)"),
    re.compile(rf"(?<=\d) (?=(?:{_MONTH})\b)"),
)
_YEAR_AFTER_MONTH = re.compile(rf"(?<=\d{NBSP})({_MONTH}) (?=\d{{4}}\b)")
_SIBILANTS = frozenset("sxz")


def tie(text: str) -> str:
    """``text`` with no-break spaces where a line break would part a number, a date or an org number."""
    for pattern in _TIES:
        text = pattern.sub(NBSP, text)
    return _YEAR_AFTER_MONTH.sub(rf"\1{NBSP}", text)


def day(value: date) -> str:
    """A date as running text has it: ``17 november 2021``, with no-break spaces."""
    return f"{day_of_year(value.day, value.month)}{NBSP}{value.year}"


def day_of_year(day_number: int, month: int) -> str:
    """A yearly day: ``1 februari``, with a no-break space."""
    return f"{day_number}{NBSP}{MONTHS[month - 1]}"


def years(start: date, end: date) -> str:
    """The years of a period: ``2022–2024``, or ``2022`` when it is one."""
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"


def words(number: int) -> str:
    """A whole number in words: ``trehundratusen``."""
    from num2words import num2words  # a check hardly ever needs it

    return str(num2words(number, lang="sv"))


def listed(items: Sequence[str]) -> str:
    """``a, b och c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"


def genitive(name: str) -> str:
    """``Lidingö stads``; a name in s, x or z takes no more s, one in capitals ``:s`` (Myndigheternas skrivregler)."""
    last = name.split()[-1]
    if len(last) > 1 and last.isupper():
        return f"{name}:s"
    return name if last[-1].lower() in _SIBILANTS else f"{name}s"


def capital(text: str) -> str:
    """``text`` with its first letter as a capital and the rest as it was."""
    return text[:1].upper() + text[1:]


def definite(name: str) -> str | None:
    """``kommunen``, ``staden`` or ``regionen`` for a municipality's whole name; None if it is neither kind.

    Västra Götalandsregionen has it inside its name.
    """
    first, last = name.split()[0].lower(), name.split()[-1].lower()
    if last.endswith("sregionen"):
        return "regionen"
    for kind, form in (("kommun", "kommunen"), ("stad", "staden"), ("region", "regionen")):
        if kind in (first, last):
            return form
    return None


class Kronor(int):
    """Whole SEK that print as ``300 000 kr`` with no-break spaces."""

    def __str__(self) -> str:
        return f"{self.digits}{NBSP}kr"

    def __mul__(self, other: int) -> "Kronor":
        return Kronor(int(self) * other)

    __rmul__ = __mul__

    @property
    def digits(self) -> str:
        """``300 000`` without the unit, for table columns that have it in their heading."""
        return f"{int(self):,}".replace(",", NBSP)

    @property
    def ord(self) -> str:
        """The amount in words, without the unit: ``trehundratusen``."""
        return words(int(self))
