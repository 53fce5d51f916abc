"""What follows from a payment: when it is paid and how much, and the sums per calendar year, per party and in all.

Whole SEK, VAT excluded.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from loftdocs.derive import resolve
from loftdocs.derive.betalplan import Andel, Betalplan, Kalenderår, Rad
from loftdocs.derive.parties import Part
from loftdocs.derive.period import Period
from loftdocs.language.swedish import MONTHS, Kronor, capital
from loftdocs.model.base import Unknown
from loftdocs.model.case import Case
from loftdocs.model.length import add_months
from loftdocs.model.payment import RHYTHMS, Betalning, Rhythm
from loftdocs.model.program import Program
from loftdocs.model.types import DayOfYear

_DAY = timedelta(days=1)


def derive_payment(
    name: str, form: Betalning, program: Program, case: Case, period: Period | None, parties: Sequence[Part]
) -> Betalplan:
    """The plan of one payment.

    Paid are the calendar's months, quarters or years: those that begin within the term, or with ``del_av_period:
    dagar`` also the part of the first that the term has, by its days and rounded to whole SEK. A start on 1 January
    with a fee per quarter gives four a year; whole years always come to as many.
    Raises `Unknown` if the case or the programme lacks a value.
    """
    given = {rhythm: Kronor(resolve.amount(value, program, case)) for rhythm, value in form.amounts.items()}
    single = form.rhythm == "en gång"
    whole = list(_single(form, program, case, period, given) if single else _periodic(form, period, given))
    payers = tuple(part for part in parties if part.roll == form.från)
    payee = next((part for part in parties if part.roll == form.till), None) or _one_of(form, program, case, parties)
    shares = _shares(form, payers, given, whole, single=single)
    rows = list(_by_party(whole, shares, payee)) if shares else whole
    years = sorted({row.datum.year for row in rows if row.datum})
    open_end = not single and period is not None and period.slut is None
    first = period.start.year if period else None
    return Betalplan(
        namn=name,
        rytm=form.rhythm,
        förskott=form.i == "förskott",
        sätt=form.sätt,
        moms_procent=form.moms_procent,
        belopp=given.get("en gång"),
        per_månad=_per("månad", given),
        per_kvartal=_per("kvartal", given),
        per_halvår=_per("halvår", given),
        per_år=_per("år", given),
        amounts=given,
        totalt=None if open_end else Kronor(sum(row.belopp for row in whole)),
        första_året=Kronor(sum(row.belopp for row in whole if row.datum and row.datum.year == first))
        if first
        else None,
        kalenderår=tuple(_year(year, whole) for year in years),
        fakturor=tuple(rows),
        delar=shares,
        från=payers[0] if len(payers) == 1 else None,
        till=payee,
        betalningstid=resolve.length(form.betalningstid, program, case) if form.betalningstid else None,
        säkerhet=form.är == "säkerhet",
        uppräkning=form.räknas_upp,
        räknas_upp_från=_first_raise(form, program, case, period),
        nämns_som=form.nämns_som,
        före_perioden=form.förfaller == "sista vardagen före perioden",
        öppen=open_end,
    )


def _first_raise(form: Betalning, program: Program, case: Case, period: Period | None) -> date | None:
    """The first day within the term on which the amount can become another; None if no day is said."""
    if form.räknas_upp is None or form.räknas_upp.varje is None or period is None:
        return None
    yearly = resolve.value_of(form.räknas_upp.varje, program, case)
    if not isinstance(yearly, DayOfYear):
        return None
    days = (yearly.of(year) for year in range(period.start.year, period.planned_to.year + 1))
    return next((day for day in days if period.start < day <= period.planned_to), None)


def _per(rhythm: Rhythm, given: Mapping[Rhythm, Kronor]) -> Kronor | None:
    """What is paid in such a time: as is said, or so many times what is said of a shorter one."""
    if rhythm in given:
        return given[rhythm]
    shorter = [one for one in given if 0 < RHYTHMS[one] < RHYTHMS[rhythm]]
    return given[shorter[-1]] * (RHYTHMS[rhythm] // RHYTHMS[shorter[-1]]) if shorter else None


def _one_of(form: Betalning, program: Program, case: Case, parties: Sequence[Part]) -> Part | None:
    """Who is paid, where that is one of another role's parties."""
    from loftdocs.derive.parties import roles

    found = roles(program, case, tuple(parties)).get(form.till or "")
    return found if isinstance(found, Part) else None


def _single(
    form: Betalning, program: Program, case: Case, period: Period | None, given: dict[Rhythm, Kronor]
) -> Iterator[Rad]:
    day = resolve.day(form.dag, program, case) if form.dag else period.start if period else None
    if "en gång" not in given:
        raise Unknown("ett belopp att betala en gång")
    yield Rad(day, day, period.slut if period else day, 1, "", given["en gång"])


def _periodic(form: Betalning, period: Period | None, given: dict[Rhythm, Kronor]) -> Iterator[Rad]:
    """A row for each of the calendar's periods that is paid."""
    if period is None:
        return
    months, start, end = RHYTHMS[form.rhythm], period.start, period.planned_to
    first = date(start.year, (start.month - 1) // months * months + 1, 1)
    if first < start and form.del_av_period == "hela":
        first = add_months(first, months)
    while first <= end:
        last = add_months(first, months) - _DAY
        begins, ends = max(first, start), last if form.del_av_period == "hela" else min(last, end)
        number = (first.month - 1) // months + 1
        amount = _instalment(form.rhythm, number, given)
        share = Decimal((ends - begins).days + 1) / Decimal((last - first).days + 1)
        charged = Kronor((Decimal(amount) * share).quantize(Decimal(1), ROUND_HALF_UP)) if share != 1 else amount
        yield Rad(begins if form.i == "förskott" else ends, begins, ends, number, _name(form.rhythm, first), charged)
        first = add_months(first, months)


def _instalment(rhythm: Rhythm, number: int, given: dict[Rhythm, Kronor]) -> Kronor:
    """What one period costs: its own amount, or its part of a longer one's, so that the parts come to the whole."""
    whole = _per(rhythm, given)
    if whole is not None:
        return whole
    longer = next(((one, amount) for one, amount in given.items() if RHYTHMS[one] > RHYTHMS[rhythm]), None)
    if longer is None:
        raise Unknown(f"ett belopp att betala per {rhythm}")
    of, amount = longer
    parts = RHYTHMS[of] // RHYTHMS[rhythm]
    at = (number - 1) % parts
    return Kronor(amount * (at + 1) // parts - amount * at // parts)


def _name(rhythm: Rhythm, first: date) -> str:
    number = (first.month - 1) // RHYTHMS[rhythm] + 1
    match rhythm:
        case "månad":
            return f"{capital(MONTHS[first.month - 1])} {first.year}"
        case "år":
            return str(first.year)
        case "halvår":
            return f"{'Första' if number == 1 else 'Andra'} halvåret {first.year}"
    return f"{capital(rhythm)} {number} {first.year}"


def _year(year: int, rows: Sequence[Rad]) -> Kalenderår:
    own = [row.belopp for row in rows if row.datum and row.datum.year == year]
    return Kalenderår(year, len(own), Kronor(sum(own)))


def _shares(
    form: Betalning, payers: Sequence[Part], given: dict[Rhythm, Kronor], rows: Sequence[Rad], *, single: bool
) -> tuple[Andel, ...]:
    if form.delas_efter is None:
        return ()
    shares = [part.uppgifter.get(form.delas_efter) or 0 for part in payers]
    years = _divided(given["år"], shares) if "år" in given else [None] * len(payers)
    totals = [_divided(row.belopp, shares) for row in rows]
    sums = [Kronor(sum(row[at] for row in totals)) for at in range(len(payers))]
    return tuple(Andel(*one) for one in zip(payers, shares, years, sums, strict=True))


def _divided(amount: int, shares: Sequence[Any]) -> list[Kronor]:
    """An amount by shares, in whole SEK that come to the whole: the largest remainders are rounded up."""
    whole = sum(map(Decimal, shares)) or Decimal(1)
    exact = [Decimal(amount) * Decimal(share) / whole for share in shares]
    parts = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: amount - sum(parts)]:
        parts[at] += 1
    return [Kronor(part) for part in parts]


def _by_party(rows: Sequence[Rad], shares: Sequence[Andel], payee: Part | None) -> Iterator[Rad]:
    """The rows of each who pays; nobody pays to itself."""
    for row in rows:
        amounts = _divided(row.belopp, [share.andel for share in shares])
        for share, amount in zip(shares, amounts, strict=True):
            if payee is None or share.part != payee:
                yield Rad(row.datum, row.från, row.till, row.nummer, row.namn, amount, share.part)
