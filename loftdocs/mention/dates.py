"""Dates and spans of years."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from loftdocs.language.swedish import MONTHS, WEEKDAYS
from loftdocs.mention.folding import DASH, GAP, YEAR, before, is_free, stands_free
from loftdocs.mention.types import DateLike, Day, Found, ImpossibleDate, MentionKind, PartialDate
from loftdocs.pattern import pattern

_MONTHS = {form: i for i, name in enumerate(MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?!\w)"
_THIS = r"(?P<relative>i\sår|i\sfjol|förra\såret|föregående\sår|innevarande\sår|nästa\sår|samma\sår)s?(?!\w)"
_TAIL = rf"(?:(?:[.,]|{GAP}år|{GAP}månad)?{GAP}(?P<year>{YEAR})(?!\w)|{GAP}{_THIS})"
_NAMED = pattern(rf"(?P<day>\d\d?)(?::[ae])?\.?{GAP}{_MONTH}{_TAIL}?")
_MONTH_YEAR = pattern(rf"(?<!\w){_MONTH}{_TAIL}")
_ISO = pattern(rf"(?P<year>{YEAR}){DASH}(?P<month>[01]\d)(?:{DASH}(?P<day>[0-3]\d))?(?!\w)(?!{DASH}\d\d?(?!\d))")
_COMPACT = pattern(
    r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?![\w])(?![-–+]\d|[ \u00a0]\d{3}(?!\d))"
)
_STROKE = pattern(
    rf"(?P<day>\d\d?)/(?P<month>\d\d?)(?!\d)(?:(?:(?:{GAP}|\s?-\s?|/)(?P<year>{YEAR})|\s?[-/](?P<short>\d\d))(?![\w/])|{GAP}{_THIS})?"
)
_POINTS = pattern(rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>{YEAR})(?!\w)")
_RELATIVE = pattern(rf"(?<!\w)(?:(?:tidigare|senare)\s)?(?!samma){_THIS}(?!\s\d)")

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})(?:en)?,?{GAP})"
_LEAD = pattern(rf"(?<!\w)(?:{_WEEKDAY}(?:den{GAP})?|den{GAP})\Z")
_HEAD = pattern(
    rf"(?<!\w)(?<![.,:/–-])(?:den{GAP}(?P<listed>\d\d?)(?:{DASH}|{GAP}(?:och|till){GAP}(?:den{GAP})?)"
    rf"|(?P<day>\d\d?){DASH})\Z"
)
_AND = pattern(rf"{GAP}?{DASH}{GAP}?|{GAP}(?:och|till|till{GAP}och{GAP}med|t\.?{GAP}?o\.?{GAP}?m\.?){GAP}")

_SPAN = pattern(
    rf"(?P<first>{YEAR})(?P<list>(?:,{GAP}{YEAR}){{0,9}})(?P<link>{GAP}?{DASH}{GAP}?"
    rf"|{GAP}(?:till{GAP}och{GAP}med|till|t\.?{GAP}?o\.?{GAP}?m\.?|och){GAP}(?:år{GAP})?)"
    rf"(?P<last>{YEAR}|\d\d)(?!\w)(?!{DASH}\d)"
)
_YEARS = pattern(rf"(?<!\w)(?:åren|läsåren){GAP}\Z")


def dates_in(folded: str) -> list[Found]:
    """Every date, whole, partial or impossible, of a folded text; they may overlap."""
    found = [*_whole(folded), *_days_and_months(folded)]
    for match in _MONTH_YEAR.finditer(folded):
        year = int(match["year"]) if match["year"] else None
        found.append(_found(PartialDate(None, _MONTHS[match["month"]], year, _relative(match)), *match.span()))
    for match in _RELATIVE.finditer(folded):
        found.append(_found(PartialDate(None, None, None, _relative(match)), *match.span()))
    return _with_years(folded, sorted(found, key=lambda one: (one.start, -one.end)))


def year_spans_in(folded: str) -> list[Found]:
    """Spans of years in the order they are written: "2022–2024", "åren 2022 till 2024", "2022–24"."""
    found = []
    for match in _SPAN.finditer(folded):
        if not is_free(folded, match):
            continue
        years = before(_YEARS, folded, match.start(), 12)
        first, last = int(match["first"]), int(match["last"])
        if last < 100:
            # "2022-10" is a month; with an en dash or after "åren" it is a span.
            last += first // 100 * 100
            if last <= first or match["list"] or not ("–" in match["link"] or years):
                continue
        if (match["list"] or "och" in match["link"].split()[:1]) and not years:
            continue
        found.append(Found(MentionKind.ÅRSPANN, (first, last), years.start() if years else match.start(), match.end()))
    return found


def _whole(folded: str) -> Iterator[Found]:
    """Dates in digits only."""
    for match in _ISO.finditer(folded):
        if not is_free(folded, match):
            continue
        if match["day"]:
            yield _dated(folded, match)
        elif 1 <= int(match["month"]) <= 12 and "–" not in match[0]:
            yield _found(PartialDate(None, int(match["month"]), int(match["year"])), *match.span())
    for match in _COMPACT.finditer(folded):
        found = _dated(folded, match)
        if is_free(folded, match) and isinstance(found.value, Day):
            yield found
    for match in _POINTS.finditer(folded):
        if is_free(folded, match) and _plausible(match):
            yield _dated(folded, match)
    for match in _STROKE.finditer(folded):
        if is_free(folded, match) and _plausible(match):
            day, month = int(match["day"]), int(match["month"])
            if match["year"] or match["short"]:
                yield _led(folded, match, _day(int(match["year"] or "20" + match["short"]), month, day))
            elif match["relative"] or before(_LEAD, folded, match.start(), 16):
                yield _led(folded, match, _without_year(day, month, match))
            elif (link := _AND.match(folded, match.end())) and _STROKE.match(folded, link.end()):
                yield _found(_without_year(day, month, match), *match.span())  # gets its year from the next


def _days_and_months(folded: str) -> Iterator[Found]:
    for match in _NAMED.finditer(folded):
        day, month = int(match["day"]), _MONTHS[match["month"]]
        if not 1 <= day <= 39 or not stands_free(folded, match.start()):
            continue
        year = int(match["year"]) if match["year"] else None
        head = before(_HEAD, folded, match.start(), 20)
        if head:
            value = _date(year, month, int(head["listed"] or head["day"]), match)
            yield _found(value, head.start(), head.end("listed") if head["listed"] else head.end("day"))
        yield _led(folded, match, _date(year, month, day, match))


def _date(year: int | None, month: int, day: int, match: re.Match[str]) -> DateLike:
    return _without_year(day, month, match) if year is None else _day(year, month, day)


def _without_year(day: int, month: int, match: re.Match[str]) -> DateLike:
    # In a leap year every month is as long as it can be.
    possible = isinstance(_day(2000, month, day), Day)
    return PartialDate(day, month, None, _relative(match)) if possible else ImpossibleDate(day, month, None)


def _relative(match: re.Match[str]) -> str | None:
    return " ".join(match["relative"].split()) if match["relative"] else None


def _day(year: int, month: int, day: int) -> Day | ImpossibleDate:
    try:
        return Day(datetime.date(year, month, day))
    except ValueError:
        return ImpossibleDate(day, month, year)


def _dated(folded: str, match: re.Match[str]) -> Found:
    return _led(folded, match, _day(int(match["year"]), int(match["month"]), int(match["day"])))


def _led(folded: str, match: re.Match[str], value: DateLike) -> Found:
    """The finding with the weekday and the "den" that stand before it."""
    lead = before(_LEAD, folded, match.start(), 16)
    if lead and lead["weekday"] and isinstance(value, Day):
        value = replace(value, weekday=WEEKDAYS.index(lead["weekday"]))
    return _found(value, lead.start() if lead else match.start(), match.end())


def _found(value: DateLike, start: int, end: int) -> Found:
    return Found(MentionKind.DATUM, value, start, end)


def _plausible(match: re.Match[str]) -> bool:
    return 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31


def _with_years(folded: str, found: list[Found]) -> list[Found]:
    """ "1 januari till 31 december 2022": the first date takes the year of the second, if it comes before it."""
    settled = list(found)
    for i, one in enumerate(found):
        value = one.value
        if not isinstance(value, PartialDate) or not value.day or not value.month or value.relative:
            continue
        for other in found[i + 1 : i + 4]:
            if isinstance(other.value, Day) and _AND.fullmatch(folded, one.end, other.start):
                if (value.month, value.day) < (other.value.date.month, other.value.date.day):
                    settled[i] = one._replace(value=_day(other.value.date.year, value.month, value.day))
                break
    return settled
