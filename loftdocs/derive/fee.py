"""What follows from the fee: the invoice plan, and the sums per calendar year and in all. Whole SEK, VAT excluded."""

from dataclasses import dataclass
from datetime import date, timedelta

from loftdocs.derive.period import Period, add_months
from loftdocs.derive.swedish import Kronor
from loftdocs.model.program import Avgift


@dataclass(frozen=True)
class Faktura:
    """One invoice of the plan, sent in advance on the first day of its quarter."""

    datum: date
    kvartal: int
    belopp: Kronor

    @property
    def till(self) -> date:
        """The last day of the quarter that it pays."""
        return add_months(self.datum, 3) - timedelta(days=1)


@dataclass(frozen=True)
class Kalenderår:
    """What one calendar year costs, and how many quarters that is."""

    år: int
    kvartal: int
    belopp: Kronor


@dataclass(frozen=True)
class Avgifter:
    """The fee in the forms that the documents speak of."""

    per_år: Kronor
    per_kvartal: Kronor
    totalt: Kronor
    första_året: Kronor
    kalenderår: tuple[Kalenderår, ...]
    fakturor: tuple[Faktura, ...]


def derive_fee(fee: Avgift, period: Period) -> Avgifter:
    """The invoice plan and its sums.

    The quarters charged are the calendar quarters that begin within the period: a whole year's four when the start is
    1 January, and else, in the first year, what remains of the calendar year by whole quarters (brief, programme
    table). Over whole years that comes to four a year, so that the plan always sums to the years' fees.
    """
    invoices = tuple(
        Faktura(date(year, 3 * quarter - 2, 1), quarter, Kronor(fee.per_kvartal))
        for year in range(period.start.year, period.slut.year + 1)
        for quarter in (1, 2, 3, 4)
        if period.start <= date(year, 3 * quarter - 2, 1) <= period.slut
    )
    by_year = tuple(
        Kalenderår(year, len(own), Kronor(sum(own)))
        for year in range(period.start.year, period.slut.year + 1)
        if (own := [invoice.belopp for invoice in invoices if invoice.datum.year == year])
    )
    return Avgifter(
        per_år=Kronor(fee.per_år),
        per_kvartal=Kronor(fee.per_kvartal),
        totalt=Kronor(sum(invoice.belopp for invoice in invoices)),
        första_året=Kronor(sum(i.belopp for i in invoices if i.datum.year == period.start.year)),
        kalenderår=by_year,
        fakturor=invoices,
    )
