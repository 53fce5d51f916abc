"""The case in a few lines: who, what, when and for how much."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from loftdocs.check.rule import Known
from loftdocs.derive.paper import board
from loftdocs.language.swedish import NBSP, capital, day
from loftdocs.model.base import NotApplicable, Unknown
from loftdocs.model.payment import RHYTHMS
from loftdocs.model.sides import Side, own_side

Read = Callable[[Known], str | None]


@dataclass(frozen=True)
class Line:
    """A line of the summary; ``value`` is None where the case does not say."""

    label: str
    value: str | None


def summary(name: str, known: Known | None) -> tuple[Line, ...]:
    """The lines of a case; for one that could not be read only its name. Amounts are SEK without VAT."""
    if known is None:
        return (Line("Ärende", name),)
    lines: tuple[tuple[str, Read], ...] = (
        *_parties(known),
        ("Program", lambda known: ": ".join(filter(None, (known.loaded.program.namn, known.loaded.program.uttydd)))),
        ("Avtalsperiod", _period),
        *_payments(known),
        ("Går till", lambda known: capital(board(known.loaded.case.tjänsteskrivelse.mottagare))),
        ("Beslutas av", lambda known: capital(known.facts.skrivelse.beslutande)),
        ("Beslut", _decision),
        ("Skrivelsen daterad", lambda known: day(known.loaded.case.tjänsteskrivelse.datum)),
        ("Diarienummer", lambda known: known.loaded.case.tjänsteskrivelse.diarienummer),
        ("Handläggare", lambda known: known.loaded.case.tjänsteskrivelse.handläggare),
    )
    made = ((label, known, read) for label, read in lines)
    return (Line("Ärende", name), *(line for one in made if (line := _line(*one))))


def municipality(name: str, known: Known | None) -> str:
    """What the report is called after: the municipality, or the case's name where that is not known."""
    return (known and _value(known, lambda known: known.own.namn)) or name


def matter(name: str, known: Known | None) -> str:
    """The matter in one line: the programme's title for the bundle, and the case's name."""
    title = known and _value(known, lambda known: known.facts.titlar[known.loaded.program.papers[0].namn])
    return f"{title}, ärende {name}" if title else ""


def _value(known: Known, read: Callable[[Known], str | None]) -> str | None:
    try:
        return read(known)
    except Unknown:
        return None


def _line(label: str, known: Known, read: Read) -> Line | None:
    """A line; none for what the programme has nothing of."""
    try:
        return Line(label, read(known))
    except NotApplicable:
        return None
    except Unknown:
        return Line(label, None)


def _parties(known: Known) -> Iterator[tuple[str, Read]]:
    """The parties: the case's own first, and the others as they sign."""
    try:
        sides = sorted(known.sides, key=lambda side: side != own_side(known.loaded.program, known.loaded.case))
    except Unknown:
        return
    for side in sides:
        label = capital(side.role.replace("_", " ")) if not side.roll.many else "Part"
        yield label, partial(_party, side)


def _party(side: Side, _known: Known) -> str:
    return ", ".join(filter(None, (side.namn, side.orgnr)))


def _period(known: Known) -> str:
    period = known.facts.period
    return f"{day(period.start)} – {day(period.slut)}" if period.slut else f"{day(period.start)} och tills vidare"


def _payments(known: Known) -> Iterator[tuple[str, Read]]:
    """What is paid; nothing where the case is too faulty to say."""
    for name in known.loaded.program.betalningar:
        yield capital(name.replace("_", " ")), partial(_payment, name)


def _payment(name: str, known: Known) -> str:
    plan = known.facts.betalningar.get(name)
    if plan is None:  # its condition does not hold
        raise NotApplicable(f"betalningen ”{name}”")
    told = [f"{plan.totalt} för hela perioden"] if plan.totalt is not None and RHYTHMS[plan.rytm] else []
    longest = next(iter(reversed(tuple(plan.amounts.items()))))
    per = {"år": "per avtalsår", "en gång": "en gång"}.get(longest[0], f"per {longest[0]}")
    vat = "exklusive moms" if plan.moms_procent else "utan moms"
    return ", ".join((*told, f"{longest[1]} {per}", vat))


def _decision(known: Known) -> str | None:
    decision = known.loaded.case.beslut
    if not decision.datum:
        return None
    return f"{day(decision.datum)}, §{NBSP}{decision.paragraf}" if decision.paragraf else day(decision.datum)
