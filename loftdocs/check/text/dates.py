"""Rules about the days and years that texts name, whatever they are about."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from loftdocs.check.days import SHIFT, days_in, first_of, resolved, span_of, told_as_past
from loftdocs.check.passages import Mentioned, passages
from loftdocs.check.prose import says
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import period_in
from loftdocs.findings import Severity
from loftdocs.language.swedish import WEEKDAYS, day
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.folding import before
from loftdocs.mention.types import Day, ImpossibleDate, PartialDate
from loftdocs.model.kind import Kind
from loftdocs.pattern import pattern

_AGREEMENT = pattern(r"avtal|projektperiod|partnerskap|deltagande", re.IGNORECASE)
_STARTS = pattern(r"\b(?:börjar|träder\s+i\s+kraft|inleds|startar|gäller\s+från)\b", re.IGNORECASE)
_OLDEST_YEARS = 8
_SAID_YEAR = pattern(r"\s*[(,]\s*(?:alltså\s+|dvs\.?\s+)?(\d{4})\b")
_SIGNED = pattern(
    r"\b(?:partner)?avtalet\b[^.]{0,200}\b(?:undertecknades|skrevs\s+under|tecknades|har\s+undertecknats|ingicks)\b",
    re.IGNORECASE,
)
_EVENT = pattern(r"\b([\wåäö]{1,60}(?:mötet|sammanträdet|seminariet|konferensen))\s*(?:,\s*)?$", re.IGNORECASE)


@rule("DAT202", Severity.FEL)
def weekday_is_right(known: Known) -> Iterator[Fault]:
    """En veckodag som står vid ett datum är den rätta.

    Exempel: ”torsdagen den 17 november 2021”, som var en onsdag.
    Rätta: ändra veckodagen eller datumet.
    """
    for mention in days_in(known):
        if isinstance(mention.value, Day) and mention.value.weekday is not None:
            right = mention.value.date.weekday()
            if mention.value.weekday != right:
                yield mention.fault(
                    f"Den {day(mention.value.date)} är en {WEEKDAYS[right]}, inte en "
                    f"{WEEKDAYS[mention.value.weekday]}.",
                    "Rätta veckodagen eller datumet.",
                )


@rule("DAT203", Severity.FEL)
def day_is_in_the_calendar(known: Known) -> Iterator[Fault]:
    """Varje datum i en text finns i kalendern.

    Exempel: ”31 november 2021”.
    Rätta: kontrollera dagens och månadens siffror.
    """
    for mention in days_in(known):
        if isinstance(mention.value, ImpossibleDate):
            yield mention.fault(f"Datumet ”{mention.words}” finns inte i kalendern.")


@rule("DAT204", Severity.FEL)
def what_has_happened_is_past(known: Known) -> Iterator[Fault]:
    """Det som berättas som gjort ligger före tjänsteskrivelsens datum.

    Exempel: ”valde tema vid mötet den 13 oktober 2022” i en skrivelse daterad 17 november 2021.
    Rätta: ändra datumet, eller skriv om meningen så att den handlar om det som ska hända.
    """
    paper = known.stated.paper_date
    for mention in days_in(known):
        if mention.document.kind.binding:
            continue
        when = resolved(mention.value, paper)
        if when and when > paper and told_as_past(mention.sentence):
            yield mention.fault(
                f"Här berättas om den {day(when)} som något som har hänt, men skrivelsen är daterad den {day(paper)}.",
                "Rätta datumet, eller skriv att det ska hända.",
            )


@rule("DAT205", Severity.FEL)
def relative_year_is_right(known: Known) -> Iterator[Fault]:
    """Ord som ”i år”, ”förra året” och ”nästa år” stämmer med skrivelsens datum.

    Exempel: ”i år (2022)”, eller ”avtalet börjar gälla i år”, när skrivelsen är daterad 2021 och avtalet börjar 2022.
    Rätta: skriv ut årtalet, eller välj det ord som stämmer.
    """
    paper = known.stated.paper_date
    for mention in days_in(known):
        value = mention.value
        shift = SHIFT.get(value.relative or "") if isinstance(value, PartialDate) else None
        if shift is None or mention.document.kind.binding:
            continue
        meant = paper.year + shift
        said = _SAID_YEAR.match(mention.text, mention.end)
        if said and int(said.group(1)) != meant:
            message = (
                f"”{mention.words}” är {meant} i en skrivelse daterad den {day(paper)}, men här står {said.group(1)}."
            )
            yield mention.fault(message, "Rätta årtalet, eller välj ett annat ord.")
            continue
        term = known.stated.term
        starts = says(_AGREEMENT, mention.sentence) and says(_STARTS, mention.sentence)
        if starts and term and term[0].year != meant:
            message = (
                f"Här står att avtalet börjar ”{mention.words}”, alltså {meant}, men det börjar den {day(term[0])}."
            )
            yield mention.fault(message, "Skriv ut årtalet.")


@rule("DAT206", Severity.FEL)
def interval_runs_forward(known: Known) -> Iterator[Fault]:
    """Ett tidsspann slutar efter att det börjar.

    Exempel: ”från och med den 1 januari 2024 till och med den 31 december 2022”, ”2024–2022”.
    Rätta: byt plats på dagarna eller rätta årtalet.
    """
    for passage in passages(known.texts):
        span = period_in(passage.text)
        if span and span[1] <= span[0]:
            yield passage.at(str(span[1].year)).fault(
                f"Perioden börjar den {day(span[0])} men slutar redan den {day(span[1])}.",
                "Rätta årtalet eller dagen.",
            )
        months = [m for m in mentions_of(passage.text, MentionKind.DATUM) if first_of(m.value)]
        for one, other in pairwise(months):
            between = passage.text[one.end : other.start]
            begin, stop = first_of(one.value), first_of(other.value)
            if begin and stop and stop < begin and re.fullmatch(r"\s+till(?:\s+och\s+med)?\s+(?:den\s+)?", between):
                yield passage.at(other.text).fault(
                    f"Här börjar något {one.text} och slutar redan {other.text}.",
                    "Rätta årtalet eller månaden.",
                )
        for mention in mentions_of(passage.text, MentionKind.ÅRSPANN):
            first, last = span_of(mention.value)
            if last < first:
                yield passage.at(mention.text).fault(f"Årtalen ”{mention.text}” går baklänges.", "Rätta åren.")


@rule("DAT210", Severity.VARNING)
def no_date_is_far_away(known: Known) -> Iterator[Fault]:
    """Datum i skrivelsens texter ligger inte många år från skrivelsen; ett sådant årtal är oftast felskrivet.

    Exempel: ”mötet den 13 oktober 2011” i en skrivelse daterad 17 november 2021.
    Rätta: kontrollera årtalet; stämmer det, kan regeln sättas ur spel i ärendefilen med ett skäl.
    """
    paper = known.stated.paper_date
    term = known.stated.term
    latest = (term[1].year if term else paper.year) + _OLDEST_YEARS
    for mention in days_in(known):
        when = resolved(mention.value, paper)
        near = when is None or paper.year - _OLDEST_YEARS <= when.year <= latest
        if when and not near and not mention.document.kind.binding:
            yield mention.fault(
                f"Datumet {mention.words} ligger {abs(paper.year - when.year)} år från skrivelsens, den {day(paper)}. "
                "Stämmer årtalet?",
                "Rätta årtalet, eller sätt regeln ur spel med ett skäl om det är rätt.",
            )


@rule("DAT216", Severity.FEL)
def agreement_is_not_signed_yet(known: Known) -> Iterator[Fault]:
    """Skrivelsen berättar inte att avtalet redan är undertecknat: nämnden har inte beslutat än.

    Exempel: ”avtalet undertecknades den 1 november 2021” i en skrivelse daterad 17 november 2021.
    Rätta: skriv om meningen, eller säg vilket annat avtal som menas.
    """
    paper = known.stated.paper_date
    if known.documents:
        known.of(Kind.TJÄNSTESKRIVELSE)
    for mention in days_in(known):
        when = resolved(mention.value, paper)
        own = mention.document.kind in (Kind.ÄRENDE, Kind.TJÄNSTESKRIVELSE)
        if when and when <= paper and own and says(_SIGNED, mention.sentence):
            yield mention.fault(f"Här står att avtalet undertecknades den {day(when)}, före nämndens beslut.")


@rule("DAT217", Severity.FEL)
def one_event_has_one_date(known: Known) -> Iterator[Fault]:
    """Samma möte har samma datum varje gång det nämns.

    Exempel: ”presidiemötet den 13 oktober 2021” på ett ställe och ”presidiemötet den 14 oktober 2021” på ett annat.
    Rätta: skriv det datum som stämmer på båda ställena.
    """
    met: dict[str, tuple[date, Mentioned]] = {}
    for mention in days_in(known):
        event = before(_EVENT, mention.text, mention.start, 100)
        if not event or not isinstance(mention.value, Day):
            continue
        name, when = event[1].lower(), mention.value.date
        first = met.setdefault(name, (when, mention))
        if first[0] != when:
            yield mention.fault(
                f"{event[1].capitalize()} är här den {day(when)}, men den {day(first[0])} på ett annat ställe.",
                also=first[1].place,
            )
