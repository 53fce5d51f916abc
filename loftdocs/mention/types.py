"""The values that a Swedish text can mention, as frozen and hashable data."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias


class MentionKind(StrEnum):
    """What a mention is; each kind's value has the type named beside it.

    Of two readings of the same characters, the kind whose form leaves least to chance is meant: the first of these.
    """

    EPOST = "epost"  # str: in lower case
    PERSONNUMMER = "personnummer"  # str: "[ÅÅ]ÅÅMMDD-NNNN", or + in place of - where written so
    ORGNR = "orgnr"  # str: "NNNNNN-NNNN"
    TELEFON = "telefon"  # str: digits only, national form with its leading 0
    DATUM = "datum"  # Day, PartialDate or ImpossibleDate
    ÅRSPANN = "årspann"  # (first year, last year)
    BELOPP = "belopp"  # Amount
    PROCENT = "procent"  # Decimal: 15 for "15 %"
    TID = "tid"  # Duration


@dataclass(frozen=True)
class Amount:
    """A sum in kronor (not in thousands or millions), and the currency as the text writes it: "kr", "tkr", "MSEK"."""

    kronor: Decimal
    currency: str


@dataclass(frozen=True)
class Day:
    """A day of the calendar, and the weekday that the text gives it (Monday is 0), right or wrong."""

    date: datetime.date
    weekday: int | None = None


@dataclass(frozen=True)
class PartialDate:
    """A date that does not give its day, or its year, or gives its year by a word ("i år", "förra året")."""

    day: int | None
    month: int | None
    year: int | None
    relative: str | None = None


@dataclass(frozen=True)
class ImpossibleDate:
    """What is written as a date and is in no calendar: 31 November."""

    day: int
    month: int
    year: int | None


Unit: TypeAlias = Literal["dag", "vecka", "månad", "kvartal", "år", "timme"]


@dataclass(frozen=True)
class Duration:
    """A length of time, in the unit that the text counts it in."""

    number: int
    unit: Unit


YearSpan: TypeAlias = tuple[int, int]
DateLike: TypeAlias = Day | PartialDate | ImpossibleDate
Value: TypeAlias = Amount | DateLike | Decimal | Duration | YearSpan | str


@dataclass(frozen=True)
class Mention:
    """A value in a text: ``text`` is as written and is what stands at ``start:end`` of the given string."""

    kind: MentionKind
    value: Value
    text: str
    start: int
    end: int


class Found(NamedTuple):
    """A mention before the overlaps are settled: what the finders of this package give to each other."""

    kind: MentionKind
    value: Value
    start: int
    end: int
