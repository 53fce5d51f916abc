"""What a municipality lives by once the agreement is signed: its key dates as a calendar, its payments as tables."""

from collections.abc import Iterator

from loftdocs.derive import Facts
from loftdocs.model.case import Case
from loftdocs.model.program import Program
from loftdocs.plan.invoices import payment_plan, payment_sums
from loftdocs.plan.keydates import key_dates


def plan_files(name: str, case: Case, program: Program, facts: Facts) -> dict[str, bytes]:
    """The plan files of the case called ``name``: file names, and what stands in each; none of what there is not.

    The same case and programme give the same bytes on any day.
    """
    files = {}
    days = key_dates(case, program, facts)
    if days:
        from loftdocs.plan.calendar import calendar  # its library is read in by a build alone

        owner = next((part for part in facts.parter if part.egen), facts.parter[0])
        decision = case.beslut.datum
        stamp = max(facts.daterad, decision or facts.daterad)
        files[f"nyckeldatum-{name}.ics"] = calendar(name, f"{program.namn} i {owner.namn}", days, stamp)
    return files | dict(_payments(name, program, facts))


def _payments(name: str, program: Program, facts: Facts) -> Iterator[tuple[str, bytes]]:
    """The tables of each payment; the one that is alone of its kind in the programme needs no name in its files'."""
    for plan in facts.betalningar.values():
        if not plan.fakturor:
            continue
        alone = sum(form.sätt == plan.sätt for form in program.betalningar.values()) == 1
        which = name if alone else f"{plan.namn}-{name}"
        yield f"{_WHAT[plan.sätt]}plan-{which}.csv", payment_plan(plan)
        if len(plan.fakturor) > 1:  # something to add up
            yield f"{_WHAT[plan.sätt]}summor-{which}.csv", payment_sums(plan, facts.tid)


_WHAT = {"faktura": "faktura", "utbetalning": "betalnings"}
