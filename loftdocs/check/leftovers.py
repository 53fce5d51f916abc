"""Rules about what must not be left in a finished document: placeholders, notes to oneself, unfilled fields."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, Scope, rule
from loftdocs.findings import Severity
from loftdocs.read.document import squash

_PLACEHOLDER = re.compile(
    r"\b[Xx]{2,}(?:[-\s:.][XxÅåMmDd]{1,4})*\b|\b(?:19|20)[Xx]{2}\b|\b[Xx]{1,2}:e\b"
    r"|(?i:\b(?:förnamn\s+efternamn|fornamn\s+efternamn|namn\s+namnsson|exempel\s+exempelsson|test\s+testsson)\b)"
    r"|(?i:\b(?:titel|roll),?\s+(?:namn|förnamn)\b)"
    r"|\b(?:TODO|FIXME|TBD|N\.?N\.?|ÅÅÅÅ(?:-MM(?:-DD)?)?|MM-DD)(?!\w)|\båååå-mm-dd\b|\bNamn\s+Namn\b"
    r"|(?i:\blorem ipsum\b)"
    r"|\?{3,}|_{5,}|\.{6,}|…{3,}"
    r"|\[(?i:fyll i|ange|infoga|skriv|välj|namn|datum|belopp|titel|ort|kommun(?:en)?s?|x+|\.+|…+)[^\]]*\]"
    r"|<(?i:namn|datum|belopp|titel)>"
)
_FIELD = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}|«\w+»|MERGEFIELD|(?i:Fel! Hittar inte referenskälla|Error! Reference)"
)
_FIELD_IN_CASE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|«\w+»")
# UTF-8 read as Latin-1: å, ä, ö, é and quotes come out as two or three characters of these.
_GARBLED = re.compile(r"Ã[\u0080-\u00bf…„–—€™‚ƒ†‡ˆ‰Š‹ŒŽ˜š›œž]|â€[œ\u009d“”™\u0093\u0094]|\ufffd")
_STARS = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)\*\w[^*]*\w\*(?!\w)")


@rule("RES101", Severity.FEL, Scope.TEXT)
def no_placeholder_is_left(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller en platshållare, till exempel XX, Förnamn Efternamn eller TODO.

    Exempel: ”Förnamn Efternamn, kommundirektör”, ”den XX januari”, ”[fyll i belopp]”.
    Rätta: skriv det rätta innehållet i ärendefilen eller i mallen.
    """
    for document in known.texts:
        for paragraph in document.paragraphs:
            for match in _PLACEHOLDER.finditer(paragraph.text):
                yield Fault(
                    f"Platshållaren ”{match.group()[:40]}” står kvar.",
                    "Skriv det rätta innehållet.",
                    document.place(paragraph, match.group()),
                )


@rule("RES102", Severity.FEL, Scope.DOCUMENTS)
def no_field_is_unfilled(known: Known) -> Iterator[Fault]:
    """Inget dokument innehåller ett fält som inte har fyllts i.

    Exempel: ”{{ kommun.namn }}”, ”«Kommun»”, ”Fel! Hittar inte referenskälla.”
    Rätta: rätta fältet i mallen; det ska stå i brödtext, tabell, sidhuvud eller sidfot.
    """
    written = _written(known) if known.given else ""
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in _FIELD.finditer(paragraph.text):
                if squash(match.group()) not in written:
                    yield Fault(
                        f"Fältet ”{match.group()}” är inte ifyllt.",
                        "Rätta fältet i mallen, eller skriv det som ska stå där.",
                        document.place(paragraph, match.group()),
                    )


@rule("RES103", Severity.VARNING)
def no_field_in_the_case(known: Known) -> Iterator[Fault]:
    """Ärendefilens texter innehåller inga klamrar som ser ut som fält; de skrivs ut som de står.

    Exempel: ”{{ kommun.namn }}” i en text i ärendefilen.
    Rätta: skriv det som ska stå i stället.
    """
    for value, path in _values(known.loaded.case_tree.data, ()):
        if match := _FIELD_IN_CASE.search(value):
            yield Fault(
                f"Texten innehåller ”{match.group()}”, som kommer att stå precis så i dokumentet.",
                "Skriv det som ska stå i stället, om det var tänkt som ett fält.",
                known.place(*path),
            )


@rule("RES104", Severity.FEL)
def no_garbled_letters(known: Known) -> Iterator[Fault]:
    """Inga bokstäver i ärendefilen har blivit förvanskade.

    Exempel: ”EnkÃ¶pings kommun”.
    Rätta: skriv om bokstaven och spara filen som UTF-8.
    """
    for value, path in _values(known.loaded.case_tree.data, ()):
        if match := _GARBLED.search(value):
            yield Fault(
                f"”{match.group()}” är en bokstav som har blivit förvanskad.",
                "Skriv om ordet för hand och spara filen som UTF-8.",
                known.place(*path),
            )


@rule("RES105", Severity.VARNING, Scope.TEXT)
def no_loose_stars(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller stjärnor som var tänkta att ge fetstil eller kursiv stil.

    Exempel: ”**viktigt” utan stjärnor efter, eller ”*viktigt*”.
    Rätta: skriv två stjärnor både före och efter ordet, eller ta bort dem.
    """
    for document in known.texts:
        for paragraph in document.paragraphs:
            if match := _STARS.search(paragraph.text):
                around = paragraph.text[max(0, match.start() - 10) : match.end() + 10].strip()
                yield Fault(
                    f"Stjärnorna vid ”{around}” blir kvar i texten.",
                    "Skriv två stjärnor både före och efter det som ska vara fetstil, eller ta bort dem.",
                    document.place(paragraph, match.group()),
                )


@rule("RES106", Severity.VARNING, Scope.DOCUMENTS)
def no_comment_is_left(known: Known) -> Iterator[Fault]:
    """Ingen handling innehåller kommentarer eller ändringar som inte är godkända.

    Exempel: en kommentar i marginalen, eller text som är markerad som borttagen.
    Rätta: besvara och ta bort kommentarerna, godkänn eller avvisa ändringarna.
    """
    for document in known.documents:
        comments = [paragraph for paragraph in document.paragraphs if paragraph.part == "comment"]
        for comment in comments:
            yield Fault(
                f"Kommentaren ”{' '.join(comment.text.split())[:80]}” finns kvar i filen.",
                "Besvara kommentaren och ta bort den.",
                document.place(comment),
            )
        if document.tracked_changes:
            number = document.tracked_changes
            yield Fault(
                f"Filen har {number} spårade {'ändring' if number == 1 else 'ändringar'} som inte är "
                "godkända eller avvisade; här läses de som godkända.",
                "Godkänn eller avvisa ändringarna i Word (fliken Granska).",
                document.place(document.paragraphs[0]) if document.paragraphs else known.place(),
            )


def _values(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every single value of a case file with its path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _values(value, (*path, index))
    elif isinstance(data, str):
        yield data, path


def _written(known: Known) -> str:
    """All text that the case itself contains, without white space."""
    values = _values(known.loaded.case_tree.data, ())
    return "\n".join(squash(value.replace("**", "")) for value, _ in values)
