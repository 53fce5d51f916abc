"""A payment as tables that a Swedish Excel opens by a double click.

One is flat, a row for each payment and nothing else, so that it can be filtered, summed and pivoted; the other has the
sums and what the plan takes for granted.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from loftdocs.derive.betalplan import Betalplan, Rad
from loftdocs.derive.period import Period
from loftdocs.language.swedish import NBSP, capital
from loftdocs.language.swedish import day as written
from loftdocs.model.payment import RHYTHMS

Row = Sequence[str | int]


def payment_plan(plan: Betalplan) -> bytes:
    """A CSV file with a row for each payment; amounts in SEK with two decimals, VAT in per cent."""
    period = capital(plan.rytm) if RHYTHMS[plan.rytm] else ""
    invoiced: list[str | int] = ["Förfallodatum"] if plan.före_perioden else ["Fakturadatum", "Förfallodatum"]
    head: list[str | int] = invoiced if _invoiced(plan) else ["Betalningsdag"]
    head += ["Kalenderår", *((period,) if period else ()), "Avser från och med", "Avser till och med"]
    head += ["Betalas av"] if plan.delar else []
    return _table(
        ((*head, *_heads(plan.moms_procent)), *(_row(one, plan, named=bool(period)) for one in plan.fakturor))
    )


def payment_sums(plan: Betalplan, period: Period | None) -> bytes:
    """A CSV file with the sums for each calendar year and for the whole, and below them what they take for granted."""
    vat, what = plan.moms_procent, "fakturor" if _invoiced(plan) else "betalningar"
    rows: list[Row] = [("Kalenderår", f"Antal {what}", *_heads(vat))]
    rows += [(year.år, year.antal, *_amounts(year.belopp, vat)) for year in plan.kalenderår]
    if plan.totalt is not None:
        whole = sum(year.antal for year in plan.kalenderår)
        rows.append(("Hela avtalstiden", whole, *_amounts(plan.totalt, vat)))
    rows += [(), ("Antaganden",)]
    return _table((*rows, *((one,) for one in _assumptions(plan, period))))


def _invoiced(plan: Betalplan) -> bool:
    return plan.sätt == "faktura"


def _row(one: Rad, plan: Betalplan, *, named: bool) -> Row:
    day = one.datum.isoformat() if one.datum else ""
    row: list[str | int] = [] if plan.före_perioden else [day]
    if _invoiced(plan):
        due = plan.förfallodag(one)
        row.append(due.isoformat() if due else "")
    row.append(one.datum.year if one.datum else "")
    row += [one.namn] if named else []
    row += [one.från.isoformat() if one.från else "", one.till.isoformat() if one.till else ""]
    row += [one.part.namn if one.part else ""] if plan.delar else []
    return (*row, *_amounts(one.belopp, plan.moms_procent))


def _assumptions(plan: Betalplan, period: Period | None) -> Iterator[str]:
    invoiced, rhythm = _invoiced(plan), plan.rytm
    first = "första" if plan.förskott else "sista"
    when = "förskott" if plan.förskott else "efterskott"
    if invoiced and plan.före_perioden:
        yield f"Varje betalning förfaller den sista vardagen före {_definite(rhythm)} som den avser."
    elif invoiced:
        yield f"Varje faktura är daterad och sänd den {first} dagen i {_definite(rhythm)}, som betalas i {when}."
    if invoiced and plan.betalningstid:
        length = str(plan.betalningstid).replace(NBSP, " ")
        yield (
            f"Förfallodatum är {length} efter fakturadatum. Betalningstiden räknas från det att fakturan är "
            "godkänd; här antas att den godkänns samma dag."
        )
    if plan.moms_procent:
        same = "" if plan.uppräkning else f", och {plan.kallas} är {_same(plan.kallas)} hela avtalstiden"
        yield f"Momsen är {plan.moms_procent} procent hela tiden{same}."
    if plan.uppräkning:
        since = f" De kan vara andra från och med den {written(plan.räknas_upp_från)}." if plan.räknas_upp_från else ""
        yield f"Beloppen är före uppräkningen med {plan.uppräkning.med}; hur stor den blir är inte känt.{since}"
    if period:
        yield from _ends(plan, period)
    if plan.öppen:
        last = written(period.planned_to) if period else ""
        yield (
            f"Avtalet gäller tills vidare. Planen går till och med den {last}; därefter betalas lika mycket och lika "
            "ofta."
        )
    if invoiced:
        yield "Tilläggsuppdrag och annat som beställs särskilt ingår inte."


def _ends(plan: Betalplan, period: Period) -> Iterator[str]:
    """What a term that does not begin and end with a period means."""
    if not plan.fakturor or not RHYTHMS[plan.rytm]:
        return
    first, last = plan.fakturor[0], plan.fakturor[-1]
    if first.från and period.start < first.från:
        article, before = "en" if plan.rytm == "månad" else "ett", first.från - timedelta(days=1)
        gap = f"från och med den {written(period.start)} till och med den {written(before)}"
        yield f"Tiden {gap} faktureras inte, för avtalet börjar inne i {article} {plan.rytm}."
    if period.slut and last.till and last.till > period.slut:
        yield f"Den sista fakturan är på ett helt {plan.rytm}, fast avtalet upphör den {written(period.slut)}."


def _definite(rhythm: str) -> str:
    return {"månad": "månaden", "kvartal": "kvartalet", "halvår": "halvåret", "år": "året"}.get(rhythm, "tiden")


def _heads(vat_percent: int) -> Row:
    if not vat_percent:
        return ("Belopp (kr)",)
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


def _amounts(kronor: int, vat_percent: int) -> tuple[str, ...]:
    """The amount without VAT, the VAT, and both. A hundredth of whole SEK is whole öre: nothing is rounded."""
    if not vat_percent:
        return (_decimal(100 * kronor),)
    vat = kronor * vat_percent
    return _decimal(100 * kronor), _decimal(vat), _decimal(100 * kronor + vat)


def _decimal(ören: int) -> str:
    return f"{ören // 100},{ören % 100:02}"


def _same(noun: str) -> str:
    """The word that agrees with a noun in the definite form: avgiften är densamma, bidraget är detsamma."""
    return "detsamma" if noun.endswith("t") else "desamma" if noun.endswith("na") else "densamma"
