"""A case: what a clerk writes in ``cases/<case>.yaml``. Field names are the YAML keys.

What it may hold follows from its programme (see `loftdocs.model.case_model`); here are the parts that programmes share.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from loftdocs.model.base import Model
from loftdocs.model.party import Beslut
from loftdocs.model.text import Text
from loftdocs.model.types import Day, FreeText, Line, WholeNumber, YesNo


class Kommun(Model):
    """A municipality: a kommun, a stad or a region."""

    namn: Line = Field(description="Hela namnet, till exempel Enköpings kommun, Lidingö stad eller Region Gotland.")
    orgnr: Line = Field(title="Organisationsnummer", description="Organisationsnummer, till exempel 212000-0282.")
    ort: Line = Field(description="Orten där kommunen undertecknar.")
    logotyp: Line | None = Field(None, description="Bildfil i ärendets mapp, cases/<ärende>/, till brevhuvudet.")


class Organisation(Model):
    """A company, an association, an authority."""

    namn: Line = Field(description="Hela namnet, som det är registrerat.")
    orgnr: Line = Field(title="Organisationsnummer", description="Organisationsnummer, till exempel 556000-0019.")
    ort: Line = Field(description="Orten där parten undertecknar.")


class Privatperson(Model):
    """A party who is a natural person; no identity number is asked for, since the papers are public."""

    namn: Line = Field(description="För- och efternamn.")
    ort: Line = Field(description="Orten där personen undertecknar.")


class Person(Model):
    """Someone the papers name."""

    namn: Line = Field(description="För- och efternamn.")
    roll: Line = Field(description="Titel eller roll, med liten bokstav: kommundirektör.")
    telefon: Line | None = Field(None, description="Telefonnummer, till exempel 0171-62 62 16.")
    epost: Line | None = Field(None, title="E-post", description="E-postadress.")


class Underlag(Model):
    """A document among those that the decision rests on, with a date of its own."""

    handling: Line = Field(description="Dokumentets namn i programmets fil, till exempel hyresavtal.")
    datum: Day = Field(description="Handlingens eget datum, som 2021-11-10.")


class Tjänsteskrivelse(Model):
    """The decision paper: what it says that is this case's own. Its fields are made by `loftdocs.model.paper`."""

    blocks: ClassVar[Mapping[str, str]] = {
        "upphandlingsskäl": "upphandling",
        "upphandlingsgrund": "upphandling",
        "finansiering": "ett avsnitt om finansiering",
    }
    if TYPE_CHECKING:
        benämning: str
        datum: Day
        diarienummer: str | None
        sammanträde: Day | None
        mottagare: str
        beslutande: str | None
        förvaltning: str
        handläggare: str
        förslag_till_beslut: tuple[str, ...]
        omedelbar_justering: bool
        sammanfattning: Text | None
        finansiering: Text | None
        upphandlingsskäl: str | None
        upphandlingsgrund: Text | None
        egna_avsnitt: tuple["Avsnitt", ...]
        beslutsunderlag: tuple[Underlag, ...]
        skickas_till: tuple[str, ...]


class Avsnitt(Model):
    """A part of the decision paper that the municipality itself asks for; ``efter`` is made by the programme."""

    rubrik: Line = Field(description="Rubriken, till exempel Barnets bästa.")
    text: FreeText = Field(description="Det som ska stå under rubriken.")

    if TYPE_CHECKING:
        efter: str


class Avtalsperiod(Model):
    """The term of the agreement."""

    start: Day = Field(description="Första dagen, som 2022-01-01.")
    slut: Day | None = Field(None, description="Sista dagen; får utelämnas, programmet ger avtalstiden.")


class Bilaga(Model):
    """A paper that is there already, in the case's folder, and goes into the bundles as it is."""

    fil: Line = Field(description="Filens namn i ärendets mapp, cases/<ärende>/: .docx, .odt, .pdf, .png eller .jpg.")
    titel: Line = Field(description="Vad handlingen heter i innehållet, bland bokmärkena och i beslutsunderlaget.")
    datum: Day | None = Field(None, description="Handlingens eget datum, som 2021-11-10, om den har något.")
    if TYPE_CHECKING:
        ingår_i: tuple[str, ...]  # the bundles of the programme, see `case_model`

    efter: Line | None = Field(
        None, description="Namnet på det av programmets dokument som handlingen kommer efter; annars sist."
    )
    alternativtext: Line | None = Field(
        None, description="Vad en bild visar, för den som inte ser den; annars läses titeln upp."
    )


class Undantag(Model):
    """A rule that this case sets aside, and why."""

    regel: Line = Field(description="Regelns kod, till exempel DAT210.")
    skäl: Line = Field(description="Varför regeln inte gäller här; skälet står i granskningen.")


class Underskrifter(Model):
    """Who signs; the agreements beside the paper are made by `loftdocs.model.case_model`."""

    blocks: ClassVar[Mapping[str, str]] = {"tjänsteskrivelse": "en tjänsteskrivelse"}
    if TYPE_CHECKING:
        tjänsteskrivelse: tuple[str, ...]

        def __getattr__(self, name: str) -> Any: ...


class Case(Model):
    """A whole case file, of a programme whose `case_model` it is."""

    blocks: ClassVar[Mapping[str, str]] = {
        "tjänsteskrivelse": "en tjänsteskrivelse",
        "avtalsperiod": "en avtalstid",
        "underskrifter": "underskrifter",
        "beslut": "ett beslut",
        "valfria_klausuler": "valfria klausuler",
        "försättsblad": "ett försättsblad",
    }
    if TYPE_CHECKING:
        program: str
        personer: tuple[Person, ...]
        tjänsteskrivelse: Tjänsteskrivelse
        avtalsperiod: Avtalsperiod
        underskrifter: Underskrifter
        beslut: Beslut
        valfria_klausuler: Any
        försättsblad: bool
        bilagor: tuple[Bilaga, ...]
        undantag: tuple[Undantag, ...]

    def person(self, name: str) -> Person | None:
        """The person with exactly this name, or None."""
        return next((person for person in self.personer if person.namn == name), None)


__all__ = [
    "Avsnitt",
    "Avtalsperiod",
    "Beslut",
    "Case",
    "Kommun",
    "Organisation",
    "Person",
    "Privatperson",
    "Tjänsteskrivelse",
    "Undantag",
    "Underlag",
    "WholeNumber",
    "YesNo",
]
