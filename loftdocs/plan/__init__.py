"""What a municipality lives by once the agreement is signed: its key dates as a calendar, its invoices as tables."""

from loftdocs.derive import Facts
from loftdocs.model.case import Case
from loftdocs.model.program import Program
from loftdocs.plan.invoices import invoice_plan, invoice_sums
from loftdocs.plan.keydates import key_dates


def plan_files(name: str, case: Case, program: Program, facts: Facts) -> dict[str, bytes]:
    """The plan files of the case called ``name``: file names, and what stands in each.

    The same case and programme give the same bytes on any day.
    """
    from loftdocs.plan.calendar import calendar  # its library is read in by a build alone

    title = f"{program.namn} i {facts.kommun.namn}"
    days = key_dates(case, program, facts)
    paper, decision = case.tjänsteskrivelse.datum, case.beslut.datum
    vat, terms = program.avgift.moms_procent, program.villkor.betalning_dagar
    return {
        f"nyckeldatum-{name}.ics": calendar(name, title, days, max(paper, decision or paper)),
        f"fakturaplan-{name}.csv": invoice_plan(facts.avgift.fakturor, vat, terms),
        f"fakturasummor-{name}.csv": invoice_sums(facts.avgift, facts.period, vat, terms),
    }
