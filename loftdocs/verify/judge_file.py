"""The findings about the file as a file: its end, its form, and which build it is of."""

from collections.abc import Iterator, Sequence

from loftdocs.findings import Finding, Place, Severity
from loftdocs.verify import diagnostics
from loftdocs.verify.origin import Origin
from loftdocs.verify.result import Signature
from loftdocs.verify.states import WHITE, State, after, ends_well

_AGAIN = "Hämta filen på nytt från den som skickade den."


def judge_file(
    data: bytes,
    last: State,
    built: bytes | None,
    signatures: Sequence[Signature],
    states: Sequence[State],
    place: Place,
) -> Iterator[Finding]:
    """What there is to say of bytes that readers take in different ways, and of encryption."""
    signed = max((one.end for one in signatures if one.signed), default=len(built or b""))
    rest = after(data, signed) if signed else 0
    if not ends_well(data):
        said = f": efter det som undertecknades ligger {rest} byte som en del PDF-läsare visar och andra inte"
        message = f"Filen slutar inte som en PDF ska{said if rest else ''}."
        message += " Den är avhuggen på vägen, eller så har någon lagt till något."
        yield diagnostics.MALFORMED.finding(message, f"{_AGAIN} Är det samma sak då, godta den inte.", place)
    elif data.lstrip(WHITE).startswith(b"%PDF-") and not data.startswith(b"%PDF-"):
        message = (
            "Filen börjar med tomma rader eller tecken som bygget inte skrev; de flesta PDF-läsare hoppar över dem."
        )
        hint = "Filen är troligen skadad på vägen, av ett e-postprogram. Hämta den hellre direkt från tjänsten."
        yield diagnostics.MALFORMED.finding(message, hint, place, severity=Severity.VARNING)
    elif last.recovered:
        message = "Filens innehållsförteckning är skadad, så att olika PDF-läsare kan visa olika saker."
        yield diagnostics.MALFORMED.finding(message, f"{_AGAIN} Är det samma sak då, godta den inte.", place)
    elif _complaints(last) and not _complaints(states[0]):
        message = (
            "Filen följer inte PDF-formatet i allt, så programmet kan ha läst den annorlunda än en PDF-läsare gör."
        )
        hint = "Öppna den också i en PDF-läsare som kontrollerar underskrifter, och jämför svaren."
        yield diagnostics.MALFORMED.finding(message, hint, place, severity=Severity.VARNING)
    hidden = [one.field for one in signatures if one.padded]
    if hidden:
        fields = " och ".join(f"”{field}”" for field in hidden)
        message = f"I utrymmet för underskriften i {fields} ligger något mer än underskriften, som ingen läsare visar."
        hint = "Det ändrar inget i avtalet. Fråga tjänsten vad det är om ni är osäkra."
        yield diagnostics.MALFORMED.finding(message, hint, place, severity=Severity.VARNING)
    if last.pdf.is_encrypted:
        message = "Filen är krypterad, fast den går att läsa utan lösenord. Bygget krypterar inga filer."
        yield diagnostics.ENCRYPTED.finding(message, "Be om filen som den var när den undertecknades.", place)


def _complaints(state: State) -> list[str]:
    """What qpdf finds amiss, but for a number of objects that is one too high, as common programs write it."""
    return [text for text in map(str, state.pdf.get_warnings()) if "reported number of objects" not in text]


def judge_origin(
    found: Origin | None, built: bytes | None, name: str | None, any_build: bool, place: Place
) -> Iterator[Finding]:
    """If there is a built file that this is, and if it is the right one."""
    if found is None:
        if not any_build:
            message = "Det går inte att säga om filen är det som byggdes: det finns inget bygge i build/."
            hint = (
                "Lägg tillbaka mappen build/ från när avtalet skickades, eller bygg ärendet igen från den ärendefil "
                "som gällde då, och kör igen."
            )
            yield diagnostics.NOTHING_TO_COMPARE.finding(message, hint, place)
            return
        against = f"build/{name}" if name else "något bygge i build/"
        message = f"Filen är inte det som byggdes: varken byte för byte eller i ord är den någon fil i {against}."
        hint = "Se efter att det är rätt fil och rätt ärende (--case). Är den det har avtalet bytts ut: godta det inte."
        yield diagnostics.NOT_BUILT_HERE.finding(message, hint, place)
        return
    if name and found.case != name:
        message = f"Filen hör till ett annat ärende: den är {found.output} i build/{found.case}, inte {name}s."
        yield diagnostics.ANOTHER_CASE.finding(message, f"Kontrollera den med  --case {found.case}.", place)
    elif found.output != f"avtal-{found.case}.pdf":
        message = f"Det som är undertecknat är {found.output}, inte avtal-{found.case}.pdf."
        hint = "Se efter att det var den filen som skulle undertecknas. I avtal-filen ingår bilagan."
        yield diagnostics.NOT_THE_AGREEMENT.finding(message, hint, place)
    if built is None:
        message = (
            f"Den byggda filen {found.output} finns inte kvar som den byggdes i build/{found.case}, så sidorna går "
            "inte att jämföra."
        )
        hint = "Lägg tillbaka mappen från när avtalet skickades, och kör igen."
        yield diagnostics.NOTHING_TO_COMPARE.finding(message, hint, place)
