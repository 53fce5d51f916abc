"""What a given file holds that no rule was asked of, told to the reader: nothing vanishes without a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftdocs.diagnostics import Diagnostic, diagnostic
from loftdocs.findings import Finding, Place, Severity
from loftdocs.read.document import Finished, Unread, UnreadKind

_SHOWN, _LONGEST = 3, 120

NO_TEXT = diagnostic(
    "FIL406",
    Severity.VARNING,
    "En granskad handling har text.",
    "handlingen är en tom sida eller en bild.",
    "be om rätt fil.",
)


@dataclass(frozen=True)
class _Line:
    """How one kind is told: ``one`` of it, ``many`` with their number, and what to do."""

    what: Diagnostic
    one: str
    many: str
    hint: str


_LINES = {
    UnreadKind.HIDDEN: _Line(
        diagnostic(
            "FIL401",
            Severity.VARNING,
            "En granskad handling har ingen text som är dold.",
            "ett stycke är formaterat som dold text.",
            "ta bort texten eller gör den synlig.",
        ),
        "Filen har dold text, som inte skrivs ut och inte har granskats",
        "Filen har dold text på {} ställen, som inte skrivs ut och inte har granskats",
        "Visa den i Word (Arkiv, Alternativ, Visning, Dold text), och ta bort den eller gör den synlig.",
    ),
    UnreadKind.EMBEDDED: _Line(
        diagnostic(
            "FIL402",
            Severity.VARNING,
            "Det som står i en granskad handling står i dess egen text.",
            "en annan Word-fil är inbäddad som ikon.",
            "granska den inbäddade filen för sig.",
        ),
        "Filen har en inbäddad fil som inte har lästs",
        "Filen har {} inbäddade filer som inte har lästs",
        "Öppna den i Word och granska det som står där, eller be om innehållet som text.",
    ),
    UnreadKind.CHART: _Line(
        diagnostic(
            "FIL403",
            Severity.UPPLYSNING,
            "Text och värden i diagram granskas för hand.",
            "ett stapeldiagram över avgifterna.",
            "jämför diagrammet med texten.",
        ),
        "Filen har ett diagram, vars text och värden inte har granskats",
        "Filen har {} diagram, vars text och värden inte har granskats",
        "Jämför diagrammet med texten för hand.",
    ),
    UnreadKind.MISSING: _Line(
        diagnostic(
            "FIL404",
            Severity.VARNING,
            "En granskad handling är hel.",
            "filen hänvisar till ett sidhuvud som inte följde med.",
            "be om filen på nytt.",
        ),
        "En del av filen är borta, och det som stod där har inte kunnat läsas",
        "{} delar av filen är borta, och det som stod där har inte kunnat läsas",
        "Be om filen på nytt, eller öppna den i Word och spara den en gång till.",
    ),
    UnreadKind.PICTURE: _Line(
        diagnostic(
            "FIL405",
            Severity.UPPLYSNING,
            "Text i stora bilder läses för hand.",
            "en inskannad sida är inklistrad som bild.",
            "be om sidan som text.",
        ),
        "Filen har en bild som täcker en stor del av en sida. Text i bilder har inte lästs",
        "Filen har {} bilder som var och en täcker en stor del av en sida. Text i bilder har inte lästs",
        "Är den en inskannad sida, be om den som text.",
    ),
    UnreadKind.BOUND: _Line(
        diagnostic(
            "FIL407",
            Severity.VARNING,
            "Det som står i en granskad handling är det som Word visar.",
            "en innehållskontroll har avgiften 100 kr, men är kopplad till uppgiften 200 kr.",
            "öppna filen i Word, kontrollera uppgiften och spara.",
        ),
        "Word fyller i en uppgift på nytt när filen öppnas, och då står där något annat än det som har granskats",
        "Word fyller i {} uppgifter på nytt när filen öppnas, och då står där något annat än det som har granskats",
        "Öppna filen i Word, kontrollera uppgiften och spara filen, så att båda är lika; granska den sedan igen.",
    ),
}


def unread_findings(documents: Sequence[Finished]) -> Iterator[Finding]:
    """A line for each kind of thing in each document that was not read, and one for a document without text."""
    for document in documents:
        if not any(paragraph.part != "comment" for paragraph in document.paragraphs):
            yield NO_TEXT.finding(
                "Filen har ingen text att granska.",
                "Öppna den: är den tom, be om rätt fil; är texten en bild, be om den som text.",
                Place(document=document.label),
            )
        for kind, line in _LINES.items():
            found = [one for one in document.unread if one.kind is kind]
            if found:
                yield _finding(document, line, found)


def _finding(document: Finished, line: _Line, found: Sequence[Unread]) -> Finding:
    said = line.one if len(found) == 1 else line.many.format(len(found))
    named = [text for one in found if (text := _short(one.text))]
    shown = ", ".join(f"”{text}”" for text in named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
    message = f"{said}: {shown}." if shown else f"{said}."
    return line.what.finding(message, line.hint, Place(document=document.label))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"
