"""A payment as a table by calendar year, and as bars."""

from dataclasses import dataclass

from loftdocs.derive.betalplan import Betalplan
from loftdocs.language.swedish import Kronor, capital, day
from loftdocs.model.payment import RHYTHMS

# In pixels: the highest bar, the space above it for its amount and below it for the year.
_HIGHEST, _ABOVE, _BELOW = 120, 24, 26
# So many bars have room for their amounts on the smallest screen.
_MOST_TOLD = 4


@dataclass(frozen=True)
class Invoice:
    """A payment; ``amount`` and ``total`` (so far) are SEK without VAT, as they are printed."""

    number: int
    when: str
    quarter: str
    amount: str
    total: str


@dataclass(frozen=True)
class YearPlan:
    """The payments of one calendar year, and its bar: percent across, pixels up."""

    year: int
    invoices: tuple[Invoice, ...]
    amount: str
    x: float
    width: float
    y: int
    height: int


@dataclass(frozen=True)
class Plan:
    """The whole plan, with its heading, its first sentence and the words in its table.

    ``told`` if the bars have room for their amounts, ``words`` says what they show. Without ``total`` it goes on after
    the years that are shown.
    """

    id: str
    heading: str
    intro: str
    table: str
    caption: str
    period: str
    years: tuple[YearPlan, ...]
    total: str
    base: int
    height: int
    told: bool
    words: str


def plan(fee: Betalplan, called: str, *, alone: bool) -> Plan:
    """The plan of a payment that texts call ``called``; ``alone`` if it is the only one."""
    most = max((int(year.belopp) for year in fee.kalenderår), default=1)
    share = 100 / max(len(fee.kalenderår), 1)
    years, number, total = [], 0, 0
    for at, year in enumerate(fee.kalenderår):
        invoices = []
        for row in (one for one in fee.fakturor if one.datum and one.datum.year == year.år):
            number, total = number + 1, total + int(row.belopp)
            assert row.datum
            period = row.namn.removesuffix(f" {year.år}") if fee.rytm == "kvartal" else row.namn
            named = ", ".join(filter(None, (period, row.part.kortnamn if row.part else "")))
            invoices.append(Invoice(number, day(row.datum), named, str(row.belopp), str(Kronor(total))))
        height = max(round(_HIGHEST * int(year.belopp) / most), 1)
        width = min(0.6 * share, 16.0)
        x = round(share * (at + 0.5) - width / 2, 2)
        years.append(
            YearPlan(year.år, tuple(invoices), str(year.belopp), x, round(width, 2), _ABOVE + _HIGHEST - height, height)
        )
    words = "; ".join(f"{year.year}: {year.amount}" for year in years)
    base = _ABOVE + _HIGHEST
    whole = str(fee.totalt) if fee.totalt is not None else ""
    invoiced = fee.sätt == "faktura"
    what = "Fakturor" if invoiced else "Utbetalningar"
    verb = "faktureras" if invoiced else "betalas"
    when = "förskott" if fee.förskott else "efterskott"
    often = f"{verb} i {when}, {fee.rytm} för {fee.rytm}" if RHYTHMS[fee.rytm] else f"{verb} en gång"
    vat = " Alla belopp är exklusive moms." if fee.moms_procent else ""
    more = " Beloppen är före uppräkning." if fee.uppräkning else ""
    more += " Planen visar det första året och nästa; därefter fortsätter det på samma sätt." if fee.öppen else ""
    return Plan(
        "fakturor" if alone else f"betalning-{fee.namn}",
        what if alone else f"{what}: {fee.namn.replace('_', ' ')}",
        f"{capital(called)} {often}.{vat}{more}",
        "fakturorna" if invoiced else "utbetalningarna",
        "Fakturaplan" if invoiced else "Betalningsplan",
        capital(fee.rytm) if RHYTHMS[fee.rytm] else "Betalning",
        tuple(years),
        whole,
        base,
        base + _BELOW,
        len(years) <= _MOST_TOLD,
        words,
    )
