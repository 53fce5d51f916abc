"""The findings about signatures and seals: if they hold, and whom to trust (the second answer)."""

from collections.abc import Iterator, Sequence

from loftdocs.findings import Finding, Place, Severity
from loftdocs.language.swedish import listed
from loftdocs.verify import diagnostics
from loftdocs.verify.names import mask
from loftdocs.verify.result import Clock, Kind, Signature

_GET_AGAIN = "Hämta filen på nytt från den som skickade den. Är det samma sak då, be parterna att underteckna igen."
_ASK_WHEN = "Fråga den som undertecknade när det skedde, eller be om en ny underskrift."
_SIGN_AGAIN = "Godta inte filen. Be parterna att underteckna den fil som bygget gjorde, utan ändringar."
_OTHER_KEY = "är inte giltig: den är inte gjord med den nyckel som hör till certifikatet"
_ALTERED = "stämmer inte med filen: det som undertecknades har ändrats efteråt"
_IN_PART = "täcker bara en del av filen; resten kan vem som helst ha skrivit"
_UNSAFE = "är gjord med en metod som inte längre är säker, och kan vara förfalskad"
_SAFER = "Be om en ny underskrift, från en tjänst som använder SHA-256 eller starkare."
_NO_STAMP = "har en tidsstämpel som inte är giltig, så tiden är inte att lita på"
_ASK_FOR_TIME = "Be om en ny underskrift, eller om besked om när den gjordes."
_ROOTS = (
    "Hämta utfärdarens rotcertifikat från utfärdaren själv och lägg det i mappen betrodda/, eller ange det med --trust."
)


def judge_seal(signatures: Sequence[Signature], trusted: bool, place: Place) -> Iterator[Finding]:
    """What there is to say of each signature, whatever the case is; with ``trusted``, there are anchors to judge by."""
    for one in signatures:
        if one.kind in (Kind.DAMAGED, Kind.UNKNOWN):
            yield _unreadable(one, place)
        elif one.kind is not Kind.EMPTY:
            yield from _broken(one, place)
            yield from _when(one, place)
    yield from _locked(signatures, place)
    yield from _trust(signatures, trusted, place)


def what(one: Signature) -> str:
    """A signature, as a sentence begins with it."""
    name = "Tidsstämpeln" if one.kind is Kind.TIMESTAMP else "Underskriften"
    return f"{name} i fältet ”{mask(one.field)}” ({one.signer})"


def _unreadable(one: Signature, place: Place) -> Finding:
    field = mask(one.field)
    if one.kind is Kind.UNKNOWN:
        message = f"Underskriften i fältet ”{field}” är av ett slag som inte går att bedöma här: {one.problem}."
        hint = (
            "Filen behöver inte vara fel. Kontrollera den i underskriftstjänsten, eller be om en underskrift enligt "
            "PAdES."
        )
        return diagnostics.UNREADABLE.finding(message, hint, place, severity=Severity.VARNING)
    message = f"Underskriften i fältet ”{field}” går inte att läsa: {one.problem}."
    hint = "Be den som undertecknade om filen på nytt."
    if "står inte där" in one.problem:
        message += " Så ser en fil ut när någon har flyttat en underskrift till något annat än det som undertecknades."
        hint = _SIGN_AGAIN
    return diagnostics.UNREADABLE.finding(message, hint, place)


def _broken(one: Signature, place: Place) -> Iterator[Finding]:
    for broken, kind, words, hint in (
        (not one.valid, diagnostics.NOT_VALID, _OTHER_KEY, _SIGN_AGAIN),
        (not one.intact, diagnostics.NOT_INTACT, _ALTERED, _GET_AGAIN),
        (not one.whole, diagnostics.NOT_WHOLE, _IN_PART, _SIGN_AGAIN),
        (one.weak, diagnostics.WEAK, _UNSAFE, _SAFER),
        (one.stamp and not one.stamp.valid, diagnostics.BAD_STAMP, _NO_STAMP, _ASK_FOR_TIME),
    ):
        if broken:
            yield kind.finding(f"{what(one)} {words}.", hint, place)
    if one.revoked:
        message = (
            f"Certifikatet för {one.signer} är spärrat sedan {one.revoked:%Y-%m-%d} enligt en spärrlista, och ingen "
            "betrodd tidsstämpel visar att det användes dessförinnan."
        )
        hint = "Godta inte underskriften. Fråga personen vad som har hänt, och be om en ny."
        yield diagnostics.REVOKED.finding(message, hint, place)


def _when(one: Signature, place: Place) -> Iterator[Finding]:
    if one.future and one.time:
        message = f"{what(one)} säger sig vara gjord {one.time:%Y-%m-%d}, som ännu inte har varit."
        hint = "Någons klocka går fel, eller så är tiden påhittad. Fråga den som undertecknade."
        mild = Severity.VARNING if one.clock is Clock.CLAIMED else None
        yield diagnostics.FUTURE.finding(message, hint, place, severity=mild)


def _locked(signatures: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """A signature that stands nothing, or not that field, after it (ISO 32000-1, 12.8.2.2 and 12.8.2.4)."""
    for one in signatures:
        if one.kind is not Kind.SIGNATURE:
            continue
        later = [s for s in signatures if s.kind is Kind.SIGNATURE and (s.state or 0) > (one.state or 0)]
        broken = [s for s in later if locks(one, s.field)]
        if broken:
            message = (
                f"{one.signer} låste filen när den undertecknade, men {listed([s.signer for s in broken])} har "
                "undertecknat efter det."
            )
            hint = "Be dem att underteckna igen utan att låsa filen, eller så att den som låser gör det sist av alla."
            yield diagnostics.AGAINST_LOCK.finding(message, hint, place)
        waiting = [s for s in signatures if s.kind is Kind.EMPTY and s.built and locks(one, s.field)]
        if waiting:
            fields = listed([f"”{s.field}”" for s in waiting])
            message = (
                f"{one.signer} har låst filen när den undertecknade, så att {fields} inte längre går att underteckna."
            )
            hint = (
                "Har alla undertecknat på annat sätt gör det inget. Annars: be den att underteckna igen utan att "
                "låsa filen."
            )
            yield diagnostics.LOCKED_OUT.finding(message, hint, place)


def locks(one: Signature, field: str) -> bool:
    """True if a signature does not stand that this field is signed after it."""
    if one.docmdp == 1:
        return True
    if one.locked is None:
        return False
    if any(name.startswith("!") for name in one.locked):
        return f"!{field}" not in one.locked
    return not one.locked or field in one.locked


def _trust(signatures: Sequence[Signature], trusted: bool, place: Place) -> Iterator[Finding]:
    made = [one for one in signatures if one.kind in (Kind.SIGNATURE, Kind.TIMESTAMP)]
    for one in made:
        stamp = one.kind is Kind.TIMESTAMP
        if one.trust and one.trust.problem and not one.weak and not one.revoked:
            whose = f"{one.signer} (utfärdat av {one.issuer or 'okänd'})"
            subject = f"Tidsstämplarens certifikat, {whose}," if stamp else f"Certifikatet för {whose}"
            message = f"{subject} är inte betrott: {one.trust.problem}."
            hint = f"Fråga vilken e-legitimation eller tjänst som användes. {_ROOTS}"
            untrusted = diagnostics.STAMP_NOT_TRUSTED if stamp else diagnostics.NOT_TRUSTED
            yield untrusted.finding(message, hint, place)
        if stamp:
            continue
        if one.self_issued and not trusted:
            message = f"Certifikatet för {one.signer} har personen eller programmet utfärdat åt sig självt."
            hint = "Det säger inget om vem det är. Be om en underskrift med e-legitimation."
            yield diagnostics.SELF_ISSUED.finding(message, hint, place)
        if not one.in_time and not trusted:
            message = f"Certifikatet för {one.signer} gällde inte vid den tid som underskriften anger."
            yield diagnostics.OUT_OF_TIME.finding(message, _ASK_WHEN, place)
        if one.trust and one.trust.expired:
            message = (
                f"Certifikatet för {one.signer} har gått ut, och ingen betrodd tidsstämpel visar att det gällde då."
            )
            yield diagnostics.OUT_OF_TIME.finding(message, _ASK_WHEN, place)
        if one.stamp and one.stamp.valid and one.stamp.trusted is False:
            message = (
                f"Tidsstämpeln för {one.signer} kommer från någon som ni inte har sagt att ni litar på "
                f"({one.stamp.authority})."
            )
            yield diagnostics.STAMP_NOT_TRUSTED.finding(message, _ROOTS, place, severity=Severity.VARNING)
    if made and not trusted:
        message = (
            "Det är inte kontrollerat vem som har utfärdat certifikaten. Namnet i ett certifikat är bara vad ägaren "
            "har skrivit, tills någon som ni litar på går i god för det; vem som helst kan göra ett med vilket namn "
            "som helst."
        )
        hint = f"{_ROOTS} Eller kontrollera filen i underskriftstjänsten. Handboken säger hur."
        yield diagnostics.NO_ANCHORS.finding(message, hint, place)
