"""Rules about the numbers in texts: lengths, percentages, how often something is paid, and counts in two ways.

A programme says by which words texts name a term; a number of its kind next to them is that term's.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile
from typing import Any

from loftdocs.check.passages import matches, mentioned, passages
from loftdocs.check.prose import says, says_any
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.mention import MentionKind
from loftdocs.mention.numbers import number_from_words
from loftdocs.mention.types import Duration
from loftdocs.model.base import NotApplicable
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.payment import Rhythm
from loftdocs.pattern import pattern
from loftdocs.read.document import Paragraph

_OWN = pattern(r"avtal|avgift|partnerskap|deltag|samarbete|faktur|tilläggsuppdrag|\bingår\b", re.IGNORECASE)
# How often something is paid, in the words that texts have for it.
_OFTEN: dict[Rhythm, str] = {
    "månad": r"månadsvis|per\s+månad|varje\s+månad|en\s+gång\s+i\s+månaden",
    "kvartal": r"kvartalsvis|per\s+kvartal|varje\s+kvartal|en\s+gång\s+i\s+kvartalet",
    "halvår": r"halvårsvis|varje\s+halvår|per\s+halvår",
    "år": r"årsvis|en\s+gång\s+(?:om\s+året|per\s+år)",
}
_WHEN = {True: r"i\s+förskott", False: r"i\s+efterskott"}
_BILLED = pattern(r"faktur|betala|avgift|\bhyra", re.IGNORECASE)
_TWICE = pattern(r"\b(?P<ord>[a-zåäö]{2,20})\s+\((?P<tal>\d{1,4})\)")
_COUNTED = pattern(
    r"\b(?P<ord>två|tre|fyra|fem|sex|sju|åtta|nio|tio)\s+(?:\w+\s+)?(?:delar|skäl|punkter|steg|områden|mål|syften)\s*:\s*$",
    re.IGNORECASE,
)
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


@rule("DOK207", Severity.FEL)
def word_and_digit_agree(known: Known) -> Iterator[Fault]:
    """Ett tal som står både med bokstäver och med siffror är samma tal.

    Exempel: ”två (3) likalydande exemplar”.
    Rätta: ändra ordet eller siffran.
    """
    for passage, match in matches(passages(known.texts), _TWICE):
        number = number_from_words(match["ord"])
        if number is not None and number != int(match["tal"]):
            yield passage.fault(f"Här står ”{match.group()}”: ordet är {number} och siffran {match['tal']}.")


@rule("DOK210", Severity.FEL)
def lists_are_as_long_as_they_say(known: Known) -> Iterator[Fault]:
    """En lista har så många punkter som texten före den säger.

    Exempel: ”Arbetet har tre delar:” följt av två punkter.
    Rätta: ändra antalet, eller lägg till punkten som saknas.
    """
    for document in known.texts:
        body = document.body
        for index, paragraph in enumerate(body):
            match = _COUNTED.search(paragraph.text)
            number = number_from_words(match["ord"]) if match else None
            if not match or number is None:
                continue
            items = list(takewhile(_is_item, body[index + 1 :]))
            if items and len(items) != number:
                yield Fault(
                    f"Här står ”{match.group().strip()}”, men listan har {len(items)} punkter.",
                    place=document.place(paragraph, match.group()),
                )


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.style.startswith("List") or paragraph.number in ("•", "–", "-")


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
