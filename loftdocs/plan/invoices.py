"""The invoice plan as tables that a Swedish Excel opens by a double click.

One is flat, a row for each invoice and nothing else, so that it can be filtered, summed and pivoted; the other has the
sums and what the plan takes for granted.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from loftdocs.derive.fee import Avgifter, Faktura
from loftdocs.derive.period import Period
from loftdocs.derive.swedish import NBSP
from loftdocs.derive.swedish import day as written

Row = Sequence[str | int]


def invoice_plan(invoices: Sequence[Faktura], vat_percent: int, payment_days: int) -> bytes:
    """A CSV file with a row for each invoice; amounts in SEK with two decimals, VAT in per cent."""
    head = (
        *("Fakturadatum", "Förfallodatum", "Kalenderår", "Kvartal", "Avser från och med", "Avser till och med"),
        *_heads(vat_percent),
    )
    return _table(
        (
            head,
            *(
                (
                    one.datum.isoformat(),
                    (one.datum + timedelta(days=payment_days)).isoformat(),
                    one.datum.year,
                    f"Kvartal {one.kvartal} {one.datum.year}",
                    one.datum.isoformat(),
                    one.till.isoformat(),
                    *_amounts(one.belopp, vat_percent),
                )
                for one in invoices
            ),
        )
    )


def invoice_sums(fee: Avgifter, period: Period, vat_percent: int, payment_days: int) -> bytes:
    """A CSV file with the sums for each calendar year and for the whole, and below them what they take for granted."""
    years = [(year.år, year.kvartal, *_amounts(year.belopp, vat_percent)) for year in fee.kalenderår]
    whole = ("Hela avtalstiden", len(fee.fakturor), *_amounts(fee.totalt, vat_percent))
    rows: list[Row] = [("Kalenderår", "Antal fakturor", *_heads(vat_percent)), *years, whole, (), ("Antaganden",)]
    return _table((*rows, *((one,) for one in _assumptions(fee, period, vat_percent, payment_days))))


def _assumptions(fee: Avgifter, period: Period, vat_percent: int, payment_days: int) -> Iterable[str]:
    yield "Varje faktura är daterad och sänd den första dagen i kvartalet, som betalas i förskott."
    yield (
        f"Förfallodatum är {payment_days} dagar efter fakturadatum. Betalningstiden räknas från det att fakturan är "
        "godkänd; här antas att den godkänns samma dag."
    )
    yield f"Momsen är {vat_percent} procent hela tiden, och avgiften är densamma hela avtalstiden."
    if fee.fakturor and (gap := _days_between(period.start, fee.fakturor[0].datum)):
        yield f"Tiden {gap} faktureras inte, för avtalet börjar inne i ett kvartal."
    if fee.fakturor and fee.fakturor[-1].till > period.slut:
        yield f"Den sista fakturan är på ett helt kvartal, fast avtalet upphör den {written(period.slut)}."
    yield "Tilläggsuppdrag och annat som beställs särskilt ingår inte."


def _days_between(start: date, first: date) -> str | None:
    """The days from ``start`` to the day before ``first``, in words; None if there are none."""
    last = first - timedelta(days=1)
    return f"från och med den {written(start)} till och med den {written(last)}" if start < first else None


def _heads(vat_percent: int) -> Row:
    return "Belopp exkl. moms (kr)", f"Moms {vat_percent} % (kr)", "Belopp inkl. moms (kr)"


def _table(rows: Iterable[Row]) -> bytes:
    """The rows as Excel with Swedish settings takes them.

    It takes semicolons between columns and a comma before decimals, knows UTF-8 by its byte order mark, and reads a
    number with spaces in it as text.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        table.writerow([str(value).replace(NBSP, " ") for value in row])
    return text.getvalue().encode("utf-8-sig")


def _amounts(kronor: int, vat_percent: int) -> tuple[str, str, str]:
    """The amount without VAT, the VAT, and both. A hundredth of whole SEK is whole öre: nothing is rounded."""
    vat = kronor * vat_percent
    return _decimal(100 * kronor), _decimal(vat), _decimal(100 * kronor + vat)


def _decimal(ören: int) -> str:
    return f"{ören // 100},{ören % 100:02}"
