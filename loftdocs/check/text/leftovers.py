"""Rules about what must not be left in a text: placeholders, loose stars."""

import re
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity

_PLACEHOLDER = re.compile(
    r"\b[Xx]{2,}(?:[-\s:.][XxÅåMmDd]{1,4})*\b|\b(?:19|20)[Xx]{2}\b|\b[Xx]{1,2}:e\b"
    r"|(?i:\b(?:förnamn\s+efternamn|fornamn\s+efternamn|namn\s+namnsson|exempel\s+exempelsson|test\s+testsson)\b)"
    r"|(?i:\b(?:titel|roll),?\s+(?:namn|förnamn)\b)"
    r"|\b(?:TODO|FIXME|TBD|N\.?N\.?|ÅÅÅÅ(?:-MM(?:-DD)?)?|MM-DD)(?!\w)|\båååå-mm-dd\b|\bNamn\s+Namn\b"
    r"|(?i:\blorem ipsum\b)"
    r"|\?{3,}|(?<=\w )(?:_{5,}|\.{6,}|…{3,})(?= \w)"
    r"|(?i:\b(?:text(?:en)?|avsnittet|stycket|uppgift(?:en)?)\s+(?:ska|behöver|måste)\s+(?:kompletteras|fyllas\s+i|skrivas))"
    r"|(?i:\b(?:kompletteras|fylls\s+i|skrivs)\s+(?:här|senare)\b)"
    r"|\[(?i:fyll i|ange|infoga|skriv|välj|namn|datum|belopp|titel|ort|kommun(?:en)?s?"
    r"|x{1,99}|\.{1,99}|…{1,99})[^\]]{0,200}\]"
    r"|<(?i:namn|datum|belopp|titel)>"
)
_STARS = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)\*\w[^*]*\w\*(?!\w)")


@rule("RES101", Severity.FEL)
def no_placeholder_is_left(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller en platshållare, till exempel XX, Förnamn Efternamn eller TODO.

    Exempel: ”Förnamn Efternamn, kommundirektör”, ”den XX januari”, ”[fyll i belopp]”.
    Rätta: skriv det rätta innehållet i ärendefilen eller i mallen.
    """
    for document in known.texts:
        for paragraph in document.paragraphs:
            for found in _placeholders(paragraph.text):
                yield Fault(
                    f"Platshållaren ”{found[:40]}” står kvar.",
                    "Skriv det rätta innehållet.",
                    document.place(paragraph, found),
                )


@lru_cache(maxsize=8192)  # most paragraphs are the same from case to case
def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _PLACEHOLDER.finditer(text))


@rule("RES105", Severity.VARNING)
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
