"""Rules about what must not be left in a finished document: placeholders, notes to oneself, unfilled fields."""

import re
from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.read import squash

_PLACEHOLDER = re.compile(
    r"\b[Xx]{2,}(?:[-\s][Xx]{2,})*\b"
    r"|(?i:\b(?:förnamn\s+efternamn|fornamn\s+efternamn|namn\s+namnsson|exempel\s+exempelsson)\b)"
    r"|\b(?:TODO|FIXME|TBD|ÅÅÅÅ|MM-DD)\b"
    r"|(?i:\blorem ipsum\b)"
    r"|\?{3,}|_{5,}|\[(?:fyll i|ange|infoga|namn|datum|belopp)[^\]]*\]",
)
_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}|«\w+»|MERGEFIELD")


@rule("RES101", Severity.FEL, documents=True)
def no_placeholder_is_left(known: Known) -> Iterator[Fault]:
    """Inget dokument innehåller en platshållare, till exempel XX, Förnamn Efternamn eller TODO."""
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in _PLACEHOLDER.finditer(paragraph.text):
                yield Fault(
                    f"Platshållaren ”{match.group()}” står kvar.",
                    "Skriv det rätta innehållet i ärendefilen eller i mallen.",
                    document.place(paragraph, match.group()),
                )


@rule("RES102", Severity.FEL, documents=True)
def no_field_is_unfilled(known: Known) -> Iterator[Fault]:
    """Inget dokument innehåller ett fält som mallen inte har fyllt i."""
    written = _written(known)
    for document in known.documents:
        for paragraph in document.paragraphs:
            for match in _FIELD.finditer(paragraph.text):
                if squash(match.group()) not in written:
                    yield Fault(
                        f"Fältet ”{match.group()}” är inte ifyllt.",
                        "Rätta fältet i mallen; det ska stå i brödtext, tabell, sidhuvud eller sidfot.",
                        document.place(paragraph, match.group()),
                    )


@rule("RES103", Severity.VARNING)
def no_field_in_the_case(known: Known) -> Iterator[Fault]:
    """Ärendefilens texter innehåller inga klamrar som ser ut som fält; de skrivs ut som de står."""
    tree = known.loaded.case_tree
    for path in tree.values:
        value = _scalar(tree.data, path)
        if isinstance(value, str) and (match := _FIELD.search(value)):
            yield Fault(
                f"Texten innehåller ”{match.group()}”, som kommer att stå precis så i dokumentet.",
                "Skriv det som ska stå i stället, om det var tänkt som ett fält.",
                tree.place(*path),
            )


def _written(known: Known) -> str:
    """All text that the case itself contains, without white space."""

    def texts(data: object) -> Iterator[str]:
        if isinstance(data, dict):
            for value in data.values():
                yield from texts(value)
        elif isinstance(data, list):
            for value in data:
                yield from texts(value)
        elif isinstance(data, str):
            yield data.replace("**", "")

    return "\n".join(squash(text) for text in texts(known.loaded.case_tree.data))


def _scalar(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
