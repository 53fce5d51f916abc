"""Rules about dates from one document to another."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from loftdocs.check.days import days_in, resolved
from loftdocs.check.passages import Passage, lists, mentioned, passages
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.check.stated import dated_at, paper_date
from loftdocs.findings import Severity
from loftdocs.language.swedish import day
from loftdocs.mention import MentionKind
from loftdocs.mention.folding import before
from loftdocs.mention.types import Day
from loftdocs.model.kind import Kind
from loftdocs.model.length import add_months
from loftdocs.pattern import pattern

_TELLS_DATE = pattern(r"(?:^|\s)datum:|^(?:\W*)tjänsteskrivelse\b.*\d{4}", re.IGNORECASE)
_AT_LATEST = pattern(r"senast\s+(?:den\s+)?$", re.IGNORECASE)


@rule("DAT211", Severity.FEL)
def attachments_are_not_later(known: Known) -> Iterator[Fault]:
    """Inget beslutsunderlag är daterat efter den skrivelse som förtecknar det.

    Exempel: skrivelsen är daterad den 17 november 2021 och förtecknar en bilaga från den 1 december 2021.
    Rätta: rätta datumet, eller datera om skrivelsen.
    """
    paper = known.stated.paper_date
    for mention in mentioned(chain.from_iterable(lists(known)), MentionKind.DATUM):
        when = resolved(mention.value, paper)
        if when and when > paper:
            yield mention.fault(
                f"Underlaget är daterat den {day(when)}, efter skrivelsen, den {day(paper)}.",
                "Rätta datumet i förteckningen, eller datera om skrivelsen.",
            )


@rule("DAT212", Severity.FEL)
def deadlines_are_inside_the_period(known: Known) -> Iterator[Fault]:
    """En dag i avtalet då något senast ska göras ligger inom avtalsperioden.

    Exempel: förlängning ska avtalas ”senast den 30 september 2025” när perioden slutar 31 december 2024.
    Rätta: rätta dagen; i en mall skrivs den med fältet {{ period.sista_dag_förlängning }}.
    """
    start, end = known.stated.period
    known.of(Kind.AVTAL, Kind.BILAGA)
    for mention in days_in(known):
        if not mention.document.kind.binding or not isinstance(mention.value, Day):
            continue
        when = mention.value.date
        if not start <= when <= end and before(_AT_LATEST, mention.text, mention.start):
            yield mention.fault(
                f"Sista dagen, den {day(when)}, ligger utanför avtalsperioden, den {day(start)} till den {day(end)}.",
                "Rätta dagen, eller perioden.",
            )


@rule("DAT213", Severity.FEL)
def paper_has_one_date(known: Known) -> Iterator[Fault]:
    """Tjänsteskrivelsens datum är detsamma i skrivelsens huvud, på försättsbladet och i förteckningen.

    Exempel: huvudet säger 17 november 2021, beslutsunderlaget ”Tjänsteskrivelse, 7 november 2021”.
    Rätta: skriv samma datum överallt.
    """
    papers = known.of(Kind.TJÄNSTESKRIVELSE)
    for document in known.of(Kind.TJÄNSTESKRIVELSE, Kind.FÖRSÄTTSBLAD):
        # Several papers given together are of different matters: each has a date of its own.
        own = paper_date([document]) if len(papers) > 1 else None
        right = own or known.stated.paper_date
        heads = (one for one in passages([document]) if _TELLS_DATE.search(one.text))
        for mention in mentioned(heads, MentionKind.DATUM):
            if isinstance(mention.value, Day) and mention.value.date != right:
                message = f"Här står {mention.words}, men tjänsteskrivelsen är daterad den {day(right)}."
                yield mention.fault(message)


@rule("DAT214", Severity.FEL)
def given_paper_near_given_agreement(known: Known) -> Iterator[Fault]:
    """En given skrivelse är daterad högst två år före avtalets början, och före dess slut: annars är ett årtal fel.

    Exempel: skrivelsen är daterad den 17 november 2011, avtalet börjar den 1 januari 2022.
    Rätta: rätta det årtal som är fel.
    """
    for dated, passage in _given_papers(known):
        start, end = known.stated.period
        if not add_months(start, -24) <= dated <= end:
            yield passage.fault(
                f"Skrivelsen är daterad den {day(dated)}, men avtalet gäller från den {day(start)} till den {day(end)}."
            )


@rule("DAT219", Severity.VARNING)
def given_paper_before_given_agreement(known: Known) -> Iterator[Fault]:
    """En given skrivelse är daterad före avtalets början: nämnden beslutar innan avtalet gäller.

    Exempel: skrivelsen är daterad 15 januari 2022, avtalet börjar 1 januari 2022.
    Rätta: rätta det datum som är fel, om avtalet inte ska gälla i efterhand.
    """
    for dated, passage in _given_papers(known):
        start, end = known.stated.period
        if start <= dated <= end:
            yield passage.fault(
                f"Skrivelsen är daterad den {day(dated)}, men avtalet börjar gälla redan den {day(start)}."
            )


def _given_papers(known: Known) -> Iterator[tuple[date, Passage]]:
    """The decision papers that are given without a case, with their dates; of a case DAT104, DAT105 and DAT213 tell."""
    if known.given:
        return
    for document in known.of(Kind.TJÄNSTESKRIVELSE):
        if found := dated_at(document):
            yield found[0], Passage(document, found[1])
