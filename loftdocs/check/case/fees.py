"""Rules about what is paid: that its amounts agree, that shares come to the whole, and that periods are whole."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive import resolve
from loftdocs.derive.betalplan import Betalplan, Rad
from loftdocs.findings import Place, Severity
from loftdocs.language.swedish import Kronor, day, words
from loftdocs.model.base import NotApplicable
from loftdocs.model.length import add_months
from loftdocs.model.named import Name
from loftdocs.model.payment import RHYTHMS, Rhythm

# How many of a period are said of it: ”Fyra kvartal à 75 000 kr”.
_MANY: dict[Rhythm, str] = {"månad": "månader", "kvartal": "kvartal", "halvår": "halvår", "år": "år"}


@rule("AVG101", Severity.FEL)
def amounts_come_to_the_whole(known: Known) -> Iterator[Fault]:
    """Beloppen för en kortare och en längre tid går ihop: fyra kvartal är ett år.

    Exempel: 75 000 kr per kvartal och 310 000 kr per år.
    Rätta: ändra det ena beloppet.
    """
    program, case = known.loaded.program, known.loaded.case
    if not program.betalningar:
        raise NotApplicable("något som betalas")
    for name, form in program.betalningar.items():
        given = [(rhythm, amount) for rhythm, amount in form.amounts.items() if RHYTHMS[rhythm]]
        for (short, less), (long, more) in pairwise(given):
            part, whole = resolve.amount(less, program, case), resolve.amount(more, program, case)
            count = RHYTHMS[long] // RHYTHMS[short]
            if part * count != whole:
                yield Fault(
                    f"{words(count).capitalize()} {_MANY[short]} à {Kronor(part)} blir {Kronor(part * count)}, "
                    f"men beloppet per {long} är {Kronor(whole)}.",
                    f"Rätta per_{short} eller per_{long}.",
                    _amount_place(known, name, f"per_{short}", less),
                )


@rule("AVG104", Severity.FEL)
def shares_come_to_the_whole(known: Known) -> Iterator[Fault]:
    """Parternas andelar blir tillsammans det som programmet anger, i regel 100 procent.

    Exempel: tre parter med 40, 30 och 25 procent.
    Rätta: rätta den andel som är fel.
    """
    facts = known.loaded.program.facts
    shared = [(fact, fact.together) for fact in facts if fact.each and fact.together is not None]
    if not shared:
        raise NotApplicable("andelar")
    for fact, whole in shared:
        sides = [side for side in known.sides if side.role == fact.each]
        values = [getattr(side.said, fact.name) for side in sides]
        total = sum((Decimal(value) for value in values if value is not None), Decimal(0))
        if sides and total != whole and all(value is not None for value in values):
            told = " + ".join(str(value) for value in values)
            yield Fault(
                f"Uppgiften ”{fact.name}” blir tillsammans {_plain(total)} ({told}), men ska bli {_plain(whole)}.",
                "Rätta den som är fel.",
                known.side_place(sides[-1], fact.name),
                tuple(known.side_place(side, fact.name) for side in sides[:-1]),
            )


@rule("AVG103", Severity.UPPLYSNING)
def start_begins_a_period(known: Known) -> Iterator[Fault]:
    """Avtalstiden börjar den första dagen i en period som betalas, så att det som betalas är det som avtalet gäller.

    Exempel: start 2027-02-01 när avgiften betalas per kvartal; den första fakturan kommer då den 1 april, och februari
    och mars faktureras inte.
    Rätta: behåll dagen om den är avsedd, eller börja ett kvartal: den 1 januari, april, juli eller oktober.
    """
    start = known.facts.period.start
    for plan in known.facts.kostnader:
        months, form = RHYTHMS[plan.rytm], known.loaded.program.betalningar[plan.namn]
        if not months or not plan.fakturor or form.del_av_period == "dagar":
            continue
        if start.day != 1 or (start.month - 1) % months:
            yield _inside(known, plan, plan.fakturor)


def _inside(known: Known, plan: Betalplan, rows: tuple[Rad, ...]) -> Fault:
    """What a start inside a period means for what is paid."""
    period, months = known.facts.period, RHYTHMS[plan.rytm]
    first, last = rows[0].från, rows[-1]
    assert first
    start = period.start
    paid = sum(bool(row.datum and row.datum.year == start.year) for row in rows)
    message = (
        f"Avtalet börjar gälla den {day(start)}, inne i ett {plan.rytm}. Den första fakturan kommer därför först den "
        f"{day(first)}; tiden till dess faktureras inte. Kalenderåret {start.year} kostar {plan.första_året}, "
        f"{paid} av {12 // months} {_MANY[plan.rytm]}."
    ).replace("inne i ett månad", "inne i en månad")
    if period.slut and last.till and last.datum and last.till > period.slut:
        message += (
            f" Den sista fakturan, den {day(last.datum)}, är på ett helt {plan.rytm}, {last.belopp}, fast avtalet "
            f"upphör den {day(period.slut)}. Tillsammans blir det {len(rows)} {_MANY[plan.rytm]}, {plan.totalt}."
        )
    return Fault(
        message,
        f"Behåll dagen om den är avsedd. Annars börjar ett {plan.rytm} den {day(add_months(first, -months))} och den "
        f"{day(first)}.",
        known.place("avtalsperiod", "start"),
    )


def _amount_place(known: Known, payment: str, key: str, amount: int | Name) -> Place:
    """Where an amount stands: in the case where it is a fact of the case's."""
    fact = known.loaded.program.fact(amount) if isinstance(amount, Name) else None
    if fact and fact.given:
        return known.place(fact.name)
    return known.program_place(*fact.path) if fact else known.program_place("betalningar", payment, key)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")
