"""The case in a few lines: who, what, when and for how much."""

from collections.abc import Callable
from dataclasses import dataclass

from loftdocs.check.rule import Known
from loftdocs.derive.paper import board
from loftdocs.derive.swedish import NBSP, capital, day
from loftdocs.model.base import Unknown


@dataclass(frozen=True)
class Line:
    """A line of the summary; ``value`` is None where the case does not say."""

    label: str
    value: str | None


def summary(name: str, known: Known | None) -> tuple[Line, ...]:
    """The lines of a case; for one that could not be read only its name. Amounts are SEK without VAT."""
    if known is None:
        return (Line("Ärende", name),)
    lines: tuple[tuple[str, Callable[[Known], str | None]], ...] = (
        ("Kommun", lambda known: f"{known.loaded.case.kommun.namn}, {known.loaded.case.kommun.orgnr}"),
        ("Motpart", lambda known: f"{known.loaded.program.motpart.namn}, {known.loaded.program.motpart.orgnr}"),
        ("Program", lambda known: f"{known.loaded.program.namn}: {known.loaded.program.uttydd}"),
        ("Avtalsperiod", lambda known: f"{day(known.facts.period.start)} – {day(known.facts.period.slut)}"),
        ("Avgift", _fee),
        ("Går till", lambda known: capital(board(known.loaded.case.tjänsteskrivelse.mottagare))),
        ("Beslutas av", lambda known: capital(known.facts.skrivelse.beslutande)),
        ("Beslut", _decision),
        ("Skrivelsen daterad", lambda known: day(known.loaded.case.tjänsteskrivelse.datum)),
        ("Diarienummer", lambda known: known.loaded.case.tjänsteskrivelse.diarienummer),
        ("Handläggare", lambda known: known.loaded.case.tjänsteskrivelse.handläggare),
    )
    return (Line("Ärende", name), *(Line(label, _value(known, read)) for label, read in lines))


def municipality(name: str, known: Known | None) -> str:
    """What the report is called after: the municipality, or the case's name where that is not known."""
    return (known and _value(known, lambda known: known.loaded.case.kommun.namn)) or name


def matter(name: str, known: Known | None) -> str:
    """The matter in one line: the programme's title for the bundle, and the case's name."""
    title = known and _value(known, lambda known: known.facts.titlar[known.loaded.program.försättsblad.namn])
    return f"{title}, ärende {name}" if title else ""


def _value(known: Known, read: Callable[[Known], str | None]) -> str | None:
    try:
        return read(known)
    except Unknown:
        return None


def _fee(known: Known) -> str:
    fee = known.facts.avgift
    return f"{fee.totalt} för hela perioden, {fee.per_år} per avtalsår, exklusive moms"


def _decision(known: Known) -> str | None:
    decision = known.loaded.case.beslut
    if not decision.datum:
        return None
    return f"{day(decision.datum)}, §{NBSP}{decision.paragraf}" if decision.paragraf else day(decision.datum)
