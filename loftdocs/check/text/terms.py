"""Rules about what texts say of the agreement's terms: lengths, percentages, and how often something is paid.

A programme says by which words texts name a term; a number of its kind next to them is that term's.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from loftdocs.check.passages import matches, mentioned, passages
from loftdocs.check.prose import says, says_any
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind
from loftdocs.mention.types import Duration
from loftdocs.model.base import NotApplicable
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.payment import Rhythm

_OWN = re.compile(r"avtal|avgift|partnerskap|deltag|samarbete|faktur|tilläggsuppdrag|\bingår\b", re.IGNORECASE)
# How often something is paid, in the words that texts have for it.
_OFTEN: dict[Rhythm, str] = {
    "månad": r"månadsvis|per\s+månad|varje\s+månad|en\s+gång\s+i\s+månaden",
    "kvartal": r"kvartalsvis|per\s+kvartal|varje\s+kvartal|en\s+gång\s+i\s+kvartalet",
    "halvår": r"halvårsvis|varje\s+halvår|per\s+halvår",
    "år": r"årsvis|en\s+gång\s+(?:om\s+året|per\s+år)",
}
_WHEN = {True: r"i\s+förskott", False: r"i\s+efterskott"}
_BILLED = re.compile(r"faktur|betala|avgift|\bhyra", re.IGNORECASE)
_PROCENT = (FactKind.PROCENT, FactKind.PROCENTENHETER)


@rule("VIL201", Severity.FEL)
def lengths_are_the_terms(known: Known) -> Iterator[Fault]:
    """En tid i en text, intill orden för ett av avtalets villkor, är villkorets.

    Exempel: ”avtalet kan sägas upp med sex månaders uppsägningstid” när tiden är tolv månader.
    Rätta: skriv avtalets villkor, eller ändra det i programmets fil.
    """
    topics = [(fact, value) for fact, value in _terms(known) if fact.kind.unit]
    for mention in mentioned(passages(known.texts), MentionKind.TID):
        sentence = mention.sentence
        own = mention.document.kind.binding or says(_OWN, sentence)
        if not isinstance(mention.value, Duration) or not own:
            continue
        for fact, right in topics:
            same = mention.value.unit == fact.kind.unit
            if same and mention.value.number != right and says_any(fact.mentioned, sentence):
                yield mention.fault(f"Här står {mention.words}, men {_told(fact, right)}.", "Skriv avtalets villkor.")


@rule("VIL202", Severity.FEL)
def percentages_are_the_terms(known: Known) -> Iterator[Fault]:
    """Ett procenttal i en text, intill orden för ett av avtalets villkor, är villkorets.

    Exempel: ”en rabatt på 10 procent” när partnerrabatten är 15 procent.
    Rätta: skriv avtalets villkor, eller ändra det i programmets fil.
    """
    topics = [(fact, value) for fact, value in _terms(known) if fact.kind in _PROCENT]
    for mention in mentioned(passages(known.texts), MentionKind.PROCENT):
        sentence = mention.sentence
        for fact, right in topics:
            if mention.value != Decimal(right) and says_any(fact.mentioned, sentence):
                yield mention.fault(f"Här står {mention.words}, men {_told(fact, right)}.", "Skriv avtalets villkor.")


@rule("VIL203", Severity.FEL)
def it_is_paid_as_often_as_agreed(known: Known) -> Iterator[Fault]:
    """Det sägs inget annat om hur ofta det betalas, och om förskott och efterskott, än vad programmet anger.

    Exempel: ”avgiften betalas halvårsvis”, när den betalas varje kvartal i förskott.
    Rätta: skriv så ofta som programmet anger.
    """
    rhythms = known.stated.fees.rhythms
    if not rhythms:
        raise NotApplicable("något som betalas flera gånger")
    wrong = [words for rhythm, words in _OFTEN.items() if rhythm not in {one for one, _ in rhythms}]
    wrong += [words for early, words in _WHEN.items() if early not in {one for _, one in rhythms}]
    pattern = re.compile("|".join(wrong), re.IGNORECASE)
    told = " eller ".join(
        f"varje {rhythm} i {'förskott' if early else 'efterskott'}" for rhythm, early in sorted(rhythms)
    )
    for passage, match in matches(passages(known.texts), pattern):
        sentence = passage.sentence
        if says(_BILLED, sentence) and says(_OWN, sentence):
            yield passage.fault(f"Här står ”{match.group()}”, men betalningen sker {told}.", f"Skriv {told}.")


def _terms(known: Known) -> Iterator[tuple[Fact, Any]]:
    """The terms that texts name by words, with their values."""
    program, case = known.loaded.program, known.loaded.case
    for fact in program.facts:
        if fact.mentioned and not fact.each:
            value = getattr(case if fact.given else getattr(program, str(fact.path[0])), fact.name)
            if value is not None:
                yield fact, value


def _told(fact: Fact, value: Any) -> str:
    """The right value in a sentence: as the programme tells it, or by the fact's name."""
    if fact.told:
        return fact.told.replace("{}", str(value))
    unit = "procent" if fact.kind in _PROCENT else fact.kind.value
    return f"{fact.name.replace('_', ' ')} är {value} {unit}"
