"""Who was to sign, and who did (the third answer)."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftdocs.findings import Finding, Place, Severity
from loftdocs.language.swedish import listed
from loftdocs.signer import Signer
from loftdocs.verify import diagnostics
from loftdocs.verify.names.fit import Likeness, compare
from loftdocs.verify.receipts import Receipt
from loftdocs.verify.result import Kind, Signature

_STAMPED = "Har en underskriftstjänst satt sin egen stämpel i stället för personens, så står namnet i tjänstens kvitto."
_REGISTER = (
    "Läs tjänstens kvitto (verifikat, signeringslogg). Stämmer det, registrera det: "
    "loftdocs verify FILEN --kvitto KVITTOT. Då räknas filen som undertecknad, och kvittot sparas bredvid bygget."
)


@dataclass(frozen=True)
class Match:
    """What is known of one field's signer: True, False, or None for what cannot be said; and whose place it is."""

    known: bool | None
    signer: Signer | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Signed:
    """All of it: a match for each signature, the findings, and in ``wanted`` how many should have signed."""

    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    wanted: int = 0


def judge_signers(
    signatures: Sequence[Signature], signers: Sequence[Signer], receipt: Receipt | None, place: Place, *, scan: bool
) -> Signed:
    """Each signature against those who should sign; a registered ``receipt`` stands for those whom it names.

    Who has signed a paper by hand, its ``scan`` does not tell.
    """
    matches = _matches(signatures, signers, place)
    pairs = list(zip(signatures, matches, strict=True))
    met = [match.signer for one, match in pairs if match.signer and one.signed]
    missing = [one for one in signers if one not in met]
    seals = [one for one, match in pairs if one.kind is Kind.SIGNATURE and not one.built and match.signer is None]
    sealed = bool(seals) and not any(one.signed and match.known is not False and match.signer for one, match in pairs)
    findings = [finding for match in matches for finding in match.findings]
    if sealed or not missing:  # whoever else has made a seal is no stranger in a signer's place
        beside = [match for match in matches if match.known is False and match.signer is None]
        findings = [one for one in findings if not any(one in match.findings for match in beside)]
        matches = tuple(Match(None) if match in beside else match for match in matches)
        if not sealed and seals:
            findings.append(_also(seals, place))
    if signatures or not scan:
        findings += _absent(missing, signatures, seals if sealed else (), receipt, place)
    elsewhere = [s.field for s in signatures if s.kind is Kind.EMPTY and s.built and _field_of(s, signers) in met]
    if elsewhere:
        fields = listed([f"”{field}”" for field in elsewhere])
        what = "är tomt: den som skulle fylla det" if len(elsewhere) == 1 else "är tomma: de som skulle fylla dem"
        message = f"{fields} {what} har undertecknat på annat ställe i filen eller bredvid den."
        findings.append(diagnostics.OTHER_FIELDS.finding(message, "Inget behöver göras.", place))
    return Signed(matches, tuple(findings), len(signers))


def _also(seals: Sequence[Signature], place: Place) -> Finding:
    names = listed([f"{one.signer} (”{one.field}”)" for one in seals])
    message = f"Förutom dem som ska underteckna har också {names} satt sin underskrift eller försegling i filen."
    hint = "Är det underskriftstjänsten är det i sin ordning. Känner ni inte igen namnet, fråga tjänsten."
    return diagnostics.OTHERS_TOO.finding(message, hint, place)


def nobody_signed(signatures: Sequence[Signature], place: Place, *, receipt: bool, scan: bool) -> Iterator[Finding]:
    """A file without any signature field at all; ``scan`` is true for pictures of a paper."""
    if scan and not signatures:
        message = (
            "Filen är bilder av ett papper och är inte elektroniskt undertecknad. En underskrift med penna går inte "
            "att kontrollera här."
        )
        hint = "Jämför med pappersoriginalet: rätt personer, rätt sidor, alla sidor. Arkivera originalet."
        yield diagnostics.NOT_SIGNED.finding(message, hint, place, severity=Severity.VARNING)
    elif not signatures:
        message = "Filen har inga fält för underskrift och är inte elektroniskt undertecknad."
        hint = f"Ange filen som den kom från underskriftstjänsten. {_REGISTER}"
        mild = Severity.UPPLYSNING if receipt else None
        yield diagnostics.NOT_SIGNED.finding(message, hint, place, severity=mild)


def _matches(signatures: Sequence[Signature], signers: Sequence[Signer], place: Place) -> tuple[Match, ...]:
    fielded = [_field_of(signature, signers) if signature.built else None for signature in signatures]
    pairs = list(zip(signatures, fielded, strict=True))
    taken = [field for signature, field in pairs if field and signature.kind is Kind.SIGNATURE]
    free = [one for one in signers if one not in taken]
    return tuple(
        _match(signature, field or _by_name(signature, signers, free), signers, place)
        if signature.kind is Kind.SIGNATURE
        else Match(None, field)
        for signature, field in pairs
    )


def _match(signature: Signature, expected: Signer | None, signers: Sequence[Signer], place: Place) -> Match:
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


def _is(name: str, signer: Signer) -> bool:
    return signer.person is not None and compare(name, signer.person) is not Likeness.OTHER


def _by_name(signature: Signature, signers: Sequence[Signer], free: Sequence[Signer]) -> Signer | None:
    """Who signed a field that the build did not make, as a signing service may.

    That is the one of that name; failing that, a person may be one who was not known yet and has not signed otherwise.
    """
    named = next((one for one in signers if signature.name and _is(signature.name, one)), None)
    return named or next((one for one in free if one.person is None and _of(signature, one)), None)


def _of(signature: Signature, signer: Signer) -> bool:
    """True if the certificate's organisation may be the signer's; one that names none is a person of any."""
    if not signature.organisation or not signer.organisation:
        return signature.person
    mine, theirs = _folded(signature.organisation), _folded(signer.organisation)
    return mine.split()[0] in theirs.split() or theirs.split()[0] in mine.split()


def _field_of(signature: Signature, signers: Sequence[Signer]) -> Signer | None:
    return next((one for one in signers if _folded(one.field) == _folded(signature.field)), None)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _absent(
    missing: Sequence[Signer],
    signatures: Sequence[Signature],
    seals: Sequence[Signature],
    receipt: Receipt | None,
    place: Place,
) -> Iterator[Finding]:
    """Those who have not signed in the file: certain without a seal, and for a receipt to tell with one."""
    if not missing:
        return
    names = _names_of(missing)
    if receipt:
        told = [one for one in missing if one.person is None or receipt.names(one.person)]
        if told:
            message = f"Att {_names_of(told)} har undertecknat framgår av kvittot {receipt.words}, inte av filen själv."
            hint = "Spara kvittot tillsammans med avtalet."
            yield diagnostics.NOT_SHOWN.finding(message, hint, place, severity=Severity.UPPLYSNING)
        if untold := [one for one in missing if one not in told]:
            message = f"Varken filen eller kvittot {receipt.words} visar att {_names_of(untold)} har undertecknat."
            hint = "Fråga tjänsten, eller be om ett kvitto som nämner alla."
            yield diagnostics.NOT_SHOWN.finding(message, hint, place)
        return
    if seals:
        message = f"Filen är förseglad av {seals[0].signer}, men visar inte själv att {names} har undertecknat."
        yield diagnostics.NOT_SHOWN.finding(message, _REGISTER, place)
        return
    empty = {_folded(one.field) for one in signatures if one.kind is Kind.EMPTY}
    for one in missing:
        if _folded(one.field) in empty:
            message = f"Fältet ”{one.field}” är inte undertecknat."
            hint = "Skicka filen vidare till den som ska underteckna, eller be om den fil som alla har undertecknat."
            yield diagnostics.FIELD_EMPTY.finding(message, hint, place)
        elif any(_folded(one.field) == _folded(s.field) for s in signatures):
            continue  # there is something in the field, and it is told of by itself
        else:
            who = one.person or one.organisation
            message = f"{who} har inte undertecknat: filen har varken fältet ”{one.field}” eller underskriften."
            hint = "Be om den fil som alla har undertecknat. Undertecknade någon en annan fil, kontrollera den för sig."
            yield diagnostics.FIELD_GONE.finding(message, hint, place)


def _names_of(signers: Sequence[Signer]) -> str:
    return listed([one.person or f"någon för {one.organisation}" for one in signers])


def _stranger(signature: Signature, expected: Signer | None, signers: Sequence[Signer], place: Place) -> Finding:
    should = " eller ".join(one.person or one.organisation or one.field for one in signers) or "någon"
    if expected:
        should = _names_of([expected])
    by = f"Fältet ”{signature.field}” är undertecknat av {signature.signer}"
    message = f"{by}, men ska enligt ärendet vara det av {should}."
    hint = (
        "Ta reda på om den får underteckna. Är det rätt person: skriv in den i ärendet, bygg om och låt parterna "
        f"underteckna det nya avtalet. {_STAMPED}"
    )
    return diagnostics.WRONG_PERSON.finding(message, hint, place)


def _wrong_side(signature: Signature, expected: Signer, other: Signer, place: Place) -> Finding:
    message = (
        f"Fältet ”{signature.field}” är undertecknat av {signature.signer}, som enligt ärendet undertecknar för "
        f"{other.organisation}, men fältet är till för {expected.organisation}."
    )
    hint = f"Be {expected.organisation} att underteckna filen som den var innan."
    return diagnostics.WRONG_PERSON.finding(message, hint, place)


def _alike(signature: Signature, person: str, place: Place) -> Finding:
    message = (
        f"Certifikatet i fältet ”{signature.field}” är utställt på {signature.name}; i ärendet heter personen {person}."
    )
    return diagnostics.NAME_ALIKE.finding(message, "Se efter att det är samma person.", place)


def _unknown(signature: Signature, expected: Signer, place: Place) -> Finding:
    employer = f" ({signature.organisation})" if signature.organisation else ""
    what = f"{signature.signer}{employer} har undertecknat för {expected.organisation}"
    message = f"{what}; ärendet säger inte vem som ska göra det."
    hint = f"Kontrollera med {expected.organisation} att det är rätt person och att den får underteckna."
    return diagnostics.NOBODY_NAMED.finding(message, hint, place)
