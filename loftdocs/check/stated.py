"""The facts by which texts are judged: the case's own, or, without a case, what the documents themselves state."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from loftdocs.derive import Facts, derive
from loftdocs.load import Loaded
from loftdocs.mention import MentionKind, mentions_of
from loftdocs.mention.types import Day
from loftdocs.model.base import NotApplicable, Unknown
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.kind import Kind
from loftdocs.model.payment import RHYTHMS
from loftdocs.model.sides import sides
from loftdocs.pattern import pattern
from loftdocs.read.document import Finished, Paragraph

T = TypeVar("T")
TOTAL = "totalt"
_TERM, _PAYMENT = "avtalstid", "betalning"
_PARTY = pattern(
    r"(?P<namn>[^,;:()”\"]{3,80}?),?\s{1,9}(?:med\s{1,9})?org(?:anisationsnummer|\.?[\s-]{0,9}n(?:umme)?r\.?):?\s*"
    r"(?P<orgnr>\d{6}-\d{4})(?:\s*\(?(?:nedan\s+|här\s+kallad\s+|kallad\s+)?[”\"“](?P<kort>[^”\"“]{2,40})[”\"“]\)?)?"
)
_NUMBER = pattern(r"\d{6}-\d{4}")
_PERIOD = pattern(
    r"(?:från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|period(?:en)?(?:\s+är)?:?|gäller)\s[^.;]*?\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|till|–)\s",
    re.IGNORECASE,
)
_OWN_KIND = pattern(r"\b(?:kommun|stad|region|\w+sregionen)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Party:
    """A party as documents name it."""

    namn: str
    kortnamn: str
    orgnr: str
    kommunal: bool


@dataclass(frozen=True)
class Fees:
    """What is paid, in whole SEK without VAT.

    ``named`` are the amounts with what each is for: a rhythm (``år``, ``kvartal``) or ``totalt``, the longest first.
    ``others`` may stand in documents too; ``vat`` are the rates in per cent, ``untaxed`` what has none, and ``words``
    what texts call them. ``rhythms`` are how often it is paid and whether in advance, ``spans`` the days of each time.
    """

    named: tuple[tuple[str, int], ...] = ()
    others: frozenset[int] = frozenset()
    vat: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    rhythms: frozenset[tuple[str, bool]] = frozenset()
    untaxed: frozenset[int] = frozenset()
    spans: frozenset[tuple[date | None, date | None]] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Every amount that may stand in a document."""
        return self.others | {amount for _, amount in self.named}

    def of(self, unit: str) -> frozenset[int]:
        """The amounts that are for a unit."""
        return frozenset(amount for one, amount in self.named if one == unit)

    def with_vat(self) -> frozenset[Decimal]:
        """Every amount with the VAT that comes to it."""
        return frozenset(Decimal(amount) * (100 + rate) / 100 for amount in self.all for rate in self.vat)


@dataclass(frozen=True)
class Stated:
    """What is taken for true when a text is judged; None is what is not known, and reading it raises `Unknown`."""

    dated: date | None = None
    term: tuple[date, date] | None = None
    charged: Fees | None = None
    named: tuple[Party, ...] = ()
    people: dict[str, str] | None = None
    lacks: frozenset[str] = frozenset()

    @staticmethod
    def of(given: Loaded | None, documents: Sequence[Finished]) -> "Stated":
        """The facts of a case, or what can be read out of documents."""
        if given:
            return _of_case(given)
        return Stated(dated=paper_date(documents), term=_usual_period(documents), named=_parties(documents))

    @property
    def paper_date(self) -> date:
        """The date of the decision paper."""
        return _known(self.dated, "tjänsteskrivelsens datum")

    @property
    def period(self) -> tuple[date, date]:
        """First and last day of the agreement. Raises `NotApplicable` for one that has none."""
        if _TERM in self.lacks:
            raise NotApplicable("en avtalstid med ett slut")
        return _known(self.term, "avtalets första och sista dag")

    @property
    def fees(self) -> Fees:
        """The fee. Raises `NotApplicable` where nothing is paid."""
        if _PAYMENT in self.lacks:
            raise NotApplicable("något som betalas")
        return _known(self.charged, "avgiften ur ett ärende")

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties of the agreement, the municipality last."""
        return _known(self.named or None, "parternas namn och nummer")

    @property
    def roles(self) -> dict[str, str]:
        """The persons who are named, with their roles."""
        return _known(self.people, "personerna ur ett ärende")


def _known(value: T | None, name: str) -> T:
    if value is None:
        raise Unknown(name)
    return value


def _of_case(loaded: Loaded) -> Stated:
    """Each fact by itself, so that a fault in one leaves the others."""
    program = loaded.program
    lacks = {_TERM} if program.avtalstid is None or program.avtalstid.open or not program.avtalstid.dated else set()
    stated = Stated(lacks=frozenset(lacks | (set() if program.betalningar else {_PAYMENT})))
    with suppress(Unknown):
        stated = replace(stated, people={person.namn: person.roll for person in loaded.case.personer})
    with suppress(Unknown):
        stated = replace(stated, dated=loaded.case.tjänsteskrivelse.datum)
    try:
        facts = derive(loaded.case, loaded.program)
    except (Unknown, LookupError, ValueError, OverflowError):
        return stated
    period = facts.tid
    return replace(
        stated,
        term=(period.start, period.slut) if period and period.slut else None,
        charged=_charged(loaded, facts),
        named=tuple(
            Party(part.namn, part.kortnamn, part.orgnr, part.kommunal)
            for part in sorted(facts.parter, key=lambda part: part.egen)
        ),
    )


def _charged(loaded: Loaded, facts: Facts) -> Fees | None:
    """What is paid by the case, and every other amount that it or its programme gives; None where nothing is."""
    plans = facts.betalningar.values()
    if not plans:
        return None
    costs = [plan for plan in plans if not plan.säkerhet]
    named: list[tuple[str, int]] = [
        (rhythm if RHYTHMS[rhythm] else TOTAL, int(amount))
        for plan in costs
        for rhythm, amount in reversed(tuple(plan.amounts.items()))
    ]
    named += [(TOTAL, int(plan.totalt)) for plan in costs if plan.totalt is not None and plan.rytm != "en gång"]
    derived = {plan.första_året for plan in plans} | {year.belopp for plan in plans for year in plan.kalenderår}
    derived |= {amount for plan in plans for amount in (plan.per_månad, plan.per_kvartal, plan.per_halvår, plan.per_år)}
    derived |= {row.belopp for plan in plans for row in plan.fakturor}
    derived |= {amount for plan in plans for share in plan.delar for amount in (share.per_år, share.totalt)}
    derived |= {plan.belopp for plan in plans if plan.säkerhet}
    given = {value for fact in loaded.program.facts if fact.kind is FactKind.BELOPP for value in _values(loaded, fact)}
    return Fees(
        tuple(named),
        frozenset(int(amount) for amount in derived | given if amount is not None),
        frozenset(plan.moms_procent for plan in plans),
        tuple(word for form in loaded.program.betalningar.values() for word in form.nämns_som),
        frozenset((plan.rytm, plan.förskott) for plan in costs if RHYTHMS[plan.rytm]),
        frozenset(int(amount) for plan in plans if not plan.moms_procent for amount in plan.amounts.values()),
        frozenset((row.från, row.till) for plan in plans for row in plan.fakturor),
    )


def _values(loaded: Loaded, fact: Fact) -> Iterator[int | None]:
    """The values of a fact that is an amount: of the programme, of the case, or of each of its parties."""
    program, case = loaded.program, loaded.case
    if fact.each:
        yield from (getattr(side.said, fact.name) for side in sides(program, case) if side.role == fact.each)
    else:
        yield getattr(case if fact.given else getattr(program, str(fact.path[0])), fact.name)


def _usual_period(documents: Sequence[Finished]) -> tuple[date, date] | None:
    """The period that most paragraphs name, the agreement's own first: one slip must not make all the rest wrong."""
    found = [p for text in _texts(documents, Kind.AVTAL, Kind.BILAGA, Kind.TJÄNSTESKRIVELSE) if (p := period_in(text))]
    return Counter(found).most_common(1)[0][0] if found else None


def paper_date(documents: Sequence[Finished]) -> date | None:
    """The date of the first decision paper that has one."""
    return next((found[0] for document in documents if (found := dated_at(document))), None)


def dated_at(document: Finished) -> tuple[date, Paragraph] | None:
    """The date in a decision paper's head and its paragraph: after ``Datum``, else the first that stands there."""
    if document.kind != Kind.TJÄNSTESKRIVELSE:
        return None
    head = [(p.text, p) for p in document.paragraphs if p.part in ("header", "body")][:25]
    labelled = [(text[text.lower().index("datum") :], p) for text, p in head if "datum" in text.lower()]
    for text, paragraph in (*labelled, *head):
        for mention in mentions_of(text, MentionKind.DATUM):
            if isinstance(mention.value, Day):
                return mention.value.date, paragraph
    return None


def period_in(text: str) -> tuple[date, date] | None:
    """The first and last day of an agreement's period, if a text states both."""
    days = [m for m in mentions_of(text, MentionKind.DATUM) if isinstance(m.value, Day)]
    for first, last in pairwise(days):
        if last.start - first.end >= 40:
            continue
        between = text[max(0, first.start - 60) : last.start]
        if _PERIOD.search(between + " "):
            assert isinstance(first.value, Day)
            assert isinstance(last.value, Day)
            return first.value.date, last.value.date
    return None


def _texts(documents: Sequence[Finished], *kinds: Kind) -> Iterator[str]:
    for document in documents:
        if document.kind in kinds:
            yield from (paragraph.text for paragraph in document.body)


def parties_in(text: str) -> Iterator[Party]:
    """The parties that a text introduces by name and number, with their short names where it gives them."""
    if not _NUMBER.search(text):  # as in most paragraphs; a name could begin at every word of them
        return
    for match in _PARTY.finditer(text):
        name = " ".join(re.split(r"\b(?:mellan|och|samt)\s+", match["namn"], flags=re.IGNORECASE)[-1].split())
        yield Party(name, match["kort"] or "", match["orgnr"], bool(_OWN_KIND.search(name)))


def _parties(documents: Sequence[Finished]) -> tuple[Party, ...]:
    """The parties with their short names, as an agreement introduces them."""
    found: dict[str, Party] = {}
    for text in _texts(documents, Kind.AVTAL, Kind.BILAGA):
        for party in parties_in(text):
            before = found.get(party.orgnr)
            if before is None or (party.kortnamn and not before.kortnamn):
                found[party.orgnr] = party
    return tuple(sorted(found.values(), key=lambda party: party.kommunal))
