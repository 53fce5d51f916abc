"""Derived values against figures worked out by hand."""

from datetime import date

import pytest

from loftdocs.derive import derive
from loftdocs.derive.betalplan import Betalplan
from loftdocs.derive.period import Period, last_day, whole_years
from loftdocs.load import load_text
from loftdocs.model.length import Length, add_months
from loftdocs.project import Project

from .conftest import ENKOPING, REPO


def derived(start: str, end: str | None = None) -> tuple[Period, Betalplan]:
    """The term of the shipped programme, and its fee, in a case with these days."""
    text = ENKOPING.replace("start: 2022-01-01", f"start: {start}").replace("slut: 2024-12-31", f"slut: {end or ''}")
    loaded, findings = load_text(Project(REPO), REPO / "cases" / "prov.yaml", text)
    assert loaded
    assert findings == ()
    facts = derive(loaded.case, loaded.program)
    return facts.period, facts.betalningar["avgift"]


def kronor(amount: int | None) -> int:
    assert amount is not None
    return int(amount)


def test_three_years_from_new_year() -> None:
    period, fee = derived("2022-01-01", "2024-12-31")
    assert period.år == "2022–2024"
    assert period.från_årsskiftet
    assert period.sista_dag_förlängning == date(2024, 9, 30)
    assert [(d.dag, d.upphör) for d in period.uppsägningsdagar] == [
        (date(2022, 2, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2024, 1, 31)),
    ]
    assert [(y.år, y.antal, int(y.belopp)) for y in fee.kalenderår] == [
        (2022, 4, 300_000),
        (2023, 4, 300_000),
        (2024, 4, 300_000),
    ]
    assert kronor(fee.totalt) == 900_000
    assert kronor(fee.första_året) == 300_000
    assert len(fee.fakturor) == 12
    assert [i.datum for i in fee.fakturor][:2] == [date(2022, 1, 1), date(2022, 4, 1)]
    assert fee.fakturor[-1].datum == date(2024, 10, 1)


def test_a_start_in_april_is_charged_by_quarter() -> None:
    period, fee = derived("2022-04-01")
    assert period.slut == date(2025, 3, 31)
    assert period.år == "2022–2025"
    assert not period.från_årsskiftet
    assert period.sista_dag_förlängning == date(2024, 12, 31)
    assert [d.dag for d in period.uppsägningsdagar] == [date(2023, 2, 1), date(2024, 2, 1)]
    assert [(y.år, int(y.belopp)) for y in fee.kalenderår] == [
        (2022, 225_000),
        (2023, 300_000),
        (2024, 300_000),
        (2025, 75_000),
    ]
    assert kronor(fee.totalt) == 900_000


@pytest.mark.parametrize(
    ("start", "first_year"),
    # Whole quarters left of the calendar year: Feb 1 leaves Q2-Q4, Nov 1 leaves none.
    [("2022-02-01", 225_000), ("2022-07-01", 150_000), ("2022-10-01", 75_000), ("2022-11-01", 0)],
)
def test_first_year_is_what_remains_by_whole_quarters(start: str, first_year: int) -> None:
    _, fee = derived(start)
    assert kronor(fee.första_året) == first_year
    assert kronor(fee.totalt) == 900_000


def test_months_are_added_at_the_ends_of_months() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert add_months(date(2025, 1, 1), -3) == date(2024, 10, 1)
    assert add_months(date(2022, 11, 1), 14) == date(2024, 1, 1)


def test_last_day_over_a_leap_day() -> None:
    assert last_day(date(2024, 2, 29), Length(1, "år")) == date(2025, 2, 27)
    assert last_day(date(2021, 3, 1), Length(3, "år")) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2022, 1, 1), date(2024, 12, 31), 3),
        (date(2022, 4, 1), date(2025, 3, 31), 3),
        (date(2022, 1, 1), date(2022, 12, 31), 1),
        (date(2022, 1, 1), date(2024, 12, 30), None),
        (date(2022, 1, 1), date(2025, 1, 1), None),
        (date(2022, 1, 1), date(2022, 6, 30), None),
    ],
)
def test_whole_years(start: date, end: date, years: int | None) -> None:
    assert whole_years(start, end) == years
