"""The plan of a payment: the forms in which documents speak of it. Whole SEK, VAT excluded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from loftdocs.derive.holidays import last_working_day
from loftdocs.derive.parties import Part
from loftdocs.language.swedish import Kronor
from loftdocs.model.length import Length
from loftdocs.model.payment import RHYTHMS, Rhythm, Uppräkning
from loftdocs.model.types import Tal

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rad:
    """One payment of the plan: its day (None until someone knows it), the days that it is for, and who pays it.

    ``nummer`` is that of the period in its year, from 1: of a quarter 1–4.
    """

    datum: date | None
    från: date | None
    till: date | None
    nummer: int
    namn: str
    belopp: Kronor
    part: Part | None = None


@dataclass(frozen=True)
class Kalenderår:
    """What one calendar year costs, and in how many payments."""

    år: int
    antal: int
    belopp: Kronor


@dataclass(frozen=True)
class Andel:
    """What one of those who share a cost stands for: its share in per cent, and the amounts that it comes to."""

    part: Part
    andel: Any
    per_år: Kronor | None
    totalt: Kronor | None


@dataclass(frozen=True)
class Betalplan:
    """A payment in the forms that documents speak of; what it does not have is None, as a sum of what has no end.

    ``rytm`` is how often it is paid, ``amounts`` are those that are said, by what each is for, and ``öppen`` is that it
    goes on after what is planned.
    """

    namn: str
    rytm: Rhythm
    förskott: bool
    sätt: str
    moms_procent: int
    belopp: Kronor | None
    per_månad: Kronor | None
    per_kvartal: Kronor | None
    per_halvår: Kronor | None
    per_år: Kronor | None
    totalt: Kronor | None
    första_året: Kronor | None
    kalenderår: tuple[Kalenderår, ...]
    fakturor: tuple[Rad, ...]
    amounts: Mapping[Rhythm, Kronor]
    delar: tuple[Andel, ...] = ()
    från: Part | None = None
    till: Part | None = None
    betalningstid: Length | None = None
    säkerhet: bool = False
    uppräkning: Uppräkning | None = None
    räknas_upp_från: date | None = None
    före_perioden: bool = False
    nämns_som: tuple[str, ...] = ()
    öppen: bool = False

    @property
    def kallas(self) -> str:
        """What a sentence calls it, in the definite form: as the programme's first word for it, ”avgiften”."""
        return self.nämns_som[0] if self.nämns_som else "beloppet"

    @property
    def betalningar(self) -> tuple[Rad, ...]:
        """The payments, by the name that fits what is paid out and not invoiced too."""
        return self.fakturor

    @property
    def första_delen(self) -> Kronor | None:
        """What the first period costs, where the term has only a part of it."""
        whole = self.amounts.get(self.rytm)
        first = self.fakturor[0].belopp if self.fakturor and not self.delar else None
        return first if first is not None and whole is not None and first != whole else None

    @property
    def andel_totalt(self) -> Any:
        """All shares together; None where nobody shares it."""
        if not self.delar:
            return None
        return Tal(sum(Decimal(share.andel) for share in self.delar))

    def förfallodag(self, row: Rad) -> date | None:
        """The day by which a payment has to be made; None until someone knows it."""
        if self.före_perioden and row.från:
            return last_working_day(row.från - _DAY)
        return self.betalningstid.after(row.datum) if self.betalningstid and row.datum else row.datum

    @property
    def värde(self) -> int:
        """What it comes to under the whole agreement; of one without an end, what 48 months of it do.

        So the value of a contract is reckoned by directive 2014/24/EU, article 5.14.
        """
        if self.totalt is not None:
            return self.totalt
        rhythm, amount = next((one, amount) for one, amount in self.amounts.items() if RHYTHMS[one])
        return amount * 48 // RHYTHMS[rhythm]
