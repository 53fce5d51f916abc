"""What a municipality lives by once the agreement is signed: its key dates as a calendar, its invoices as a table."""

from loftdocs.derive import Facts
from loftdocs.model.case import Case
from loftdocs.model.program import Program
from loftdocs.plan.invoices import invoice_plan
from loftdocs.plan.keydates import key_dates


def plan_files(name: str, case: Case, program: Program, facts: Facts) -> dict[str, bytes]:
    """The plan files of the case called ``name``: file names, and what stands in each.

    The same case and programme give the same bytes on any day.
    """
    from loftdocs.plan.calendar import calendar  # its library is read in by a build alone

    title = f"{program.namn} i {facts.kommun.namn}"
    days = key_dates(case, program, facts)
    return {
        f"nyckeldatum-{name}.ics": calendar(name, title, days, case.tjänsteskrivelse.datum),
        f"fakturaplan-{name}.csv": invoice_plan(facts.avgift.fakturor, program.avgift.moms_procent),
    }
