"""Where a value in a document may come from: the case file, the programme's file, or what is derived from them."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loftdocs.derive import Facts
from loftdocs.derive.period import Period
from loftdocs.load import Loaded
from loftdocs.load.yaml_tree import dotted
from loftdocs.mention import mentions
from loftdocs.mention.types import Amount, Day, Duration, Mention, PartialDate
from loftdocs.model.kind import Kind
from loftdocs.model.written import written

NAME = "namn"


class Origin(StrEnum):
    """What a source is."""

    CASE = "ärendet"
    PROGRAM = "programmet"
    DERIVED = "uträknat"


@dataclass(frozen=True)
class Source:
    """A value that documents may state.

    ``path`` is a YAML path, or the name that templates know a derived value by; ``needed`` names the kinds of document
    in which the value has to stand.
    """

    kind: str
    value: Hashable
    origin: Origin
    path: str
    needed: tuple[Kind, ...] = ()


def key_of(mention: Mention) -> tuple[str, Hashable]:
    """The kind and the value of a mention, in the form in which sources are looked up."""
    value: Hashable = mention.value
    match mention.value:
        case Amount(kronor=kronor):
            value = kronor
        case Day(date=day):
            value = day
        case PartialDate(day=day, month=month, year=None, relative=None):
            value = (day, month)
        case Duration(number=number, unit=unit):
            value = (number, unit)
    return mention.kind.value, value


def sources(loaded: Loaded, facts: Facts) -> tuple[Source, ...]:
    """Every source of a case, in the order in which they are believed."""
    return (
        *_people(loaded),
        *_contact(loaded),
        *_parties(loaded),
        *_period(facts.period),
        *_fee(facts),
        *_attached(loaded),
        *_terms(loaded),
        *_texts(loaded),
    )


def _people(loaded: Loaded) -> Iterator[Source]:
    case = loaded.case
    signs_agreement = (*case.underskrifter.partneravtal.kommunen, *case.underskrifter.partneravtal.motparten)
    paper = case.tjänsteskrivelse
    for index, person in enumerate(case.personer):
        needed: list[Kind] = []
        officer = person.namn == paper.handläggare
        if officer or person.namn in case.underskrifter.tjänsteskrivelse:
            needed.append(Kind.TJÄNSTESKRIVELSE)
        if person.namn in signs_agreement:
            needed.append(Kind.AVTAL)
        if person.namn in (case.kontaktperson, case.ersättare):
            needed.append(Kind.BILAGA)
        yield Source(NAME, person.namn, Origin.CASE, f"personer[{index}].namn", tuple(needed))
        reach: tuple[Kind, ...] = (Kind.TJÄNSTESKRIVELSE,) if officer else ()
        for value, name in ((person.telefon, "telefon"), (person.epost, "epost")):
            for mention in mentions(value or ""):
                yield Source(*key_of(mention), Origin.CASE, f"personer[{index}].{name}", reach)
    yield Source("datum", paper.datum, Origin.CASE, "tjänsteskrivelse.datum", (Kind.TJÄNSTESKRIVELSE,))
    if paper.sammanträde:
        yield Source("datum", paper.sammanträde, Origin.CASE, "tjänsteskrivelse.sammanträde")
    for index, dated in enumerate(paper.beslutsunderlag):
        yield Source("datum", dated.datum, Origin.CASE, f"tjänsteskrivelse.beslutsunderlag[{index}].datum")
    if case.beslut.datum:
        yield Source("datum", case.beslut.datum, Origin.CASE, "beslut.datum")


def _contact(loaded: Loaded) -> Iterator[Source]:
    """Whom to ask about the programme."""
    contact = loaded.program.kontakt
    if contact is None:
        return
    if contact.namn:
        yield Source(NAME, contact.namn, Origin.PROGRAM, "kontakt.namn")
    for value, name in ((contact.telefon, "telefon"), (contact.epost, "epost")):
        for mention in mentions(value or ""):
            yield Source(*key_of(mention), Origin.PROGRAM, f"kontakt.{name}")


def _parties(loaded: Loaded) -> Iterator[Source]:
    needed: tuple[Kind, ...] = (Kind.AVTAL, Kind.BILAGA)
    yield Source("orgnr", loaded.case.kommun.orgnr, Origin.CASE, "kommun.orgnr", needed)
    yield Source("orgnr", loaded.program.motpart.orgnr, Origin.PROGRAM, "motpart.orgnr", needed)


def _period(period: Period) -> Iterator[Source]:
    needed: tuple[Kind, ...] = (Kind.TJÄNSTESKRIVELSE, Kind.AVTAL, Kind.BILAGA)
    yield Source("datum", period.start, Origin.CASE, "avtalsperiod.start", needed)
    yield Source("datum", period.slut, Origin.DERIVED, "period.slut", needed)
    yield Source("datum", period.sista_dag_förlängning, Origin.DERIVED, "period.sista_dag_förlängning", (Kind.AVTAL,))
    for notice in period.uppsägningsdagar:
        yield Source("datum", notice.dag, Origin.DERIVED, "period.uppsägningsdagar")
        yield Source("datum", notice.upphör, Origin.DERIVED, "period.uppsägningsdagar")
    for text, path, where in (
        (period.uppsägningsdag, "period.uppsägningsdag", (Kind.AVTAL,)),
        (period.årets_första_dag, "period.årets_första_dag", ()),
        (period.år, "period.år", (Kind.TJÄNSTESKRIVELSE, Kind.AVTAL)),
    ):
        for mention in mentions(text):
            yield Source(*key_of(mention), Origin.DERIVED, path, where)
    yield Source("tid", (period.antal_år, "år"), Origin.PROGRAM, "avtalstid_år", (Kind.AVTAL,))


def _fee(facts: Facts) -> Iterator[Source]:
    fee = facts.avgift
    yield Source("belopp", Decimal(fee.per_år), Origin.PROGRAM, "avgift.per_år", (Kind.TJÄNSTESKRIVELSE, Kind.AVTAL))
    yield Source("belopp", Decimal(fee.per_kvartal), Origin.PROGRAM, "avgift.per_kvartal", (Kind.AVTAL,))
    yield Source("belopp", Decimal(fee.totalt), Origin.DERIVED, "avgift.totalt", (Kind.TJÄNSTESKRIVELSE,))
    # Where no quarter is left of the first year, that it costs nothing is said in words.
    said = fee.första_året and not facts.period.från_årsskiftet
    part_year: tuple[Kind, ...] = (Kind.TJÄNSTESKRIVELSE, Kind.AVTAL) if said else ()
    yield Source("belopp", Decimal(fee.första_året), Origin.DERIVED, "avgift.första_året", part_year)
    for year in fee.kalenderår:
        yield Source("belopp", Decimal(year.belopp), Origin.DERIVED, f"avgift.kalenderår[{year.år}]")


def _terms(loaded: Loaded) -> Iterator[Source]:
    terms = loaded.program.villkor
    agreement: tuple[Kind, ...] = (Kind.AVTAL,)
    annex: tuple[Kind, ...] = (Kind.BILAGA,)
    for value, unit, name, needed in (
        (terms.betalning_dagar, "dag", "betalning_dagar", agreement),
        (terms.rättelse_dagar, "dag", "rättelse_dagar", agreement),
        (terms.hävning_dagar, "dag", "hävning_dagar", agreement),
        (terms.uppsägning_månader, "månad", "uppsägning_månader", agreement),
        (terms.förlängning_kvartal, "kvartal", "förlängning_kvartal", agreement),
        (terms.timmar_per_år, "timme", "timmar_per_år", annex),
    ):
        yield Source("tid", (value, unit), Origin.PROGRAM, f"villkor.{name}", needed)
    yield Source("procent", Decimal(terms.dröjsmål_procent), Origin.PROGRAM, "villkor.dröjsmål_procent", agreement)
    yield Source("procent", Decimal(terms.rabatt_procent), Origin.PROGRAM, "villkor.rabatt_procent", annex)


def _attached(loaded: Loaded) -> Iterator[Source]:
    """The dates of the case's own papers, and what their titles mention: both stand in lists of them."""
    for index, one in enumerate(loaded.case.bilagor):
        if one.datum:
            yield Source("datum", one.datum, Origin.CASE, f"bilagor[{index}].datum")
        for mention in mentions(one.titel):
            yield Source(*key_of(mention), Origin.CASE, f"bilagor[{index}].titel")


def _texts(loaded: Loaded) -> Iterator[Source]:
    """What the free texts of the case mention is where it comes from: the rules about texts judge it."""
    for path, value in written(loaded.case.tjänsteskrivelse, "tjänsteskrivelse"):
        for mention in mentions(str(value)):
            yield Source(*key_of(mention), Origin.CASE, dotted(path))
