"""The three answers, drawn from the findings: each finding belongs to one of them."""

from collections.abc import Sequence

from loftdocs.findings import Finding, Severity
from loftdocs.verify import diagnostics
from loftdocs.verify.content import Content
from loftdocs.verify.origin import Origin
from loftdocs.verify.result import Answer, Answers, Kind, PageState, Signature, Verdict
from loftdocs.verify.signers import Signed

# What a finding is about, by its code; all others are about the seal.
_CONTENT = frozenset(f"SIG{n}" for n in (*range(101, 106), *range(125, 128), *range(129, 137)))
_SIGNERS = frozenset(f"SIG{n}" for n in (106, 107, *range(114, 118), 128, 138, *range(141, 146)))


def answers(
    findings: Sequence[Finding],
    found: Origin | None,
    content: Content | None,
    signatures: Sequence[Signature],
    signed: Signed | None,
    receipt: str,
    *,
    any_build: bool,
) -> Answers:
    """The answers; ``content`` is None where there is nothing to compare with, ``signed`` where nobody is known."""
    of_content = [one for one in findings if one.code in _CONTENT]
    of_signers = [one for one in findings if one.code in _SIGNERS]
    of_seal = [one for one in findings if one.code not in _CONTENT | _SIGNERS]
    return Answers(
        _content(of_content, found, content, any_build=any_build),
        _seal(of_seal, signatures, content, touched=_wrong(of_content)),
        _signers(of_signers, signed, signatures, receipt),
        receipt,
    )


def _reasons(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(one.message for one in findings if one.severity is not Severity.UPPLYSNING)


def _wrong(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.FEL for one in findings)


def _content(findings: Sequence[Finding], found: Origin | None, content: Content | None, *, any_build: bool) -> Answer:
    told = _reasons(findings)
    if _wrong(findings):
        return Answer(Verdict.NO, "Innehållet är inte det som byggdes.", told)
    if found is None or content is None:
        what = "Den byggda filen finns inte kvar" if any_build else "Det finns inget bygge"
        return Answer(Verdict.UNKNOWN, f"{what}, så innehållet går inte att jämföra.", told)
    if any(page.state is PageState.UNCLEAR for page in content.pages):
        return Answer(Verdict.UNKNOWN, "Innehållet går inte att jämföra här, utan måste jämföras med ögat.", told)
    but = ", med det som nämns här" if told else ""
    if more := sum(page.built is None for page in content.pages):
        but = ", med en sida tillagd" if more == 1 else f", med {more} sidor tillagda"
    return Answer(Verdict.YES, f"Innehållet är {found.output} som den byggdes{but}.", told)


def _seal(
    findings: Sequence[Finding], signatures: Sequence[Signature], content: Content | None, *, touched: bool
) -> Answer:
    told = _reasons(findings)
    made = [one for one in signatures if one.kind not in (Kind.EMPTY, Kind.TIMESTAMP)]
    if _wrong(findings):
        return Answer(Verdict.NO, "Förseglingen håller inte, eller är inte att lita på.", told)
    if not made:
        return Answer(Verdict.UNKNOWN, "Filen är inte förseglad: ingen elektronisk underskrift skyddar den.", told)
    if any(one.kind is Kind.UNKNOWN for one in made):
        return Answer(Verdict.UNKNOWN, "En underskrift är av ett slag som inte går att bedöma här.", told)
    first = min((one.state for one in made if one.state is not None), default=0)
    later = [one.weight for one in content.changes if one.state > first] if content else []
    if Severity.FEL in later:
        return Answer(Verdict.NO, "Filen har ändrats efter att den undertecknades.", told)
    number = "Underskriften" if len(made) == 1 else f"De {len(made)} underskrifterna"
    whole = f"{number} håller, och inget är ändrat efteråt" if not later and not touched else f"{number} håller"
    if touched:
        whole += ", men gäller inte det som byggdes"
    elif later:
        whole += "; det som lagts till efteråt står under Innehållet"
    if all(one.trust is None for one in made):
        return Answer(Verdict.UNKNOWN, f"{whole}. Ingen som ni litar på har gått i god för certifikaten.", told)
    if not all(one.vouched for one in made):
        return Answer(Verdict.UNKNOWN, f"{whole}, men alla certifikat är inte betrodda.", told)
    if any(one.future or (one.trust and one.trust.expired) for one in made):
        return Answer(Verdict.UNKNOWN, f"{whole}, men tiden går inte att lita på.", told)
    revoked = "ingen är spärrad" if all(one.not_revoked for one in made) else "om någon är spärrad är inte kontrollerat"
    by = " och ".join(dict.fromkeys(one.issuer or "okänd" for one in made))
    return Answer(Verdict.YES, f"{whole}. Certifikaten är betrodda (utfärdade av {by}); {revoked}.", told)


def _signers(
    findings: Sequence[Finding], signed: Signed | None, signatures: Sequence[Signature], receipt: str
) -> Answer:
    told = _reasons(findings)
    if _wrong(findings):
        return Answer(Verdict.NO, "Alla som ska underteckna har inte gjort det, eller någon annan har.", told)
    if signed is None:
        return Answer(Verdict.UNKNOWN, "Det går inte att säga vem som skulle underteckna.", told)
    if not signed.wanted:
        return Answer(Verdict.UNKNOWN, "Enligt ärendet ska ingen underteckna just den här handlingen.", told)
    unshown = [one.severity for one in findings if one.code == diagnostics.NOT_SHOWN.code]
    if unshown or (receipt and not any(one.signed for one in signatures)):
        if receipt and Severity.VARNING not in unshown:
            return Answer(Verdict.YES, f"Undertecknat enligt kvittot {receipt}.", told)
        return Answer(Verdict.UNKNOWN, "Filen visar inte själv vem som har undertecknat; läs tjänstens kvitto.", told)
    pairs = zip(signatures, signed.matches, strict=True)
    if any(match.known is None and one.kind is Kind.SIGNATURE for one, match in pairs):
        words = "Alla parter har undertecknat; för den som ärendet inte namnger, kontrollera namnet."
        return Answer(Verdict.YES, words, told)
    if not signed.matches and not any(one.signed for one in signatures):
        return Answer(Verdict.UNKNOWN, "Ingen har undertecknat i filen.", told)
    return Answer(Verdict.YES, "Alla som ska underteckna har gjort det.", told)
