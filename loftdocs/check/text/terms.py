"""Rules about what texts say of the agreement's terms: notice, hours, payment, interest, rebate, billing."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loftdocs.check.prose import says, sentence_at
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.types import Duration

_NOTICE = re.compile(r"uppsägning|säg(?:a|er|as|s)\s+upp", re.IGNORECASE)
_HOURS = re.compile(r"ingå|strategisk|per\s+år|varje\s+(?:helt\s+)?år|årlig", re.IGNORECASE)
_PAYMENT = re.compile(
    r"netto|betalningstid|betalningsvillkor|betalas\s+(?:inom|senast)|faktur\w*\s+betalas", re.IGNORECASE
)
_INTEREST = re.compile(r"dröjsmål|referensränta", re.IGNORECASE)
_REBATE = re.compile(r"rabatt|avdrag", re.IGNORECASE)
_OWN = re.compile(r"avtal|avgift|partnerskap|deltag|samarbete|faktur|tilläggsuppdrag|\bingår\b", re.IGNORECASE)
_INTERVAL = re.compile(
    r"(?P<fel>halvårsvis|månadsvis|årsvis|per\s+månad|varje\s+månad|en\s+gång\s+(?:om\s+året|per\s+år|i\s+månaden)"
    r"|varje\s+halvår|per\s+halvår|i\s+efterskott)",
    re.IGNORECASE,
)
_BILLED = re.compile(r"faktur|betala|avgift", re.IGNORECASE)


@rule("VIL201", Severity.FEL)
def lengths_are_the_terms(known: Known) -> Iterator[Fault]:
    """En uppsägningstid, ett antal timmar eller en betalningstid i en text är avtalets.

    Exempel: ”avtalet kan sägas upp med sex månaders uppsägningstid” när tiden är tolv månader.
    Rätta: skriv avtalets villkor, eller ändra det i programmets fil.
    """
    terms = known.loaded.program.villkor
    topics = (
        (_NOTICE, "månad", terms.uppsägning_månader, "uppsägningstiden är {} månader"),
        (_HOURS, "timme", terms.timmar_per_år, "i avgiften ingår {} timmar varje helt år"),
        (_PAYMENT, "dag", terms.betalning_dagar, "betalningstiden är {} dagar"),
    )
    for document in known.texts:
        for paragraph in document.paragraphs:
            for mention in mentions_of(paragraph.text, MentionKind.TID):
                sentence = sentence_at(paragraph.text, mention.start)
                if not isinstance(mention.value, Duration) or not (says(_OWN, sentence) or "strategisk" in sentence):
                    continue
                for topic, unit, right, told in topics:
                    if mention.value.unit == unit and mention.value.number != right and says(topic, sentence):
                        yield Fault(
                            f"Här står {mention.text}, men {told.format(right)}.",
                            "Skriv avtalets villkor.",
                            document.place(paragraph, mention.text),
                        )


@rule("VIL202", Severity.FEL)
def percentages_are_the_terms(known: Known) -> Iterator[Fault]:
    """En ränta eller en rabatt i en text är avtalets: procent, procentenheter eller %, i siffror eller bokstäver.

    Exempel: ”en rabatt på 10 procent” när partnerrabatten är 15 procent.
    Rätta: skriv avtalets villkor, eller ändra det i programmets fil.
    """
    terms = known.loaded.program.villkor
    topics = (
        (_INTEREST, terms.dröjsmål_procent, "dröjsmålsräntan är referensräntan plus {} procentenheter"),
        (_REBATE, terms.rabatt_procent, "partnerrabatten är {} %"),
    )
    for document in known.texts:
        for paragraph in document.paragraphs:
            for mention in mentions_of(paragraph.text, MentionKind.PROCENT):
                sentence = sentence_at(paragraph.text, mention.start)
                for topic, right, told in topics:
                    if mention.value != Decimal(right) and says(topic, sentence):
                        yield Fault(
                            f"Här står {mention.text}, men {told.format(right)}.",
                            "Skriv avtalets villkor.",
                            document.place(paragraph, mention.text),
                        )


@rule("VIL203", Severity.FEL)
def it_is_billed_by_quarter(known: Known) -> Iterator[Fault]:
    """Avgiften faktureras varje kvartal i förskott, och inget annat sägs.

    Exempel: ”avgiften betalas halvårsvis”, ”RISE fakturerar varje månad”.
    Rätta: skriv varje kvartal i förskott.
    """
    known.facts  # noqa: B018  (a case that says how often; without one nothing is known)
    for document in known.texts:
        for paragraph in document.paragraphs:
            for match in _INTERVAL.finditer(paragraph.text):
                sentence = sentence_at(paragraph.text, match.start())
                if says(_BILLED, sentence) and says(_OWN, sentence):
                    yield Fault(
                        f"Här står ”{match.group()}”, men avgiften faktureras varje kvartal i förskott.",
                        "Skriv varje kvartal i förskott.",
                        document.place(paragraph, match.group()),
                    )
