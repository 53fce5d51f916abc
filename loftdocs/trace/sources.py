"""Where a value in a document may come from: the case file, the programme's file, or what is derived from them."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from loftdocs.derive import Facts
from loftdocs.load import Loaded
from loftdocs.load.yaml_tree import dotted
from loftdocs.mention import mentions
from loftdocs.mention.types import Amount, Day, Duration, Mention, PartialDate
from loftdocs.model.base import Model
from loftdocs.model.case_model import signed_by
from loftdocs.model.fact import Fact, FactKind
from loftdocs.model.kind import Kind
from loftdocs.model.length import Length
from loftdocs.model.named import Name
from loftdocs.model.sides import sides
from loftdocs.model.text import Text
from loftdocs.model.written import written

NAME = "namn"
_RHYTHMS = ("månad", "kvartal", "halvår", "år")
# The kinds of facts whose value is looked up as a number, or as it is.
_NUMBERS = {FactKind.PROCENT: "procent", FactKind.PROCENTENHETER: "procent", FactKind.BELOPP: "belopp"}
_WHOLE = {FactKind.DAG: "datum", FactKind.ORGANISATIONSNUMMER: "orgnr"}


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
        *_days(loaded),
        *_contact(loaded),
        *_parties(loaded),
        *_term(loaded, facts),
        *_payments(loaded, facts),
        *_attached(loaded),
        *_declared(loaded),
        *_texts(loaded),
    )


def _people(loaded: Loaded) -> Iterator[Source]:
    case, program = loaded.case, loaded.program
    has_paper = program.has(Kind.TJÄNSTESKRIVELSE)
    officer = case.tjänsteskrivelse.handläggare if has_paper else None
    of_paper = {officer, *(case.underskrifter.tjänsteskrivelse if has_paper else ())}
    signing = {
        name
        for document in program.dokument
        if document.slag is Kind.AVTAL
        for side in sides(program, case)
        if side.role in signed_by(program, document)
        for name in side.signers(case, document.namn)
    }
    named = [(fact, getattr(case, fact.name)) for fact in program.facts if _person(fact)]
    for index, person in enumerate(case.personer):
        needed: list[Kind] = []
        if person.namn in of_paper:
            needed.append(Kind.TJÄNSTESKRIVELSE)
        if person.namn in signing:
            needed.append(Kind.AVTAL)
        needed += [kind for fact, name in named if name == person.namn for kind in fact.stands_in if kind not in needed]
        yield Source(NAME, person.namn, Origin.CASE, f"personer[{index}].namn", tuple(needed))
        reach: tuple[Kind, ...] = (Kind.TJÄNSTESKRIVELSE,) if person.namn == officer else ()
        yield from _mentioned(person.telefon, Origin.CASE, f"personer[{index}].telefon", reach)
        yield from _mentioned(person.epost, Origin.CASE, f"personer[{index}].epost", reach)


def _person(fact: Fact) -> bool:
    """True for a person whom the case names at its top."""
    return fact.given and fact.kind is FactKind.PERSON and not fact.each


def _days(loaded: Loaded) -> Iterator[Source]:
    case = loaded.case
    if loaded.program.has(Kind.TJÄNSTESKRIVELSE):
        paper = case.tjänsteskrivelse
        yield Source("datum", paper.datum, Origin.CASE, "tjänsteskrivelse.datum", (Kind.TJÄNSTESKRIVELSE,))
        if paper.sammanträde:
            yield Source("datum", paper.sammanträde, Origin.CASE, "tjänsteskrivelse.sammanträde")
        for index, dated in enumerate(paper.beslutsunderlag):
            yield Source("datum", dated.datum, Origin.CASE, f"tjänsteskrivelse.beslutsunderlag[{index}].datum")
    if case.beslut.datum:
        yield Source("datum", case.beslut.datum, Origin.CASE, "beslut.datum")
    for side in sides(loaded.program, case):
        if side.roll.many and (day := side.decision(case).datum):
            yield Source("datum", day, Origin.CASE, f"{dotted(side.path)}.beslut.datum")


def _contact(loaded: Loaded) -> Iterator[Source]:
    contact = loaded.program.kontakt
    if contact is None:
        return
    if contact.namn:
        yield Source(NAME, contact.namn, Origin.PROGRAM, "kontakt.namn")
    yield from _mentioned(contact.telefon, Origin.PROGRAM, "kontakt.telefon")
    yield from _mentioned(contact.epost, Origin.PROGRAM, "kontakt.epost")


def _parties(loaded: Loaded) -> Iterator[Source]:
    """The parties' numbers, and what a case tells of each of them; those of the case first."""
    program = loaded.program
    for side in sorted(sides(program, loaded.case), key=lambda side: not side.of_case):
        origin = Origin.CASE if side.of_case else Origin.PROGRAM
        # The programme's own party is told by its role alone, as its file has it.
        path = dotted(side.path)
        if side.orgnr:
            yield Source("orgnr", side.orgnr, origin, f"{path}.orgnr", side.roll.står_i)
        for fact in program.facts:
            if fact.given and fact.each == side.role:
                yield from _of_fact(fact, getattr(side.said, fact.name), origin, f"{path}.{fact.name}")


def _term(loaded: Loaded, facts: Facts) -> Iterator[Source]:
    term, period = loaded.program.avtalstid, facts.tid
    if term is None or period is None:
        return
    extension = term.förlängning.står_i if term.förlängning else ()
    notice = term.uppsägning.står_i if term.uppsägning else ()
    yield Source("datum", period.start, Origin.CASE, "avtalsperiod.start", term.står_i)
    for day, name, needed in (
        (period.slut, "slut", term.står_i),
        (period.sista_dag_förlängning, "sista_dag_förlängning", extension),
        (period.sista_dag_uppsägning, "sista_dag_uppsägning", notice),
        (period.förlängs_till, "förlängs_till", ()),
    ):
        if day:
            yield Source("datum", day, Origin.DERIVED, f"period.{name}", needed)
    for last in period.uppsägningsdagar:
        yield Source("datum", last.dag, Origin.DERIVED, "period.uppsägningsdagar")
        yield Source("datum", last.upphör, Origin.DERIVED, "period.uppsägningsdagar")
    yield from _mentioned(period.uppsägningsdag, Origin.DERIVED, "period.uppsägningsdag", notice)
    yield from _mentioned(period.årets_första_dag, Origin.DERIVED, "period.årets_första_dag")
    yield from _mentioned(period.år, Origin.DERIVED, "period.år")
    length = tuple(kind for kind in term.står_i if kind is Kind.AVTAL) if term.längd else ()
    if term.längd:
        yield Source("tid", (term.längd.number, term.längd.unit), Origin.PROGRAM, "avtalstid.längd", length)
    for given, name in (
        (term.uppsägning and term.uppsägning.tid, "uppsägning.tid"),
        (term.förlängning and term.förlängning.senast, "förlängning.senast"),
        (term.förlängning and term.förlängning.med, "förlängning.med"),
    ):
        if isinstance(given, Length):  # else it is a term of its own, and told there
            yield Source("tid", (given.number, given.unit), Origin.PROGRAM, f"avtalstid.{name}")


def _payments(loaded: Loaded, facts: Facts) -> Iterator[Source]:
    for name, plan in facts.betalningar.items():
        form = loaded.program.betalningar[name]
        for rhythm, amount in reversed(tuple(plan.amounts.items())):
            field = "belopp" if rhythm == "en gång" else f"per_{rhythm}"
            given = form.amounts[rhythm]
            origin, path = Origin.PROGRAM, f"betalningar.{name}.{field}"
            if isinstance(given, Name):
                fact = loaded.program.fact(given)
                origin, path = (Origin.CASE, given) if fact and fact.given else (origin, path)
            yield Source("belopp", Decimal(amount), origin, path, form.står_i)
        # Where nothing is left of the first year, that it costs nothing is said in words.
        said = plan.första_året and facts.tid and not facts.tid.från_årsskiftet and form.sammanlagt_i
        for follows, path, needed in (
            *((getattr(plan, f"per_{one}"), f"per_{one}", ()) for one in _RHYTHMS if one not in plan.amounts),
            (plan.totalt, "totalt", form.sammanlagt_i),
            (plan.första_året, "första_året", (*form.sammanlagt_i, *form.står_i) if said else ()),
            *((year.belopp, f"kalenderår[{year.år}]", ()) for year in plan.kalenderår),
            *((getattr(share, one), f"delar.{one}", ()) for share in plan.delar for one in ("per_år", "totalt")),
            *((row.belopp, "fakturor.belopp", ()) for row in plan.fakturor),
        ):
            if follows is not None:
                yield Source("belopp", Decimal(follows), Origin.DERIVED, f"{name}.{path}", needed)
        if plan.moms_procent:
            yield Source("procent", Decimal(plan.moms_procent), Origin.PROGRAM, f"betalningar.{name}.moms_procent")
        if plan.delar:
            yield Source("procent", Decimal(plan.andel_totalt), Origin.DERIVED, f"{name}.andel_totalt")
        for day in (plan.fakturor[0].från, plan.fakturor[0].till, plan.fakturor[0].datum) if plan.fakturor else ():
            if day:
                yield Source("datum", day, Origin.DERIVED, f"{name}.fakturor.datum")


def _declared(loaded: Loaded) -> Iterator[Source]:
    """The facts that the programme declares: its own, and those that the case gives."""
    program, case = loaded.program, loaded.case
    for fact in program.facts:
        if fact.each or fact.kind is FactKind.PERSON:
            continue  # told with the parties, and with the persons
        if fact.given:
            yield from _of_fact(fact, getattr(case, fact.name), Origin.CASE, fact.name)
        else:
            group = str(fact.path[0])
            yield from _of_fact(
                fact, getattr(getattr(program, group), fact.name), Origin.PROGRAM, f"{group}.{fact.name}"
            )


def _of_fact(fact: Fact, value: Any, origin: Origin, path: str) -> Iterator[Source]:
    """The sources that a fact is; of a list or a table each of its values."""
    if value is None:
        return
    needed = fact.stands_in
    if fact.kind.unit:
        yield Source("tid", (value, fact.kind.unit), origin, path, needed)
    elif fact.kind in _NUMBERS:
        yield Source(_NUMBERS[fact.kind], Decimal(value), origin, path, needed)
    elif fact.kind in _WHOLE:
        yield Source(_WHOLE[fact.kind], value, origin, path, needed)
    elif fact.kind is FactKind.ÅRSDAG:
        yield Source("datum", (value.day, value.month), origin, path, needed)
    elif isinstance(value, tuple):
        inner = fact.items or Fact(fact.name, FactKind.GRUPP, fact.path, columns=fact.columns)
        for index, item in enumerate(value):
            yield from _of_fact(inner, item, origin, f"{path}[{index}]")
    elif isinstance(value, Model):
        for column in fact.columns:
            yield from _of_fact(column, getattr(value, column.name), origin, f"{path}.{column.name}")
    elif isinstance(value, str | Text):
        yield from _mentioned(str(value), origin, path)


def _attached(loaded: Loaded) -> Iterator[Source]:
    """The dates of the case's own papers, and what their titles mention: both stand in lists of them."""
    for index, one in enumerate(loaded.case.bilagor):
        if one.datum:
            yield Source("datum", one.datum, Origin.CASE, f"bilagor[{index}].datum")
        yield from _mentioned(one.titel, Origin.CASE, f"bilagor[{index}].titel")


def _texts(loaded: Loaded) -> Iterator[Source]:
    """What the free texts of the case mention is where it comes from: the rules about texts judge it."""
    if loaded.program.has(Kind.TJÄNSTESKRIVELSE):
        for path, value in written(loaded.case.tjänsteskrivelse, "tjänsteskrivelse"):
            yield from _mentioned(str(value), Origin.CASE, dotted(path))


def _mentioned(text: str | None, origin: Origin, path: str, needed: tuple[Kind, ...] = ()) -> Iterator[Source]:
    for mention in mentions(text or ""):
        yield Source(*key_of(mention), origin, path, needed)
