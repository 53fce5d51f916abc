"""Rules about the agreement's period: the days, years and length that texts give it."""

import re
from collections.abc import Iterator

from loftdocs.check.days import days_in, first_of, span_of
from loftdocs.check.passages import matches, mentioned, passages
from loftdocs.check.prose import says
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import period_in
from loftdocs.derive.period import whole_years
from loftdocs.findings import Severity
from loftdocs.language.swedish import day, words, years
from loftdocs.mention import MentionKind
from loftdocs.mention.types import Day, Duration
from loftdocs.pattern import pattern
from loftdocs.read.document import Paragraph

_AGREEMENT = pattern(r"avtal|projektperiod|partnerskap|deltagande", re.IGNORECASE)
_LENGTH = pattern(
    r"(?:period\w*\s+(?:är|på|om)|avtal\w*\s+(?:på|om|gäller\s+i|löper\s+(?:på|i))|avtalstid\w*(?:\s+är)?|per\s+avtalsår\s+i)\s*$",
    re.IGNORECASE,
)
_AGREEMENT_WORDS = pattern(
    r"\b(?:partner|samarbets|samverkans)?avtal(?:et|ets)?\b|projektperiod|deltar|deltagandet|partnerskapet",
    re.IGNORECASE,
)
_BEGINS = pattern(
    r"(?:från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|börjar(?:\s+gälla)?|gäller\s+från|träder\s+i\s+kraft|start\w*)\s+(?:den\s+)?$",
    re.IGNORECASE,
)
_ENDS = pattern(
    r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|upphör(?:\s+att\s+gälla)?|slutar|löper\s+ut|löper\s+till)\s+(?:den\s+)?$",
    re.IGNORECASE,
)
_OTHER_TIMES = pattern(
    r"senast|förläng|uppsägning|tidigare\s+avtal|nuvarande|gällande|befintlig|gamla|annat\s+avtal|förra\s+avtal|utvärder|uppfölj|varje",
    re.IGNORECASE,
)
_OWN = pattern(r"avtal|deltagande\s+i|deltar\s+(?:i|under|åren)", re.IGNORECASE)
_OF_AGREEMENT = pattern(r"(?:a|e)?\s+(?:partner)?avtal|\s+(?:som|då)\s+avtalet\s+(?:gäller|löper)", re.IGNORECASE)


@rule("DAT201", Severity.FEL)
def title_years_are_the_periods(known: Known) -> Iterator[Fault]:
    """Åren efter programmets namn är avtalsperiodens år, i varje text.

    Exempel: ”Deltagande i NÄT 2012–2014” när perioden är 2022–2024.
    Rätta: skriv åren med fältet {{ period.år }} i mallen, eller rätta texten i ärendefilen.
    """
    name, right = known.loaded.program.namn, known.facts.period.år
    pattern = re.compile(rf"\b{re.escape(name)}\s(\d{{4}}(?:\s?[–-]\s?\d{{4}})?)(?!\d)")
    for passage, match in matches(passages(known.texts), pattern):
        if match.group(1).replace("-", "–").replace(" ", "") != right:
            yield passage.fault(
                f"Här står {name} {match.group(1)}, men avtalsperioden är {right}.",
                "Rätta åren; i en mall skrivs de med fältet {{ period.år }}.",
            )


@rule("DAT207", Severity.FEL)
def period_is_the_agreements(known: Known) -> Iterator[Fault]:
    """Avtalets period är densamma i varje text och i varje handling.

    Exempel: avtalet säger 1 januari 2022 till 31 december 2024, en text säger 31 december 2025.
    Rätta: skriv samma dagar överallt; i en mall med fälten {{ period.start }} och {{ period.slut }}.
    """
    start, end = known.stated.period
    paid = known.stated.charged.spans if known.stated.charged else frozenset()
    for passage in passages(known.texts):
        span = period_in(passage.text)
        about = passage.document.kind.binding or _AGREEMENT.search(passage.text)
        # What is paid has its own time.
        if span and about and span not in paid and span != (start, end) and span[0] < span[1]:
            yield passage.at(str(span[1].year)).fault(
                f"Här är perioden från den {day(span[0])} till den {day(span[1])}, men avtalsperioden är från den "
                f"{day(start)} till den {day(end)}.",
                "Skriv samma dagar överallt.",
            )


@rule("DAT208", Severity.FEL)
def years_of_the_agreement(known: Known) -> Iterator[Fault]:
    """Ett årsspann i en mening om avtalet är avtalsperiodens år.

    Exempel: ”avtalet gäller åren 2022–2025” när perioden är 2022–2024.
    Rätta: skriv avtalsperiodens år.
    """
    start, end = known.stated.period
    for mention in mentioned(passages(known.texts), MentionKind.ÅRSPANN):
        first, last = span_of(mention.value)
        own = says(_OWN, mention.sentence)
        if own and first <= last and (first, last) != (start.year, end.year) and not _named(known, mention.paragraph):
            yield mention.fault(
                f"Här står ”{mention.words}”, men avtalsperiodens år är {years(start, end)}.",
                "Rätta åren.",
            )


@rule("DAT209", Severity.FEL)
def length_is_the_periods(known: Known) -> Iterator[Fault]:
    """Avtalets längd i år är densamma i varje text som i perioden.

    Exempel: ”ett avtal på fyra år” när perioden är 1 januari 2022 till 31 december 2024.
    Rätta: ändra antalet år, eller perioden.
    """
    length = whole_years(*known.stated.period)
    for mention in mentioned(passages(known.texts), MentionKind.TID):
        value = mention.value
        if not isinstance(value, Duration) or value.unit != "år" or value.number == length:
            continue
        if length and _LENGTH.search(mention.text[max(0, mention.start - 60) : mention.start].rstrip() + " "):
            yield mention.fault(
                f"Här står ”{mention.words}” om avtalet, men perioden är {words(length)} år.",
                "Rätta antalet år.",
            )


@rule("DAT215", Severity.FEL)
def start_and_end_are_the_agreements(known: Known) -> Iterator[Fault]:
    """Den dag då avtalet sägs börja eller sluta är avtalsperiodens första eller sista.

    Exempel: ”deltar i tre år, från och med den 1 februari 2022” när avtalet börjar den 1 januari 2022.
    Rätta: skriv avtalsperiodens dag.
    """
    start, end = known.stated.period
    for mention in days_in(known):
        sentence = mention.sentence
        when = first_of(mention.value)
        if when is None or not says(_AGREEMENT_WORDS, sentence) or says(_OTHER_TIMES, sentence):
            continue
        before = mention.text[max(0, mention.start - 45) : mention.start]
        begins, ends = _BEGINS.search(before), _ENDS.search(before)
        right = start if begins and not ends else end if ends else None
        whole = isinstance(mention.value, Day)
        if right and (when != right if whole else (when.year, when.month) != (right.year, right.month)):
            what = "börjar" if right is start else "slutar"
            yield mention.fault(
                f"Här står {mention.words}, men avtalet {what} den {day(right)}.",
                f"Skriv {day(right)}.",
            )


@rule("DAT218", Severity.FEL)
def years_are_the_lengths(known: Known) -> Iterator[Fault]:
    """Avtalets längd är densamma också när den står före ordet avtal.

    Exempel: ”det fyraåriga avtalet”, ”under de fyra år som avtalet gäller”, när det gäller i tre år.
    Rätta: ändra antalet år, eller perioden.
    """
    length = whole_years(*known.stated.period)
    for mention in mentioned(passages(known.texts), MentionKind.TID):
        value = mention.value
        if not isinstance(value, Duration) or value.unit != "år" or value.number == length:
            continue
        if length and _OF_AGREEMENT.match(mention.text[mention.end : mention.end + 40]):
            other = _OTHER_TIMES.search(mention.text)
            if not (other and other.end() <= mention.start):
                yield mention.fault(
                    f"Här står ”{mention.words.strip()}” om avtalet, men perioden är {words(length)} år.",
                    "Rätta antalet år.",
                )


def _named(known: Known, paragraph: Paragraph) -> bool:
    """True where DAT201 already judges the years: right after the programme's name."""
    name = known.given.program.namn if known.given else ""
    return bool(name) and bool(re.search(rf"\b{re.escape(name)}\s\d{{4}}", paragraph.text))
