"""A municipality's case: what a clerk writes in ``cases/<case>.yaml``. Field names are the YAML keys."""

from pydantic import Field

from loftdocs.model.base import Model
from loftdocs.model.types import Day, FreeText, Line, WholeNumber, YesNo


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


class Tjänsteskrivelse(Model):
    """The decision paper: what it says that is this municipality's own."""

    datum: Day = Field(description="Skrivelsens datum, som 2021-11-17.")
    diarienummer: Line | None = Field(None, description="Diarienummer; tomt tills ärendet är registrerat.")
    sammanträde: Day | None = Field(None, description="Dagen då nämnden ska besluta, när den är känd.")
    mottagare: Line = Field(description="Nämnden som ska besluta, till exempel Kommunstyrelsen.")
    förvaltning: Line = Field(description="Förvaltningen som skriver.")
    handläggare: Line = Field(description="Namnet på en av personerna.")
    sammanfattning: FreeText | None = Field(None, description="Vad saken gäller och vad den kostar, i några meningar.")
    bakgrund: FreeText = Field(description="Läget hos er; vad programmet är skriver mallen.")
    beredning: FreeText = Field(description="Hur ärendet har beretts.")
    bedömning: FreeText = Field(description="Förvaltningens bedömning.")
    finansiering: FreeText = Field(description="Hur kostnaden täcks; beloppen skriver mallen.")
    upphandlingsgrund: FreeText | None = Field(
        None, description="Varför avtalet får ingås utan upphandling, när värdet är över gränsen."
    )
    sociala_och_miljömässiga_konsekvenser: FreeText = Field(description="Sociala och miljömässiga konsekvenser.")
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

    tjänsteskrivelse: tuple[Line, ...] = Field(description="De som skriver under tjänsteskrivelsen, i ordning.")
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
    undantag: tuple[Undantag, ...] = Field((), description="Regler som inte ska gälla i ärendet, var och en med skäl.")

    def person(self, name: str) -> Person | None:
        """The person with exactly this name, or None."""
        return next((person for person in self.personer if person.namn == name), None)
