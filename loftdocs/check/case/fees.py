"""Rules about the fee: that its parts add up, and what a start inside a quarter means for it."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import add_months
from loftdocs.derive.swedish import Kronor, day
from loftdocs.findings import Severity


@rule("AVG101", Severity.FEL)
def four_quarters_are_a_year(known: Known) -> Iterator[Fault]:
    """Fyra kvartalsavgifter är en årsavgift.

    Exempel: 75 000 kr per kvartal och 310 000 kr per år.
    Rätta: ändra per_kvartal eller per_år i programmets fil.
    """
    fee = known.loaded.program.avgift
    if 4 * fee.per_kvartal != fee.per_år:
        yield Fault(
            f"Fyra kvartal à {Kronor(fee.per_kvartal)} blir {Kronor(4 * fee.per_kvartal)}, "
            f"men avgiften per år är {Kronor(fee.per_år)}.",
            "Rätta per_kvartal eller per_år i programmets fil.",
            known.program_place("avgift", "per_kvartal"),
        )


@rule("AVG103", Severity.UPPLYSNING)
def start_begins_a_quarter(known: Known) -> Iterator[Fault]:
    """Avtalsperioden börjar den första dagen i ett kvartal, så att de kvartal som betalas är de som avtalet gäller.

    Exempel: start 2027-02-01; den första fakturan kommer då den 1 april, och februari och mars faktureras inte.
    Rätta: behåll dagen om den är avsedd, eller börja ett kvartal: den 1 januari, april, juli eller oktober.
    """
    period, fee = known.facts.period, known.facts.avgift
    start = period.start
    if not fee.fakturor or (start.day == 1 and start.month % 3 == 1):
        return
    first, last = fee.fakturor[0].datum, fee.fakturor[-1]
    paid = sum(one.datum.year == start.year for one in fee.fakturor)
    message = (
        f"Avtalet börjar gälla den {day(start)}, inne i ett kvartal. Den första fakturan kommer därför först den "
        f"{day(first)}; tiden till dess faktureras inte. Kalenderåret {start.year} kostar {fee.första_året}, "
        f"{paid} av 4 kvartal."
    )
    if last.till > period.slut:
        message += (
            f" Den sista fakturan, den {day(last.datum)}, är på ett helt kvartal, {last.belopp}, fast avtalet upphör "
            f"den {day(period.slut)}. Tillsammans blir det {len(fee.fakturor)} kvartal, {fee.totalt}."
        )
    yield Fault(
        message,
        f"Behåll dagen om den är avsedd. Annars börjar ett kvartal den {day(add_months(first, -3))} och den "
        f"{day(first)}.",
        known.place("avtalsperiod", "start"),
    )
