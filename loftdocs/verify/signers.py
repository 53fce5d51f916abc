"""Who was to sign, by the case, and who did."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs.findings import Finding, Place, Severity
from loftdocs.project import Project
from loftdocs.verify.names import Likeness, compare
from loftdocs.verify.result import Kind, Signature

if TYPE_CHECKING:
    from loftdocs.sign import Signer

_STAMPED = "Har en underskriftstjänst satt sin egen stämpel i stället för personens, så står namnet i tjänstens kvitto."


@dataclass(frozen=True)
class Match:
    """What the case says of one field's signer: True, False, or None for what it does not know."""

    known: bool | None
    signer: "Signer | None" = None
    findings: tuple[Finding, ...] = ()


def signers_for(project: Project, case: Path, document: str | None) -> "tuple[Signer, ...] | None":
    """Those who sign a file of the case (the agreement, if ``document`` is None), or None if the case has faults.

    Raises `FileFailure` if the case cannot be read.
    """
    from loftdocs.check.rule import Known
    from loftdocs.load import load
    from loftdocs.model.base import Unknown
    from loftdocs.sign import signers_of

    loaded, _findings = load(project, case)
    if loaded is None:
        return None
    name = document or "avtal"
    try:
        inside = [one for one in loaded.program.dokument if name == one.namn or name in one.ingår_i]
        return signers_of(Known(loaded).facts, [one.slag for one in inside])
    except Unknown:
        return None


def match(signatures: Sequence[Signature], signers: "Sequence[Signer]", place: Place) -> tuple[Match, ...]:
    """Each signature field with what the case says of it, in the order of ``signatures``."""
    fielded = [_by_field(signature, signers) for signature in signatures]
    free = [one for one in signers if one not in fielded]
    return tuple(
        _match(signature, field or _by_name(signature, signers, free), signers, place)
        if signature.kind is Kind.SIGNATURE
        else Match(None, field)
        for signature, field in zip(signatures, fielded, strict=True)
    )


def absent(matches: Sequence[Match], signers: "Sequence[Signer]", place: Place) -> Iterator[Finding]:
    """Those of the case who have neither signed nor a field to sign in."""
    met = [one.signer for one in matches if one.signer]
    for signer in signers:
        if signer not in met:
            who = signer.person or signer.organisation
            message = f"{who} har inte undertecknat: filen har varken fältet ”{signer.field}” eller underskriften."
            hint = "Be om den fil som alla har undertecknat. Undertecknade någon en annan fil, kontrollera den för sig."
            yield Finding("SIG117", Severity.FEL, message, hint, place)


def _match(signature: Signature, expected: "Signer | None", signers: "Sequence[Signer]", place: Place) -> Match:
    name = signature.name
    if expected is None or name is None:
        return Match(False, expected, (_stranger(signature, expected, signers, place),))
    if expected.person is None:
        other = next((one for one in signers if _is(name, one)), None)
        if other:
            return Match(False, expected, (_wrong_side(signature, expected, other, place),))
        return Match(None, expected, (_unknown(signature, expected, place),))
    if not _is(name, expected):
        return Match(False, expected, (_stranger(signature, expected, signers, place),))
    same = compare(name, expected.person) is Likeness.SAME
    return Match(True, expected, () if same else (_alike(signature, expected.person, place),))


def _is(name: str, signer: "Signer") -> bool:
    return signer.person is not None and compare(name, signer.person) is not Likeness.OTHER


def _by_name(signature: Signature, signers: "Sequence[Signer]", free: "Sequence[Signer]") -> "Signer | None":
    """Who of the case signed a field that it does not name, as a signing service may make.

    That is the one of that name; failing that, one who is not known and is in ``free``, those without a field.
    """
    named = next((one for one in signers if signature.name and _is(signature.name, one)), None)
    return named or next((one for one in free if one.person is None), None)


def _by_field(signature: Signature, signers: "Sequence[Signer]") -> "Signer | None":
    return next((one for one in signers if _folded(one.field) == _folded(signature.field)), None)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _stranger(signature: Signature, expected: "Signer | None", signers: "Sequence[Signer]", place: Place) -> Finding:
    if expected:
        should = f"av {expected.person or f'någon för {expected.organisation}'}"
    else:
        should = f"av {' eller '.join(one.person or one.organisation or one.field for one in signers) or 'någon'}"
    message = (
        f"Fältet ”{signature.field}” är undertecknat av {signature.signer}, men ska enligt ärendet vara det {should}."
    )
    hint = f"Ta reda på om den får underteckna; är det rätt person, skriv in den i ärendet. {_STAMPED}"
    return Finding("SIG114", Severity.FEL, message, hint, place)


def _wrong_side(signature: Signature, expected: "Signer", other: "Signer", place: Place) -> Finding:
    message = (
        f"Fältet ”{signature.field}” är undertecknat av {signature.signer}, som enligt ärendet undertecknar för "
        f"{other.organisation}, men fältet är till för {expected.organisation}."
    )
    hint = f"Be {expected.organisation} att underteckna filen som den var innan."
    return Finding("SIG114", Severity.FEL, message, hint, place)


def _alike(signature: Signature, person: str, place: Place) -> Finding:
    message = (
        f"Certifikatet i fältet ”{signature.field}” är utställt på {signature.name}; i ärendet heter personen {person}."
    )
    return Finding("SIG115", Severity.UPPLYSNING, message, "Se efter att det är samma person.", place)


def _unknown(signature: Signature, expected: "Signer", place: Place) -> Finding:
    employer = f" ({signature.organisation})" if signature.organisation else ""
    what = f"{signature.signer}{employer} har undertecknat för {expected.organisation}"
    message = f"{what}; ärendet säger inte vem som ska göra det."
    hint = f"Kontrollera med {expected.organisation} att det är rätt person och att den får underteckna."
    return Finding("SIG116", Severity.UPPLYSNING, message, hint, place)
