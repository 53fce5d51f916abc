"""Rules about the programme's fee: that its parts add up."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.period import last_day
from loftdocs.derive.swedish import Kronor
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


@rule("AVG102", Severity.FEL)
def invoices_sum_to_the_years(known: Known) -> Iterator[Fault]:
    """Fakturorna är fyra för varje avtalsår och blir tillsammans årsavgiften gånger antalet år.

    Exempel: en period som börjar mitt i en månad och därför får elva kvartal.
    Rätta: låt perioden börja den första i en månad och omfatta hela år.
    """
    fee, length = known.loaded.program.avgift, known.loaded.program.avtalstid_år
    plan = known.facts.avgift
    if 4 * fee.per_kvartal != fee.per_år or known.facts.period.slut != last_day(known.facts.period.start, length):
        return  # AVG101 or DAT103 has told
    if plan.totalt != length * fee.per_år:
        yield Fault(
            f"Fakturaplanen har {len(plan.fakturor)} kvartal och blir {plan.totalt}, men {length} år "
            f"à {Kronor(fee.per_år)} blir {Kronor(length * fee.per_år)}.",
            "Låt perioden börja den första i en månad och omfatta hela år.",
            known.place("avtalsperiod"),
        )
