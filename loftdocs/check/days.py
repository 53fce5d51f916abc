"""The days, years and periods that texts name, and how a sentence tells of them."""

import re
from collections.abc import Iterator
from datetime import date

from loftdocs.check.passages import Mentioned, mentioned, passages
from loftdocs.check.prose import says
from loftdocs.check.rule import Known
from loftdocs.mention import MentionKind
from loftdocs.mention.types import Day, PartialDate, Value
from loftdocs.pattern import pattern

# Past tense, as far as an ending or a list can tell it; nouns in -ade, -te and -nde are left out.
_PAST = pattern(
    r"\b(?:\w{2,}ades?|\w+(?:[lgvjm]de|rde|dde|ttes?|kte|ddes|ldes|rdes|ktes)|blev|var|hade|hölls?|fick|gick|gavs?"
    r"|kom|skrevs?|togs?|deltog|antogs?|utsågs?|beslöts?|föreslogs?|stod|såg|anslöt|har\s+\w+(?:t|ts))\b",
    re.IGNORECASE,
)
_NOT_PAST = pattern(
    r"\b(?:ska|skall|kommer\s+att|planer\w+|senast|från\s+och\s+med|till\s+och\s+med|inför|börjar|gäller|löper|upphör"
    r"|avses|skulle|kan|får|värde|både)\b",
    re.IGNORECASE,
)
SHIFT = {"i år": 0, "tidigare i år": 0, "senare i år": 0, "förra året": -1, "i fjol": -1, "nästa år": 1}


def days_in(known: Known) -> Iterator[Mentioned]:
    """Every date that a text names, whole, partial or impossible."""
    return mentioned(passages(known.texts), MentionKind.DATUM)


def told_as_past(sentence: str) -> bool:
    """True if a sentence tells of what has happened and of nothing that is to come."""
    return says(_PAST, sentence) and not says(_NOT_PAST, sentence)


def resolved(value: Value, paper: date) -> date | None:
    """The day that is meant in a paper of that date; None if no single day is."""
    if isinstance(value, Day):
        return value.date
    if not isinstance(value, PartialDate) or not value.day or not value.month:
        return None
    year = value.year or (paper.year + SHIFT[value.relative] if value.relative in SHIFT else None)
    try:
        return date(year, value.month, value.day) if year else None
    except ValueError:
        return None


def span_of(value: Value) -> tuple[int, int]:
    """The first and last year of a span of years."""
    assert isinstance(value, tuple)
    return value


def first_of(value: Value) -> date | None:
    """The day, or the first day of the month, that is named."""
    if isinstance(value, Day):
        return value.date
    if isinstance(value, PartialDate) and value.year and value.month and not value.day:
        return date(value.year, value.month, 1)
    return None
