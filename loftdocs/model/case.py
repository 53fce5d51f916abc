"""A municipality's case: what a clerk writes in ``cases/<case>.yaml``. Field names are the YAML keys."""

from typing import Literal

from pydantic import Field

from loftdocs.model.base import Model
from loftdocs.model.program import Bundle
from loftdocs.model.types import Day, FreeText, Line, LongLine, Upphandlingsskäl, WholeNumber, YesNo

# The parts of the decision paper that the case has a text for, in the paper's order.
Del = Literal["bakgrund", "beredning", "bedömning", "finansiering", "sociala_och_miljömässiga_konsekvenser"]


class Kommun(Model):
    """The municipality: a kommun, a stad or a region."""

    namn: Line = Field(description="Hela namnet, till exempel Enköpings kommun, Lidingö stad eller Region Gotland.")
    orgnr: Line = Field(title="Organisationsnummer", description="Organisationsnummer, till exempel 212000-0282.")
    ort: Line = Field(description="Orten där kommunen undertecknar.")
    logotyp: Line | None = Field(None, description="Bildfil i ärendets mapp, cases/<ärende>/, till brevhuvudet.")


class Person(Model):
    """Someone the papers name."""

    namn: Line = Field(description="För- och efternamn.")
    roll: Line = Field(description="Titel eller roll, med liten bokstav: kommundirektör.")
    telefon: Line | None = Field(None, description="Telefonnummer, till exempel 0171-62 62 16.")
    epost: Line | None = Field(None, title="E-post", description="E-postadress.")


class Avsnitt(Model):
    """A part of the decision paper that the municipality itself asks for."""

    rubrik: Line = Field(description="Rubriken, till exempel Barnets bästa.")
    text: FreeText = Field(description="Det som ska stå under rubriken.")
    efter: Del = Field(
        "sociala_och_miljömässiga_konsekvenser", description="Den text som avsnittet kommer efter; annars sist."
    )


class Underlag(Model):
    """A document among those that the decision rests on, with a date of its own."""

    handling: Line = Field(description="Dokumentets namn i programmets fil, till exempel partneravtal.")
    datum: Day = Field(description="Handlingens eget datum, som 2021-11-10.")


class Tjänsteskrivelse(Model):
    """The decision paper: what it says that is this municipality's own."""

    benämning: Line = Field("Tjänsteskrivelse", description="Vad kommunen kallar skrivelsen: Tjänsteutlåtande.")
    datum: Day = Field(description="Skrivelsens datum, som 2021-11-17.")
    diarienummer: Line | None = Field(None, description="Diarienummer; tomt tills ärendet är registrerat.")
    sammanträde: Day | None = Field(None, description="Dagen då det ska beslutas, när den är känd.")
    mottagare: Line = Field(description="Nämnden som skrivelsen går till, till exempel Kommunstyrelsen.")
    beslutande: Line | None = Field(None, description="Den som beslutar, om det inte är mottagaren: Kommunfullmäktige.")
    förvaltning: Line = Field(description="Förvaltningen som skriver.")
    handläggare: Line = Field(description="Namnet på en av personerna.")
    förslag_till_beslut: tuple[LongLine, ...] = Field(
        (), description="Det som föreslås, en punkt på varje rad; tomt ger programmets förslag."
    )
    omedelbar_justering: YesNo = Field(
        False, description="Om förslaget ska ha en punkt om omedelbar justering: ja eller nej."
    )
    sammanfattning: FreeText | None = Field(None, description="Vad saken gäller och vad den kostar, i några meningar.")
    bakgrund: FreeText = Field(description="Läget hos er; vad programmet är skriver mallen.")
    beredning: FreeText = Field(description="Hur ärendet har beretts.")
    bedömning: FreeText = Field(description="Förvaltningens bedömning.")
    finansiering: FreeText = Field(description="Hur kostnaden täcks; beloppen skriver mallen.")
    upphandlingsskäl: Upphandlingsskäl | None = Field(
        None, description="Varför lagen om offentlig upphandling inte gäller (1 kap. 5 §); mallen skriver meningen."
    )
    upphandlingsgrund: FreeText | None = Field(
        None, description="Egna meningar om varför avtalet får ingås utan upphandling."
    )
    sociala_och_miljömässiga_konsekvenser: FreeText = Field(description="Sociala och miljömässiga konsekvenser.")
    egna_avsnitt: tuple[Avsnitt, ...] = Field((), description="Fler avsnitt som kommunen kräver, med rubrik och text.")
    beslutsunderlag: tuple[Underlag, ...] = Field(
        (), description="Handlingar som har ett eget datum; de andra förtecknas utan."
    )
    skickas_till: tuple[Line, ...] = Field(min_length=1, description="Mottagare av beslutet, en på varje rad.")


class Avtalsperiod(Model):
    """The term of the agreement."""

    start: Day = Field(description="Första dagen, som 2022-01-01.")
    slut: Day | None = Field(None, description="Sista dagen; får utelämnas, programmet ger avtalstiden.")


class Parternas(Model):
    """The signatories of the agreement, by name, for each party; empty where not yet known."""

    kommunen: tuple[Line, ...] = Field((), description="Vem eller vilka som undertecknar för kommunen.")
    motparten: tuple[Line, ...] = Field((), description="Vem eller vilka som undertecknar för motparten.")


class Underskrifter(Model):
    """Who signs which document, by names found among the case's persons."""

    tjänsteskrivelse: tuple[Line, ...] = Field(
        description="De som skriver under tjänsteskrivelsen, i ordning; tom om ingen gör det."
    )
    partneravtal: Parternas = Field(description="De som undertecknar avtalet för varje part.")


class Beslut(Model):
    """The board's decision, once it is taken."""

    datum: Day | None = Field(None, description="Beslutets datum.")
    paragraf: WholeNumber | None = Field(None, description="Paragrafens nummer i protokollet.")


class EgnaKlausuler(Model):
    """The optional clauses that this case chooses otherwise than its programme; see `ValfriaKlausuler` there."""

    offentlighet_och_sekretess: YesNo | None = Field(
        None, description="Sekretess mellan parterna, så långt offentlighetsprincipen tillåter."
    )
    personuppgifter: YesNo | None = Field(
        None, description="Ansvaret för personuppgifter, och personuppgiftsbiträdesavtal vid behov."
    )
    ansvarsbegränsning: YesNo | None = Field(None, description="En gräns för parternas skadeståndsansvar.")
    force_majeure: YesNo | None = Field(
        None, description="Befrielse från ansvar vid hinder som en part inte råder över."
    )
    återbetalning: YesNo | None = Field(
        None, description="Återbetalning av förskott för tid efter att avtalet har upphört."
    )
    rangordning: YesNo | None = Field(None, description="Avtalet går före bilagan om de säger emot varandra.")


class Bilaga(Model):
    """A paper that is there already, in the case's folder, and goes into the bundles as it is."""

    fil: Line = Field(description="Filens namn i ärendets mapp, cases/<ärende>/: .docx, .odt, .pdf, .png eller .jpg.")
    titel: Line = Field(description="Vad handlingen heter i innehållet, bland bokmärkena och i beslutsunderlaget.")
    datum: Day | None = Field(None, description="Handlingens eget datum, som 2021-11-10, om den har något.")
    ingår_i: tuple[Bundle, ...] = Field(
        ("handlingar",), min_length=1, description="Samlingarna som handlingen ingår i: handlingar, avtal eller båda."
    )
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


class Case(Model):
    """A whole case file."""

    program: Line = Field(description="Programmets mapp under templates/, till exempel loft.")
    kommun: Kommun = Field(description="Kommunen: en kommun, en stad eller en region.")
    personer: tuple[Person, ...] = Field(min_length=1, description="Alla som nämns, var och en en gång.")
    tjänsteskrivelse: Tjänsteskrivelse = Field(description="Tjänsteskrivelsen: det som är kommunens eget.")
    avtalsperiod: Avtalsperiod = Field(description="Avtalets första och sista dag.")
    underskrifter: Underskrifter = Field(description="Vilka som skriver under, med namn ur listan över personer.")
    kontaktperson: Line | None = Field(None, description="Kommunens kontaktperson, ett av namnen, när den är utsedd.")
    ersättare: Line | None = Field(None, description="Kontaktpersonens ersättare, när den är utsedd.")
    beslut: Beslut = Field(
        default_factory=lambda: Beslut.model_validate({}), description="Beslutet, när det är fattat."
    )

    valfria_klausuler: EgnaKlausuler = Field(
        default_factory=lambda: EgnaKlausuler.model_validate({}),
        description="Klausuler som avtalet ska ha (ja) eller inte (nej); det som inte är ifyllt är som i programmet.",
    )
    försättsblad: YesNo = Field(True, description="Om handlingarna ska ha ett försättsblad: ja eller nej.")
    bilagor: tuple[Bilaga, ...] = Field(
        (), description="Färdiga handlingar ur ärendets mapp, som ska med i samlingarna."
    )
    undantag: tuple[Undantag, ...] = Field((), description="Regler som inte ska gälla i ärendet, var och en med skäl.")

    def person(self, name: str) -> Person | None:
        """The person with exactly this name, or None."""
        return next((person for person in self.personer if person.namn == name), None)
