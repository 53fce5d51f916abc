"""What a template may print: the fields by name, the same for every document but for its own title and the pictures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loftdocs.derive import Facts
from loftdocs.derive.naming import constants, printed
from loftdocs.model.case import Case
from loftdocs.model.documents import Bild, Dokument
from loftdocs.model.program import Program

# Width and height in millimetres that a picture has room for: as wide as the text, and beside a text.
LOGO, PICTURE = (160, 18), (72, 48)


@dataclass(frozen=True)
class Picture:
    """A picture, the text that stands for it where it cannot be seen, and how large it is at most, in millimetres."""

    path: Path
    alt: str
    width: int
    height: int


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
    case: Case,
    program: Program,
    facts: Facts,
    document: Dokument,
    logo: Path | None,
    whole: Whole | None = None,
    folder: Path | None = None,
) -> dict[str, Any]:
    """The fields of one document; ``whole`` is given for the cover and the page numbers alone.

    ``folder`` is where the programme's pictures are; without it there are none.
    """
    values: dict[str, Any] = {
        **facts.roller,
        **facts.uppgifter,
        **{name: facts.betalningar.get(name) for name in program.betalningar},
        "titel": facts.titlar.get(document.namn, document.rubrik),
        "titlar": facts.titlar,
        "parter": facts.parter,
        "egen": next((part for part in facts.parter if part.egen), None),
        "program": constants(program),
        "villkor": printed(program, "villkor"),
        "underskrifter": facts.underskrifter,
        "beslut": case.beslut,
        "bilagor": tuple(one for one in facts.bilagor.values() if program.main_bundle in one.ingår_i),
        "valfria": facts.valfria,
        "logotyp": Picture(logo, f"Logotyp för {facts.egen.namn}", *LOGO) if logo else None,
        "programlogotyp": _picture(folder, program.logotyp, LOGO),
        "programbild": _picture(folder, program.bild, PICTURE),
    }
    if facts.tid:
        values["period"] = facts.tid
    if facts.skrivelsen:
        values |= {
            "ärende": case.tjänsteskrivelse,
            "skrivelse": facts.skrivelsen,
            "handläggare": facts.handläggare,
        }
    if whole:
        values |= {
            "samling": whole.samling,
            "innehåll": whole.innehåll,
            "sidor": tuple(range(1, whole.antal_sidor + 1)),
        }
    return values


def _picture(folder: Path | None, picture: Bild | None, room: tuple[int, int]) -> Picture | None:
    return Picture(picture.inside(folder), picture.alternativtext, *room) if folder and picture else None
