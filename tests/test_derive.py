"""Derived values against figures worked out by hand."""

from datetime import date

import pytest

from loftdocs.derive.fee import Avgifter, derive_fee
from loftdocs.derive.period import Period, add_months, derive_period, last_day, whole_years
from loftdocs.model.case import Avtalsperiod
from loftdocs.model.program import Avgift, Villkor

TERMS = Villkor(
    betalning_dagar=30,
    dröjsmål_procent=8,
    timmar_per_år=80,
    rabatt_procent=15,
    uppsägning_månader=12,
    uppsägning_månad=2,
    uppsägning_dag=1,
    förlängning_kvartal=1,
    rättelse_dagar=60,
    hävning_dagar=60,
    exemplar=2,
)


def derived(start: str, end: str | None = None) -> tuple[Period, Avgifter]:
    given = Avtalsperiod.model_validate({"start": start, "slut": end})
    period = derive_period(given, 3, TERMS)
    return period, derive_fee(Avgift(per_år=300_000, per_kvartal=75_000, moms_procent=25), period)


def test_three_years_from_new_year() -> None:
    period, fee = derived("2022-01-01", "2024-12-31")
    assert period.år == "2022–2024"
    assert period.från_årsskiftet
    assert period.sista_dag_förlängning == date(2024, 9, 30)
    assert [(d.dag, d.upphör) for d in period.uppsägningsdagar] == [
        (date(2022, 2, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2024, 1, 31)),
    ]
    assert [(y.år, y.kvartal, int(y.belopp)) for y in fee.kalenderår] == [
        (2022, 4, 300_000),
        (2023, 4, 300_000),
        (2024, 4, 300_000),
    ]
    assert int(fee.totalt) == 900_000
    assert int(fee.första_året) == 300_000
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
    assert int(fee.totalt) == 900_000


@pytest.mark.parametrize(
    ("start", "first_year"),
    # Whole quarters left of the calendar year: Feb 1 leaves Q2-Q4, Nov 1 leaves none.
    [("2022-02-01", 225_000), ("2022-07-01", 150_000), ("2022-10-01", 75_000), ("2022-11-01", 0)],
)
def test_first_year_is_what_remains_by_whole_quarters(start: str, first_year: int) -> None:
    _, fee = derived(start)
    assert int(fee.första_året) == first_year
    assert int(fee.totalt) == 900_000


def test_months_are_added_at_the_ends_of_months() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert add_months(date(2025, 1, 1), -3) == date(2024, 10, 1)
    assert add_months(date(2022, 11, 1), 14) == date(2024, 1, 1)


def test_last_day_over_a_leap_day() -> None:
    assert last_day(date(2024, 2, 29), 1) == date(2025, 2, 27)
    assert last_day(date(2021, 3, 1), 3) == date(2024, 2, 29)


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
