"""What a given file holds that no rule was asked of, told to the reader: nothing vanishes without a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftdocs.findings import Finding, Place, Severity
from loftdocs.read.document import Finished, Unread, UnreadKind

_SHOWN, _LONGEST = 3, 120


@dataclass(frozen=True)
class _Line:
    """How one kind is told: ``one`` of it, ``many`` with their number, and what to do."""

    code: str
    severity: Severity
    one: str
    many: str
    hint: str


_LINES = {
    UnreadKind.HIDDEN: _Line(
        "FIL401",
        Severity.VARNING,
        "Filen har dold text, som inte skrivs ut och inte har granskats",
        "Filen har dold text på {} ställen, som inte skrivs ut och inte har granskats",
        "Visa den i Word (Arkiv, Alternativ, Visning, Dold text), och ta bort den eller gör den synlig.",
    ),
    UnreadKind.EMBEDDED: _Line(
        "FIL402",
        Severity.VARNING,
        "Filen har en inbäddad fil som inte har lästs",
        "Filen har {} inbäddade filer som inte har lästs",
        "Öppna den i Word och granska det som står där, eller be om innehållet som text.",
    ),
    UnreadKind.CHART: _Line(
        "FIL403",
        Severity.UPPLYSNING,
        "Filen har ett diagram, vars text och värden inte har granskats",
        "Filen har {} diagram, vars text och värden inte har granskats",
        "Jämför diagrammet med texten för hand.",
    ),
    UnreadKind.MISSING: _Line(
        "FIL404",
        Severity.VARNING,
        "En del av filen är borta, och det som stod där har inte kunnat läsas",
        "{} delar av filen är borta, och det som stod där har inte kunnat läsas",
        "Be om filen på nytt, eller öppna den i Word och spara den en gång till.",
    ),
    UnreadKind.PICTURE: _Line(
        "FIL405",
        Severity.UPPLYSNING,
        "Filen har en bild som täcker en stor del av en sida. Text i bilder har inte lästs",
        "Filen har {} bilder som var och en täcker en stor del av en sida. Text i bilder har inte lästs",
        "Är den en inskannad sida, be om den som text.",
    ),
    UnreadKind.BOUND: _Line(
        "FIL407",
        Severity.VARNING,
        "Word fyller i en uppgift på nytt när filen öppnas, och då står där något annat än det som har granskats",
        "Word fyller i {} uppgifter på nytt när filen öppnas, och då står där något annat än det som har granskats",
        "Öppna filen i Word, kontrollera uppgiften och spara filen, så att båda är lika; granska den sedan igen.",
    ),
}


def unread_findings(documents: Sequence[Finished]) -> Iterator[Finding]:
    """A line for each kind of thing in each document that was not read, and one for a document without text."""
    for document in documents:
        if not any(paragraph.part != "comment" for paragraph in document.paragraphs):
            yield Finding(
                "FIL406",
                Severity.VARNING,
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
    return Finding(line.code, line.severity, message, line.hint, Place(document=document.label))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"
