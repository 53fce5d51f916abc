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

    namn: str
    handling: str
    antal_sidor: int
    sida: int


@dataclass(frozen=True)
class Whole:
    """What the cover and the page numbers know of the bundle they are in: its name, its contents, its pages."""

    samling: str
    innehåll: tuple[ContentsRow, ...] = ()
    antal_sidor: int = 0


def fields(
    case: Case, program: Program, facts: Facts, document: Dokument, logo: Path | None, whole: Whole | None = None
) -> dict[str, Any]:
    """The fields of one document; ``whole`` is given for the cover and the page numbers alone."""
    values: dict[str, Any] = {
        "titel": facts.titlar.get(document.namn, document.rubrik),
        "titlar": facts.titlar,
        "kommun": facts.kommun,
        "motpart": facts.motpart,
        "program": program,
        "villkor": program.villkor,
        "period": facts.period,
        "avgift": facts.avgift,
        "ärende": case.tjänsteskrivelse,
        "skrivelse": facts.skrivelse,
        "handläggare": facts.handläggare,
        "underskrifter": facts.underskrifter,
        "kontaktperson": facts.kontaktperson,
        "ersättare": facts.ersättare,
        "beslut": case.beslut,
        "valfria": facts.valfria,
        "logotyp": Logo(logo, f"Logotyp för {case.kommun.namn}") if logo else None,
    }
    if whole:
        values |= {
            "samling": whole.samling,
            "innehåll": whole.innehåll,
            "sidor": tuple(range(1, whole.antal_sidor + 1)),
        }
    return values
