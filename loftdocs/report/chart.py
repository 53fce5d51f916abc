"""The invoice plan as a table by calendar year, and as bars."""

from dataclasses import dataclass

from loftdocs.derive.fee import Avgifter
from loftdocs.derive.swedish import day

# In pixels: the highest bar, the space above it for its amount and below it for the year.
_HIGHEST, _ABOVE, _BELOW = 120, 24, 26
# So many bars have room for their amounts on the smallest screen.
_MOST_TOLD = 4


@dataclass(frozen=True)
class Invoice:
    """An invoice; ``amount`` and ``total`` (so far) are SEK without VAT, as they are printed."""

    number: int
    when: str
    quarter: str
    amount: str
    total: str


@dataclass(frozen=True)
class YearPlan:
    """The invoices of one calendar year, and its bar: percent across, pixels up."""

    year: int
    invoices: tuple[Invoice, ...]
    amount: str
    x: float
    width: float
    y: int
    height: int


@dataclass(frozen=True)
class Plan:
    """The whole plan; ``told`` if the bars have room for their amounts, ``words`` says what they show."""

    years: tuple[YearPlan, ...]
    total: str
    base: int
    height: int
    told: bool
    words: str


def plan(fee: Avgifter) -> Plan:
    """The invoice plan of a fee."""
    most = max((int(year.belopp) for year in fee.kalenderår), default=1)
    share = 100 / max(len(fee.kalenderår), 1)
    years, number, total = [], 0, 0
    for at, year in enumerate(fee.kalenderår):
        invoices = []
        for invoice in (one for one in fee.fakturor if one.datum.year == year.år):
            number, total = number + 1, total + int(invoice.belopp)
            so_far = type(invoice.belopp)(total)
            invoices.append(
                Invoice(number, day(invoice.datum), f"Kvartal {invoice.kvartal}", str(invoice.belopp), str(so_far))
            )
        height = max(round(_HIGHEST * int(year.belopp) / most), 1)
        width = min(0.6 * share, 16.0)
        x = round(share * (at + 0.5) - width / 2, 2)
        years.append(
            YearPlan(year.år, tuple(invoices), str(year.belopp), x, round(width, 2), _ABOVE + _HIGHEST - height, height)
        )
    words = "; ".join(f"{year.year}: {year.amount}" for year in years)
    base = _ABOVE + _HIGHEST
    return Plan(tuple(years), str(fee.totalt), base, base + _BELOW, len(years) <= _MOST_TOLD, words)
