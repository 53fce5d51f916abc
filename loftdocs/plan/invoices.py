"""The invoice plan as a table that a Swedish Excel opens by a double click."""

import csv
import io
from collections.abc import Sequence

from loftdocs.derive.fee import Faktura


def invoice_plan(invoices: Sequence[Faktura], vat_percent: int) -> bytes:
    """A CSV file with a row for each invoice and the sums last; amounts in SEK with two decimals.

    Excel with Swedish settings takes semicolons between columns and a comma before decimals, knows UTF-8 by its byte
    order mark, and reads a number with spaces in it as text.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(
        ("Fakturadatum", "Kvartal", "Belopp exkl. moms (kr)", f"Moms {vat_percent} % (kr)", "Belopp inkl. moms (kr)")
    )
    for one in invoices:
        quarter = f"Kvartal {one.kvartal} {one.datum.year}"
        table.writerow((one.datum.isoformat(), quarter, *_amounts(one.belopp, vat_percent)))
    table.writerow(("Summa", "", *_amounts(sum(one.belopp for one in invoices), vat_percent)))
    return text.getvalue().encode("utf-8-sig")


def _amounts(kronor: int, vat_percent: int) -> tuple[str, str, str]:
    """The amount without VAT, the VAT, and both. A hundredth of whole SEK is whole öre: nothing is rounded."""
    vat = kronor * vat_percent
    return _decimal(100 * kronor), _decimal(vat), _decimal(100 * kronor + vat)


def _decimal(ören: int) -> str:
    return f"{ören // 100},{ören % 100:02}"
