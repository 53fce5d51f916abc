"""Two answers: whether the paper can be laid before the board, and whether the agreement can be signed.

What is about the paper alone (its number, its texts) stops no agreement that the board has decided on, and what is
about the agreement alone (who signs it, the decision, what is to be attached) stops no paper. An error stops both:
with one nothing is made. So does what the decision itself rests on: a text that nobody has written, and the ground for
making the agreement without procurement.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from loftdocs.check.rule import Known
from loftdocs.derive.paper import board
from loftdocs.findings import Finding, Place, Severity
from loftdocs.language.swedish import NBSP, capital, day
from loftdocs.model.base import Unknown
from loftdocs.model.case_model import signed_by
from loftdocs.model.kind import Kind
from loftdocs.model.party import Beslut
from loftdocs.result import Missing, Subject, Verdict

_PAPER: Subject = "skrivelsen"
_AGREEMENT: Subject = "avtalet"
_BOTH = frozenset({_PAPER, _AGREEMENT})
# Findings that stop no build, but are about what has to be there first: in the paper that the decision rests on, and
# in the agreement.
_PAPER_LACKS = ("RES107", "BES207")
_AGREEMENT_LACKS = ("DOK206", "SIG001")
_NUMBERS = ("Inga", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")
Lacking = tuple[str, str, Place]


@dataclass(frozen=True)
class _Words:
    """How an answer is put."""

    yes: str
    not_yet: str
    no: str
    before: str


_WORDS = {
    _PAPER: _Words(
        "Kan läggas fram för nämnden",
        "Kan inte läggas fram för nämnden än",
        "Kan inte läggas fram för nämnden",
        "handlingarna kan läggas fram",
    ),
    _AGREEMENT: _Words(
        "Avtalet kan skrivas under",
        "Avtalet kan inte skrivas under än",
        "Avtalet kan inte skrivas under",
        "avtalet kan skrivas under",
    ),
}


def verdicts(findings: Sequence[Finding], known: Known | None) -> tuple[Verdict, ...]:
    """The answers about the paper and the agreement, or about the one that the programme has.

    ``known`` is None if the case could not be read.
    """
    standing = [finding for finding in findings if finding.silenced is None]
    aside = {finding.code for finding in findings if finding.silenced is not None}
    return tuple(_verdict(about, standing, aside, known) for about in _asked(known))


def _asked(known: Known | None) -> tuple[Subject, ...]:
    if known is None:
        return _PAPER, _AGREEMENT
    program = known.loaded.program
    paper: tuple[Subject, ...] = (_PAPER,) if program.has(Kind.TJÄNSTESKRIVELSE) else ()
    signed = any(one.slag is not Kind.TJÄNSTESKRIVELSE and signed_by(program, one) for one in program.dokument)
    return (*paper, _AGREEMENT) if signed else paper or (_AGREEMENT,)


def _verdict(about: Subject, standing: Sequence[Finding], aside: set[str], known: Known | None) -> Verdict:
    words = _WORDS[about]
    errors = sum(finding.severity is Severity.FEL for finding in standing)
    missing = tuple(_missing(about, standing, aside, known)) if known else ()
    if errors:
        count = "Ett fel" if errors == 1 else f"{errors} fel"
        lead = f"{count} måste rättas först. Inga nya handlingar görs förrän dess."
        return Verdict(about, "nej", words.no, lead, missing)
    decided = f" {_decided(known)}" if known and about == _PAPER and _decided(known) else ""
    if missing:
        number = _NUMBERS[len(missing)] if len(missing) < len(_NUMBERS) else str(len(missing))
        things = "sak" if len(missing) == 1 else "saker"
        return Verdict(
            about, "väntar", words.not_yet, f"{number} {things} saknas innan {words.before}.{decided}", missing
        )
    if any(finding.severity is Severity.VARNING and about in concerns(finding, known) for finding in standing):
        lead = f"Inget saknas, men något bör ses över först.{decided}"
        return Verdict(about, "varning", f"{words.yes}, men läs varningarna", lead)
    return Verdict(about, "ja", words.yes, f"Inget saknas, och inget fel är funnet.{decided}")


def concerns(finding: Finding, known: Known | None) -> frozenset[Subject]:
    """Which of the two a finding is about: by the document or the part of the case file that it stands in."""
    if finding.place.document:
        return _of_document(PurePath(finding.place.document).name, known)
    path = finding.place.path or ""
    for about, starts in _paths(known).items():
        if any(path == start or path.startswith((f"{start}.", f"{start}[")) for start in starts):
            return frozenset({about})
    return _BOTH


def _paths(known: Known | None) -> dict[Subject, tuple[str, ...]]:
    """Where in a case file what is about one of them stands."""
    paths: dict[Subject, tuple[str, ...]] = {_PAPER: ("tjänsteskrivelse", "underskrifter.tjänsteskrivelse")}
    if known is None:
        return paths
    program = known.loaded.program
    agreement = [f"underskrifter.{one.namn}" for one in program.dokument if one.slag is not Kind.TJÄNSTESKRIVELSE]
    agreement += [fact.name for fact in program.facts if fact.given and any(kind.binding for kind in fact.stands_in)]
    return {**paths, _AGREEMENT: (*agreement, "beslut")}


def _of_document(name: str, known: Known | None) -> frozenset[Subject]:
    """Which a file is about: the bundle for signing and what is in it that the parties sign, or all else."""
    if known is None:
        return _BOTH
    program = known.loaded.program
    # A bundle is the agreement's where it is not the board's.
    signed = {one.namn for one in program.dokument if one.slag.binding} | program.signed_bundles
    suffix = f"-{known.loaded.name}"
    return frozenset({_AGREEMENT if PurePath(name).stem.removesuffix(suffix) in signed else _PAPER})


def _missing(about: Subject, standing: Sequence[Finding], aside: set[str], known: Known) -> Iterator[Missing]:
    checks: list[Callable[[Known], Iterable[Lacking]]] = [_registered] if about == _PAPER else [_decision]
    if about == _AGREEMENT and "UND104" not in aside:  # the case may say that the name is to be written by hand
        checks.append(_signed_by)
    for check in (*checks, _made):
        try:
            yield from (Missing(*one) for one in check(known))
        except Unknown:
            continue  # the fault that makes it unknown is a finding of its own
    if about == _AGREEMENT and any(finding.code in _PAPER_LACKS for finding in standing):
        yield Missing("Skrivelsen som beslutet vilar på är inte färdig.", "Se vad som saknas för att lägga fram den.")
    wanted = _PAPER_LACKS if about == _PAPER else _AGREEMENT_LACKS
    for finding in standing:
        # The bundle for the board has the agreement's lines too: what it lacks there stops nobody from signing.
        if finding.code in wanted and (about == _PAPER or about in concerns(finding, known)):
            yield Missing(finding.message, finding.hint, finding.place)


def _registered(known: Known) -> Iterator[Lacking]:
    if not known.loaded.case.tjänsteskrivelse.diarienummer:
        todo = "Registrera ärendet och fyll i numret."
        yield "Ärendet har inget diarienummer.", todo, known.place("tjänsteskrivelse", "diarienummer", key=True)


def _made(known: Known) -> Iterator[Lacking]:
    """Before there are documents, what the rules say of them is not known."""
    if not known.documents:
        yield "Handlingarna är inte gjorda än.", "Gör dem: först då prövas det som står i dem.", Place()


def _decision(known: Known) -> Iterator[Lacking]:
    if any(side.kommunal and side.of_case and not side.roll.many for side in known.sides):
        who = capital(known.facts.skrivelse.beslutande) if known.facts.skrivelsen else known.own.namn
        yield from _decided_by(who, known.loaded.case.beslut, partial(known.place, "beslut"))
    for side in known.sides:
        if side.kommunal and side.roll.many:
            yield from _decided_by(
                side.namn, side.decision(known.loaded.case), partial(known.side_place, side, "beslut")
            )


def _decided_by(who: str, decision: Beslut, place: Callable[..., Place]) -> Iterator[Lacking]:
    if not decision.datum:
        todo = "Fyll i beslutets datum och paragraf när det är fattat."
        yield f"{who} har inte beslutat.", todo, place("datum", key=True)
    elif not decision.paragraf:
        todo = "Hämta den ur protokollet."
        yield "Beslutets paragraf är inte ifylld.", todo, place("paragraf", key=True)


def _decided(known: Known) -> str:
    """That the decision is taken, when it is."""
    try:
        decision, paper = known.loaded.case.beslut, known.loaded.case.tjänsteskrivelse
        if not decision.datum:
            return ""
        paragraph = f", §{NBSP}{decision.paragraf}" if decision.paragraf else ""
        return f"{capital(board(paper.beslutande or paper.mottagare))} beslutade den {day(decision.datum)}{paragraph}."
    except Unknown:
        return ""


def _signed_by(known: Known) -> Iterator[Lacking]:
    for document in known.agreements:
        for side in sorted(known.signing(document), key=lambda side: not side.of_case):
            who = side.called if side == known.own else side.short
            given, wanted = len(side.signers(known.loaded.case, document.namn)), side.roll.undertecknare
            if given >= max(wanted, 1):
                continue
            lacking = f"{wanted} ska underteckna för {who}, men bara {given} är angivna."
            todo = f"Fråga {who} vilka som undertecknar, och fyll i namnen."
            if not given:
                lacking = f"Ingen är angiven som undertecknar för {who}."
                todo = f"Fråga {who} vem som undertecknar, och fyll i namnet."
            yield lacking, todo, known.place(*side.signers_path(document.namn), key=True)
