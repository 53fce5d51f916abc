"""Rules about what must not be left in a text: placeholders, loose stars, marks of languages."""

import re
from collections.abc import Iterator
from functools import lru_cache

from loftdocs.check.passages import passages
from loftdocs.check.prose import alike
from loftdocs.check.rule import Fault, Known, rule
from loftdocs.findings import Severity
from loftdocs.model.languages import LANGUAGES
from loftdocs.pattern import pattern

_PLACEHOLDER = pattern(
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
# What may have been meant as the mark of a language: [engelska: Smart City].
_MARK = pattern(r"\[(?P<name>[^\W\d_]{2,20})(?:-[A-Za-z]{2})?:(?P<rest>[^\[\]]*)(?P<end>\]?)")
_CODES = {tag.partition("-")[0]: name for name, tag in LANGUAGES.items()}
_CODES.pop("se")  # "[se: …]" is Swedish
_STARS = pattern(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)\*\w[^*]*\w\*(?!\w)")


@rule("RES101", Severity.FEL)
def no_placeholder_is_left(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller en platshållare, till exempel XX, Förnamn Efternamn eller TODO.

    Exempel: ”Förnamn Efternamn, kommundirektör”, ”den XX januari”, ”[fyll i belopp]”.
    Rätta: skriv det rätta innehållet i ärendefilen eller i mallen.
    """
    for passage in passages(known.texts):
        for found in _placeholders(passage.text):
            yield passage.at(found).fault(f"Platshållaren ”{found[:40]}” står kvar.", "Skriv det rätta innehållet.")


@lru_cache(maxsize=8192)  # most paragraphs are the same from case to case
def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _PLACEHOLDER.finditer(text))


@rule("RES105", Severity.VARNING)
def no_loose_stars(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller stjärnor som var tänkta att ge fetstil eller kursiv stil.

    Exempel: ”**viktigt” utan stjärnor efter, eller ”*viktigt*”.
    Rätta: skriv två stjärnor både före och efter ordet, eller ta bort dem.
    """
    for passage in passages(known.texts):
        if match := _STARS.search(passage.text):
            around = passage.text[max(0, match.start() - 10) : match.end() + 10].strip()
            yield passage.at(match.group()).fault(
                f"Stjärnorna vid ”{around}” blir kvar i texten.",
                "Skriv två stjärnor både före och efter det som ska vara fetstil, eller ta bort dem.",
            )


@rule("RES110", Severity.VARNING)
def no_mark_of_a_language_is_left(known: Known) -> Iterator[Fault]:
    """Ingen text innehåller ett märke för språk som inte blev något: det skrivs ut som det står.

    Exempel: ”[enegelska: Smart City]”, ”[en: Smart City]” eller ”[engelska: Smart City” utan hakparentes efter.
    Rätta: skriv språkets namn på svenska, ett kolon och orden inom hakparenteser: ”[engelska: Smart City]”.
    """
    for passage in passages(known.texts):
        for match in _MARK.finditer(passage.text) if "[" in passage.text else ():
            if advice := _about_mark(match):
                message = f"”{match.group()[:60]}” skrivs ut som det står: {advice[0]}."
                yield passage.at(match.group()).fault(message, advice[1])


def _about_mark(match: re.Match[str]) -> tuple[str, str] | None:
    """Why a mark came to nothing and what to do, as the end and the whole of a sentence; None for other brackets."""
    name = match["name"].lower()
    if name in LANGUAGES:
        if not match["end"] or not match["rest"].strip():
            lacking = "orden" if match["end"] else "hakparentesen efter orden"
            return f"{lacking} saknas i märket för språk", f"Skriv så här: [{name}: orden på {name}]."
        where = "Ta bort märket. I en mall anges språket i Word, under Granska och Språk."
        return "märket för språk kan bara stå i ärendets längre texter", where
    close = next(iter(alike(name, LANGUAGES, 0.75)), None)
    meant = _CODES.get(name) or close
    if meant is None and not name.endswith("ska"):
        return None
    advice = f"Skriv [{meant}: …] om det är {meant}." if meant else "Ta bort märket; orden läses då som svenska."
    return f"”{match['name']}” är inget språk som programmet känner", advice
