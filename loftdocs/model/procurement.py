"""What a programme says of procurement: the direct-award limits, and the ground for making its agreements without."""

from datetime import date, timedelta

from pydantic import Field

from loftdocs.model.base import Model, Unknown
from loftdocs.model.types import Day, Line, Upphandlingsskäl, WholeNumber

# How long what someone has looked up is taken to hold.
_TRUSTED = timedelta(days=365)


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
