"""What a template may print: the fields by name, the same for every document but for its own title and logo."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loftdocs.derive import Facts
from loftdocs.model.case import Case
from loftdocs.model.program import Dokument, Program


@dataclass(frozen=True)
class Logo:
    """A picture for the letterhead and the text that stands for it where it cannot be seen."""

    path: Path
    alt: str


@dataclass(frozen=True)
class ContentsRow:
    """A line of the cover's contents; ``sida`` is the document's first page in the whole bundle, from 1."""

    handling: str
    antal_sidor: int
    sida: int


def fields(
    case: Case, program: Program, facts: Facts, document: Dokument, logo: Path | None, contents: tuple[ContentsRow, ...]
) -> dict[str, Any]:
    """The fields of one document; ``contents`` is empty for all but the cover."""
    return {
        "titel": facts.titlar[document.namn],
        "titlar": facts.titlar,
        "kommun": facts.kommun,
        "motpart": facts.motpart,
        "program": program,
        "villkor": program.villkor,
        "period": facts.period,
        "avgift": facts.avgift,
        "ärende": case.tjänsteskrivelse,
        "handläggare": facts.handläggare,
        "underskrifter": facts.underskrifter,
        "kontaktperson": facts.kontaktperson,
        "ersättare": facts.ersättare,
        "beslut": case.beslut,
        "innehåll": contents,
        "logotyp": Logo(logo, f"Logotyp för {case.kommun.namn}") if logo else None,
    }
