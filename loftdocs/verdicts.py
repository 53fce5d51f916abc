"""Two answers: whether the paper can be laid before the board, and whether the agreement can be signed.

What is about the paper alone (its number, its texts) stops no agreement that the board has decided on, and what is
about the agreement alone (who signs it, the decision, what is to be attached) stops no paper. An error stops both:
with one nothing is made. So does what the decision itself rests on: a text that nobody has written, and the ground for
making the agreement without procurement.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from loftdocs.check.rule import Known
from loftdocs.derive.paper import board
from loftdocs.derive.swedish import NBSP, capital, day
from loftdocs.findings import Finding, Place, Severity
from loftdocs.model.base import Unknown
from loftdocs.result import Missing, Subject, Verdict

_PAPER: Subject = "skrivelsen"
_AGREEMENT: Subject = "avtalet"
_BOTH = frozenset({_PAPER, _AGREEMENT})
# Findings that stop no build, but are about what has to be there first: in the paper that the decision rests on, and
# in the agreement.
_PAPER_LACKS = ("RES107", "BES207")
_AGREEMENT_LACKS = ("DOK206", "SIG001")
# Where in a case file what is about one of them stands.
_PATHS = {
    _PAPER: ("tjänsteskrivelse", "underskrifter.tjänsteskrivelse"),
    _AGREEMENT: ("underskrifter.partneravtal", "kontaktperson", "ersättare", "beslut"),
}
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


def verdicts(findings: Sequence[Finding], known: Known | None) -> tuple[Verdict, Verdict]:
    """The answers about the paper and the agreement; ``known`` is None if the case could not be read."""
    standing = [finding for finding in findings if finding.silenced is None]
    aside = {finding.code for finding in findings if finding.silenced is not None}
    return _verdict(_PAPER, standing, aside, known), _verdict(_AGREEMENT, standing, aside, known)


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
    for about, starts in _PATHS.items():
        if any(path == start or path.startswith((f"{start}.", f"{start}[")) for start in starts):
            return frozenset({about})
    return _BOTH


def _of_document(name: str, known: Known | None) -> frozenset[Subject]:
    """Which a file is about: the bundle for signing and what is in it that the parties sign, or all else."""
    if known is None:
        return _BOTH
    signed = {one.namn for one in known.loaded.program.dokument if one.slag in ("avtal", "bilaga")} | {"avtal"}
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
    decision, paper = known.loaded.case.beslut, known.loaded.case.tjänsteskrivelse
    if not decision.datum:
        todo = "Fyll i beslutets datum och paragraf när det är fattat."
        who = capital(board(paper.beslutande or paper.mottagare))
        yield f"{who} har inte beslutat.", todo, known.place("beslut", "datum", key=True)
    elif not decision.paragraf:
        todo = "Hämta den ur protokollet."
        yield "Beslutets paragraf är inte ifylld.", todo, known.place("beslut", "paragraf", key=True)


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
    parties, other = known.loaded.case.underskrifter.partneravtal, known.loaded.program.motpart.kortnamn
    for name, who in (("kommunen", "kommunen"), ("motparten", other)):
        if not getattr(parties, name):
            todo = f"Fråga {who} vem som undertecknar, och fyll i namnet."
            place = known.place("underskrifter", "partneravtal", name, key=True)
            yield f"Ingen är angiven som undertecknar för {who}.", todo, place
