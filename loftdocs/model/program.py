"""A programme: what ``templates/<program>/program.yaml`` says, the same for every municipality."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from loftdocs.model.base import Model, Unknown
from loftdocs.model.kind import Kind
from loftdocs.model.types import Day, Line, Upphandlingsskäl, WholeNumber, YesNo

Bundle = Literal["handlingar", "avtal"]
Slag = Literal[Kind.FÖRSÄTTSBLAD, Kind.TJÄNSTESKRIVELSE, Kind.AVTAL, Kind.BILAGA, Kind.ÖVRIGT]
# How long what someone has looked up is taken to hold.
_TRUSTED = timedelta(days=365)


MARKS = ("{år}", "{benämning}")
"""What may stand in a title: the period's years, and what the municipality calls its decision paper."""


def _known_marks(title: str | None) -> str | None:
    if title and set("{}") & set(without_marks(title)):
        raise PydanticCustomError("title_mark", "only the known marks may stand in a title")
    return title


def without_marks(title: str) -> str:
    """A title without what differs from case to case."""
    for mark in MARKS:
        title = title.replace(mark, "")
    return title


class Motpart(Model):
    """The other party of the agreement."""

    namn: Line = Field(description="Motpartens hela namn.")
    kortnamn: Line = Field(description="Vad motparten kallas i avtalet.")
    orgnr: Line = Field(description="Motpartens organisationsnummer.")
    ort: Line = Field(description="Orten där motparten undertecknar.")


class Målgrupp(Model):
    """How many municipalities the programme is for."""

    minst: WholeNumber = Field(description="Minsta antal kommuner.")
    högst: WholeNumber = Field(description="Högsta antal kommuner.")


class Avgift(Model):
    """The fee, in whole SEK, VAT excluded, and the VAT that comes to it in per cent.

    The rate is that of mervärdesskattelagen (2023:200), 9 kap. 2 §, when no lower rate is laid down for the service.
    """

    per_år: WholeNumber = Field(description="Kronor per avtalsår, exklusive moms.")
    per_kvartal: WholeNumber = Field(description="Kronor per kvartal i förskott, exklusive moms.")
    moms_procent: WholeNumber = Field(
        description="Mervärdesskatten i procent: 25 enligt 9 kap. 2 § mervärdesskattelagen (2023:200)."
    )


class Villkor(Model):
    """What the clauses of the agreement and its annex set: numbers, most of them."""

    betalning_dagar: WholeNumber = Field(description="Betalningstid i dagar.")
    dröjsmål_procent: WholeNumber = Field(description="Procentenheter som läggs till referensräntan vid sen betalning.")
    timmar_per_år: WholeNumber = Field(description="Arbetstimmar som ingår varje helt år.")
    rabatt_procent: WholeNumber = Field(description="Partnerrabatt på timpriset.")
    årlig_prislista: YesNo = Field(
        False, description="Om timpriset står i en prislista som är fast ett år i taget: ja eller nej."
    )
    uppsägning_månader: WholeNumber = Field(le=1200, description="Uppsägningstid i månader.")
    uppsägning_månad: WholeNumber = Field(le=12, description="Uppsägningsdagens månad, 1–12.")
    uppsägning_dag: WholeNumber = Field(le=31, description="Uppsägningsdagens dag i månaden.")
    förlängning_kvartal: WholeNumber = Field(
        le=400, description="Så många kvartal före slutet ska förlängning avtalas."
    )
    rättelse_dagar: WholeNumber = Field(description="Tid att rätta ett avtalsbrott efter anmaning.")
    hävning_dagar: WholeNumber = Field(description="Tid att häva efter kännedom om grunden.")
    exemplar: WholeNumber = Field(description="Antal likalydande exemplar.")


class ValfriaKlausuler(Model):
    """Clauses that the agreement has only when they are turned on; what they say stands in its template."""

    offentlighet_och_sekretess: YesNo = Field(
        False, description="Sekretess mellan parterna, så långt offentlighetsprincipen tillåter: ja eller nej."
    )
    personuppgifter: YesNo = Field(
        False, description="Ansvaret för personuppgifter, och personuppgiftsbiträdesavtal vid behov: ja eller nej."
    )
    ansvarsbegränsning: YesNo = Field(False, description="En gräns för parternas skadeståndsansvar: ja eller nej.")
    force_majeure: YesNo = Field(
        False, description="Befrielse från ansvar vid hinder som en part inte råder över: ja eller nej."
    )
    återbetalning: YesNo = Field(
        False, description="Återbetalning av förskott för tid efter att avtalet har upphört: ja eller nej."
    )
    rangordning: YesNo = Field(False, description="Avtalet går före bilagan om de säger emot varandra: ja eller nej.")


class Gräns(Model):
    """The direct-award limit during some years, in whole SEK without VAT."""

    från: Day = Field(description="Första dagen då gränsen gäller.")
    till: Day | None = Field(None, description="Sista dagen; utelämnas för den som gäller nu.")
    belopp: WholeNumber = Field(description="Gränsen för direktupphandling i kronor.")
    källa: Line = Field(description="Var beloppet står.")
    kontrollerad: Day | None = Field(
        None, description="Dagen då någon senast såg efter att gränsen utan sista dag gäller; den litas på i ett år."
    )

    @property
    def känd_till(self) -> date:
        """The last day for which the limit is known: its own last, or a year after someone looked it up.

        The thresholds of procurement are revised every other year (directive 2014/24/EU, article 6), and a law may
        change at any time. A limit with neither day is taken at the programme's word.
        """
        if self.till or not self.kontrollerad:
            return self.till or date.max
        return self.kontrollerad + _TRUSTED


class Upphandling(Model):
    """What the programme says of procurement."""

    grund: Line = Field(description="Grunden för att avtalet får ingås utan upphandling.")
    skäl: Upphandlingsskäl | None = Field(
        None, description="Det skäl som programmet föreslår för att lagen om offentlig upphandling inte gäller."
    )
    gränser: tuple[Gräns, ...] = Field(min_length=1, description="Gränserna för direktupphandling, med tid och källa.")

    def gräns(self, day: date) -> int:
        """The direct-award limit in force on ``day``. Raises `Unknown`, with the reason, if none is known for it."""
        begun = [g for g in self.gränser if g.från <= day]
        for g in begun:
            if day <= g.känd_till:
                return g.belopp
        lacking = f"gränsen för direktupphandling {day.isoformat()}: "
        if not begun:
            first = min(g.från for g in self.gränser)
            raise Unknown(f"{lacking}programmets fil börjar med den som gäller från och med {first.isoformat()}")
        last = max(begun, key=lambda g: g.från)
        if last.till:
            raise Unknown(f"{lacking}den senaste i programmets fil gäller till och med {last.till.isoformat()}")
        raise Unknown(
            f"{lacking}den i programmets fil kontrollerades senast {last.kontrollerad}, och kan ha ändrats sedan "
            "dess; se efter vad som gäller och fyll i den dagen vid ”kontrollerad”"
        )


class Kontakt(Model):
    """Whom to ask about the programme; each of it may be left out."""

    namn: Line | None = Field(None, description="För- och efternamn, eller vad funktionen heter.")
    telefon: Line | None = Field(None, description="Telefonnummer, till exempel 010-123 45 67.")
    epost: Line | None = Field(None, title="E-post", description="E-postadress.")


class Bild(Model):
    """A picture of the programme's."""

    fil: Line = Field(description="Bildfil i programmets mapp, PNG eller JPEG.")
    alternativtext: Line = Field(description="Vad bilden visar, för den som inte ser den.")

    def inside(self, folder: Path) -> Path:
        """The file, which is in the programme's own ``folder`` and nowhere else."""
        return folder / Path(self.fil).name


def _said(contact: Kontakt | None) -> Kontakt | None:
    """A contact of whom nothing is said is none."""
    return contact if contact and (contact.namn or contact.telefon or contact.epost) else None


class Dokument(Model):
    """One document of the programme."""

    namn: Line = Field(description="Mallens och utdatafilens namn, utan ändelse: tjansteskrivelse.")
    rubrik: Annotated[Line, AfterValidator(_known_marks)] = Field(
        description="Dokumentets titel; {år} blir periodens år, {benämning} skrivelsens namn."
    )
    handling: Annotated[Line | None, AfterValidator(_known_marks)] = Field(
        None, description="Hur dokumentet står i innehållsförteckningen, om inte som rubriken."
    )
    slag: Slag = Field(
        Kind.ÖVRIGT,
        description="Vad för slags handling det är; reglerna om skrivelser, avtal och bilagor går efter det.",
    )
    ingår_i: tuple[Bundle, ...] = Field(description="Vilka samlade filer dokumentet ingår i.")


class Program(Model):
    """A whole programme file."""

    namn: Line = Field(description="Programmets korta namn: LOFT.")
    uttydd: Line = Field(description="Vad namnet står för.")
    motpart: Motpart = Field(description="Avtalets andra part.")
    medverkande: Line = Field(description="Lärosäte eller annan som medverkar.")
    ämne: Line = Field(description="Avtalets ämne.")
    inriktning: Line = Field(description="Ämnets inriktning.")
    kontakt: Annotated[Kontakt | None, AfterValidator(_said)] = Field(
        None, description="Den som svarar på frågor om programmet; får vara tom."
    )
    logotyp: Bild | None = Field(None, description="Programmets logotyp, till informationsfoldern.")
    bild: Bild | None = Field(None, description="En bild till informationsfoldern.")
    avtalstid_år: WholeNumber = Field(le=100, description="Avtalstidens längd i hela år.")
    målgrupp: Målgrupp = Field(description="Hur många kommuner programmet är till för.")
    initiativtagare: tuple[Line, ...] = Field(min_length=1, description="De första kommunerna.")
    delar: tuple[Line, ...] = Field(min_length=1, description="Programmets delar.")
    avgift: Avgift = Field(description="Avgiften, i hela kronor exklusive moms.")
    villkor: Villkor = Field(description="Det som avtalets och bilagans punkter anger, mest tal.")
    valfria_klausuler: ValfriaKlausuler = Field(
        default_factory=lambda: ValfriaKlausuler.model_validate({}),
        description="Klausuler som avtalet kan ha; ett ärende får välja annorlunda.",
    )
    upphandling: Upphandling | None = Field(None, description="Gränser och grund enligt LOU.")
    sammanfattning_efter_rader: WholeNumber | None = Field(
        None, description="Ett längre ärende än så många rader ska ha en sammanfattning; utelämnas om ingen behövs."
    )
    sidnumrering: Line | None = Field(
        None, description="Mallen med den löpande sidnumreringen i samlingarna; utelämnas om de inte ska ha någon."
    )
    försättsblad: Dokument = Field(description="Försättsbladet, först i handlingarna.")
    dokument: tuple[Dokument, ...] = Field(min_length=1, description="Dokumenten i handlingarnas ordning.")
