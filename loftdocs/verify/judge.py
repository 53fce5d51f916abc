"""The findings about single signatures: if they hold, whom to trust, and what was changed around them."""

from collections.abc import Iterator, Sequence

from loftdocs.findings import Finding, Place, Severity
from loftdocs.verify.changes import Change
from loftdocs.verify.result import Clock, Kind, Signature

_GET_AGAIN = "Hämta filen på nytt från den som skickade den. Är det samma sak då, be parterna att underteckna igen."
_ASK_WHEN = "Fråga den som undertecknade när det skedde, eller be om en ny underskrift."
_SIGN_AGAIN = "Godta inte filen. Be parterna att underteckna den fil som bygget gjorde, utan ändringar."


def judge(signatures: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """What there is to say of each field, whatever the case is."""
    if not any(one.kind is not Kind.TIMESTAMP for one in signatures):
        message = "Filen har inga fält för underskrift och är inte elektroniskt undertecknad."
        hint = "Ange filen som den kom från underskriftstjänsten. En inskannad underskrift går inte att kontrollera."
        yield Finding("SIG106", Severity.FEL, message, hint, place)
    for one in signatures:
        if one.kind is Kind.EMPTY:
            message = f"Fältet ”{one.field}” är inte undertecknat."
            hint = "Skicka filen vidare till den som ska underteckna, eller be om den fil som alla har undertecknat."
            yield Finding("SIG107", Severity.FEL, message, hint, place)
        elif one.kind is Kind.UNREADABLE:
            message = f"Underskriften i fältet ”{one.field}” går inte att läsa: den är skadad eller av ett okänt slag."
            hint = "Be den som undertecknade om filen på nytt, eller om en underskrift enligt PAdES."
            yield Finding("SIG111", Severity.FEL, message, hint, place)
        else:
            yield from _broken(one, place)
    yield from _locked(signatures, place)


def _broken(one: Signature, place: Place) -> Iterator[Finding]:
    what = f"Underskriften i fältet ”{one.field}” ({one.signer})"
    if one.kind is Kind.TIMESTAMP:
        what = f"Tidsstämpeln i fältet ”{one.field}” ({one.signer})"
    if not one.valid:
        message = f"{what} är inte giltig: den är inte gjord med den nyckel som hör till certifikatet."
        yield Finding("SIG109", Severity.FEL, message, _SIGN_AGAIN, place)
    if not one.intact:
        message = f"{what} stämmer inte med filen: det som undertecknades har ändrats efteråt."
        yield Finding("SIG108", Severity.FEL, message, _GET_AGAIN, place)
    if not one.whole:
        message = f"{what} täcker bara en del av filen; resten kan vem som helst ha skrivit."
        yield Finding("SIG110", Severity.FEL, message, _SIGN_AGAIN, place)
    if one.weak:
        message = f"{what} är gjord med en metod som inte längre är säker, och kan vara förfalskad."
        hint = "Be om en ny underskrift, från en tjänst som använder SHA-256 eller starkare."
        yield Finding("SIG122", Severity.FEL, message, hint, place)
    if not one.stamped:
        message = f"{what} har en tidsstämpel som inte är giltig, så tiden är inte att lita på."
        yield Finding(
            "SIG123", Severity.FEL, message, "Be om en ny underskrift, eller om besked om när den gjordes.", place
        )


def _locked(signatures: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """A signature that stands nothing after it (DocMDP level 1, ISO 32000-1, 12.8.2.2), with others yet to sign."""
    waiting = [one.field for one in signatures if one.kind is Kind.EMPTY]
    for one in signatures:
        if one.locks and waiting:
            fields = " och ".join(f"”{field}”" for field in waiting)
            message = (
                f"{one.signer} har låst filen när den undertecknade, så att {fields} inte längre går att underteckna."
            )
            hint = "Be den att underteckna igen utan att låsa filen, eller att göra det sist av alla."
            yield Finding("SIG113", Severity.FEL, message, hint, place)


def judge_changes(signatures: Sequence[Signature], found: Sequence[Change], place: Place) -> Iterator[Finding]:
    """What was changed before, between and after the signatures, and signatures that do not stand what came later."""
    for change in found:
        when = _when(signatures, change.revision)
        if change.words:
            message = f"{when} har filen ändrats: {_listed(change.words)}."
            yield Finding("SIG105", Severity.FEL, message, _SIGN_AGAIN, place)
        if change.filled:
            message = f"{when} har formulärfält fyllts i: {', '.join(change.filled)}."
            hint = "Läs vad som står där nu, och fråga dem som undertecknade innan om de godtar det."
            yield Finding("SIG125", Severity.VARNING, message, hint, place)
    for one in signatures:
        told = any(change.words and one.revision is not None and change.revision > one.revision for change in found)
        if one.kind is Kind.SIGNATURE and one.whole and not one.allowed and not told:
            why = "den låste filen för allt" if one.locks else "det kan ha ändrat innehållet"
            message = (
                f"Efter att {one.signer} undertecknade ”{one.field}” har något lagts till som inte får det: {why}."
            )
            yield Finding("SIG112", Severity.FEL, message, _SIGN_AGAIN, place)


def _when(signatures: Sequence[Signature], revision: int) -> str:
    made = [one for one in signatures if one.kind is Kind.SIGNATURE and one.revision is not None]
    before = [one.signer for one in made if (one.revision or 0) < revision]
    after = [one.signer for one in made if (one.revision or 0) >= revision]
    if before and after:
        return f"Mellan underskrifterna, efter {_listed(before)} och före {_listed(after)},"
    if before:
        return (
            f"Efter underskrifterna ({_listed(before)})" if len(before) > 1 else f"Efter underskriften av {before[0]}"
        )
    return f"Efter bygget men innan {_listed(after)} undertecknade" if after else "Efter bygget"


def judge_trust(signatures: Sequence[Signature], trusted: bool, place: Place) -> Iterator[Finding]:
    """Whom the certificates come from; with ``trusted``, there are anchors to judge them by."""
    made = [one for one in signatures if one.kind is Kind.SIGNATURE]
    for one in made:
        if one.trust and one.trust.problem and not one.weak:
            whose = f"{one.signer} (utfärdat av {one.issuer or 'okänd'})"
            message = f"Certifikatet för {whose} är inte betrott: {one.trust.problem}."
            hint = (
                "Fråga vilken e-legitimation eller tjänst som användes, och hämta rotcertifikatet från dess utfärdare."
            )
            yield Finding("SIG118", Severity.FEL, message, hint, place)
        if one.self_issued and not trusted:
            message = f"Certifikatet för {one.signer} har personen eller programmet utfärdat åt sig självt."
            hint = "Det säger inget om vem det är. Be om en underskrift med e-legitimation."
            yield Finding("SIG120", Severity.VARNING, message, hint, place)
        if not one.in_time and not trusted:
            message = f"Certifikatet för {one.signer} gällde inte vid den tid som underskriften anger."
            yield Finding("SIG121", Severity.VARNING, message, _ASK_WHEN, place)
        if one.trust and one.trust.expired:
            message = (
                f"Certifikatet för {one.signer} har gått ut, och ingen betrodd tidsstämpel visar att det gällde då."
            )
            yield Finding("SIG121", Severity.VARNING, message, _ASK_WHEN, place)
        if trusted and one.clock is Clock.STAMPED:
            message = f"Tidsstämpeln för {one.signer} kommer från någon som inte angetts med --trust."
            yield Finding(
                "SIG124", Severity.VARNING, message, "Ange också tidsstämplarens rotcertifikat med --trust.", place
            )
    if made and not trusted:
        message = (
            "Det är inte kontrollerat vem som har utfärdat certifikaten, eller om de är spärrade: till det behövs "
            "utfärdarnas rotcertifikat och nätet. Namnen är vad certifikaten själva säger, och vem som helst kan göra "
            "ett certifikat med vilket namn som helst."
        )
        hint = "Ange rotcertifikaten med --trust, eller kontrollera filen i underskriftstjänsten eller i en PDF-läsare."
        yield Finding("SIG119", Severity.UPPLYSNING, message, hint, place)


def _listed(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))
