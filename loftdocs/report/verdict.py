"""Whether the agreement can be signed, and if not, what it waits for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from loftdocs.check.rule import Known
from loftdocs.findings import Place
from loftdocs.model.base import Unknown
from loftdocs.report.remarks import Count, Places, Remark, Shown, counts

State = Literal["ja", "varning", "väntar", "nej"]
# Findings that stop no build, but are about what has to be there when the agreement is signed.
_BEFORE_SIGNING = ("DOK206", "SIG001")
_NUMBERS = ("Inget", "En sak", "Två saker", "Tre saker", "Fyra saker", "Fem saker", "Sex saker")


@dataclass(frozen=True)
class Missing:
    """Something that has to be there before the agreement is signed, what to do about it, and where."""

    what: str
    todo: str
    place: Shown
    remark: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer, in a few words and in a sentence, with what is missing and how many findings there are."""

    state: State
    title: str
    lead: str
    missing: tuple[Missing, ...]
    counts: tuple[Count, ...]
    aside: int


def verdict(found: Sequence[Remark], known: Known | None, places: Places) -> Verdict:
    """The answer by the findings and the case; ``known`` is None if the case could not be read."""
    number = {count.severity: count.number for count in counts(found)}
    missing = tuple(_missing(known, found, places)) if known else ()
    state, title, lead = _answer(number, len(missing))
    aside = sum(remark.reason is not None for remark in found)
    return Verdict(state, title, lead, missing, counts(found), aside)


def _answer(number: dict[str, int], missing: int) -> tuple[State, str, str]:
    if number["fel"]:
        errors = "Ett fel" if number["fel"] == 1 else f"{number['fel']} fel"
        return "nej", "Kan inte skrivas under", f"{errors} måste rättas först. Inga nya handlingar görs förrän dess."
    if missing:
        things = _NUMBERS[missing] if missing < len(_NUMBERS) else f"{missing} saker"
        return "väntar", "Kan inte skrivas under än", f"{things} saknas innan avtalet kan skrivas under."
    if number["varning"]:
        return "varning", "Kan skrivas under, men läs varningarna", "Inget saknas, men något bör ses över först."
    return "ja", "Kan skrivas under", "Inget saknas, och inget fel är funnet."


def _missing(known: Known, found: Sequence[Remark], places: Places) -> Iterator[Missing]:
    aside = {remark.code for remark in found if remark.reason is not None}
    checks: tuple[Callable[[Known], Iterable[tuple[str, str, Place]]], ...] = (_registered, _decided)
    if "UND104" not in aside:  # the case may say that the name is to be written by hand
        checks += (_signed_by,)
    for check in checks:
        try:
            yield from (Missing(what, todo, places.shown(place)) for what, todo, place in check(known))
        except Unknown:
            continue  # the fault that makes it unknown is a finding of its own
    for remark in found:
        if remark.code in _BEFORE_SIGNING and remark.reason is None:
            yield Missing(remark.message, remark.hint, remark.place, remark.number)


def _registered(known: Known) -> Iterator[tuple[str, str, Place]]:
    if not known.loaded.case.tjänsteskrivelse.diarienummer:
        todo = "Registrera ärendet och fyll i numret."
        yield "Ärendet har inget diarienummer.", todo, known.place("tjänsteskrivelse", "diarienummer", key=True)


def _decided(known: Known) -> Iterator[tuple[str, str, Place]]:
    decision, board = known.loaded.case.beslut, known.loaded.case.tjänsteskrivelse.mottagare
    if not decision.datum:
        todo = "Fyll i beslutets datum och paragraf när det är fattat."
        yield f"{board} har inte beslutat.", todo, known.place("beslut", "datum", key=True)
    elif not decision.paragraf:
        yield (
            "Beslutets paragraf är inte ifylld.",
            "Hämta den ur protokollet.",
            known.place("beslut", "paragraf", key=True),
        )


def _signed_by(known: Known) -> Iterator[tuple[str, str, Place]]:
    parties, other = known.loaded.case.underskrifter.partneravtal, known.loaded.program.motpart.kortnamn
    for name, who in (("kommunen", "kommunen"), ("motparten", other)):
        if not getattr(parties, name):
            todo = f"Fråga {who} vem som undertecknar, och fyll i namnet."
            place = known.place("underskrifter", "partneravtal", name, key=True)
            yield f"Ingen är angiven som undertecknar för {who}.", todo, place
