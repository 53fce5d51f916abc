"""The documents of a programme, its pictures, and how their titles name facts."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from loftdocs.model.base import Model
from loftdocs.model.kind import Kind, Slag
from loftdocs.model.named import FieldName
from loftdocs.model.types import Line, WholeNumber, YesNo, at_most

HANDLINGAR = "handlingar"
"""The bundle that goes to the board."""

MARK = r"\{\{ *(?P<fält>\w+(?:\.\w+)*)(?P<stor> *\| *stor)? *\}\}"
"""A field in a title, ``{{ period.år }}``, perhaps with a capital: ``{{ skrivelse.benämning|stor }}``."""
_MARK = re.compile(MARK)


def known_marks(title: str | None) -> str | None:
    if title and set("{}") & set(without_marks(title)):
        raise PydanticCustomError("title_mark", "only fields may stand in a title's braces")
    return title


def without_marks(title: str) -> str:
    """A title without what differs from case to case."""
    return _MARK.sub("", title)


def filled(title: str, value: Callable[[str], str]) -> str:
    """A title with the ``value`` of each field that it names."""

    def written(match: re.Match[str]) -> str:
        text = value(match["fält"])
        return text[:1].upper() + text[1:] if match["stor"] else text

    return _MARK.sub(written, title)


def fields_in(title: str) -> tuple[str, ...]:
    """The fields that a title names, dotted."""
    return tuple(match["fält"] for match in _MARK.finditer(title))


Rubrik = Annotated[Line, AfterValidator(known_marks)]
"""A title; facts may stand in it as fields."""


class Bild(Model):
    """A picture of the programme's."""

    fil: Line = Field(description="Bildfil i programmets mapp, PNG eller JPEG.")
    alternativtext: Line = Field(description="Vad bilden visar, för den som inte ser den.")

    def inside(self, folder: Path) -> Path:
        """The file, which is in the programme's own ``folder`` and nowhere else."""
        return folder / Path(self.fil).name


class Dokument(Model):
    """One document of the programme."""

    namn: Line = Field(description="Mallens och utdatafilens namn, utan ändelse: tjansteskrivelse.")
    rubrik: Rubrik = Field(description="Dokumentets titel; fält kan stå i den, som {{ period.år }}.")
    handling: Annotated[Line | None, AfterValidator(known_marks)] = Field(
        None, description="Hur dokumentet står i innehållsförteckningen, om inte som rubriken."
    )
    slag: Slag = Field(
        Kind.ÖVRIGT,
        description="Vad för slags handling det är; reglerna om skrivelser, avtal och bilagor går efter det.",
    )
    ingår_i: tuple[FieldName, ...] = Field(
        description="Vilka samlade filer dokumentet ingår i: handlingar (till nämnden), avtal (att underteckna) …"
    )
    undertecknas_av: tuple[FieldName, ...] | None = Field(
        None, description="Rollerna som undertecknar, om inte alla gör det; ett avtal undertecknas annars av alla."
    )
    om: Line | None = Field(None, description="Ett uttryck; dokumentet görs när det är sant: deposition > 0.")


class Kontakt(Model):
    """Whom to ask about the programme; each of it may be left out."""

    namn: Line | None = Field(None, description="För- och efternamn, eller vad funktionen heter.")
    telefon: Line | None = Field(None, description="Telefonnummer, till exempel 010-123 45 67.")
    epost: Line | None = Field(None, title="E-post", description="E-postadress.")


class Del(Model):
    """A part of the decision paper that the clerk writes."""

    namn: FieldName = Field(description="Uppgiftens namn under tjänsteskrivelse: bakgrund.")
    beskrivning: Line | None = Field(None, description="Vad som ska stå där, för den som skriver.")
    frivillig: YesNo = Field(False, description="Om den får lämnas tom: ja eller nej.")


class Nyckeldag(Model):
    """A day of the programme's own that someone has to remember."""

    namn: FieldName = Field(description="Dagens namn, som kalendern känner den på: redovisning.")
    dag: Line | None = Field(
        None, description="Uppgiften som är dagen, eller ett uttryck: redovisningsdag + dagar(30)."
    )
    varje: Line | None = Field(
        None, description="En dag varje år i avtalstiden, efter det första: 1 januari, eller uppgiften som är den."
    )
    först: Literal["året efter"] | None = Field(
        None, description="Att en dag varje år kommer först året efter starten."
    )
    rubrik: Line = Field(description="Vad dagen heter.")
    text: Line = Field(description="Vad den betyder; fält skrivs som i mallarna.")
    gör: Line | None = Field(None, description="Vad någon ska göra.")
    påminnelse_dagar: Annotated[WholeNumber, at_most(365)] = Field(
        14, description="Så många dagar i förväg påminner kalendern."
    )
