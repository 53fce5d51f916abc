"""Sweden's free days against printed almanacs, and the working days between them."""

from datetime import date, timedelta

import pytest

from loftdocs.derive.holidays import free, last_working_day, short

# The years of an early and of a late Easter, and of the days that moved: read off almanacs, not computed.
FREE = {
    2004: {"05-31": "annandag pingst", "06-06": "en söndag", "06-25": "midsommarafton"},
    2005: {"05-16": None, "06-06": "nationaldagen"},  # the first year of the one in place of the other
    2008: {"03-21": "långfredagen", "03-24": "annandag påsk", "05-01": "Kristi himmelsfärdsdag", "05-12": None},
    2011: {
        "04-22": "långfredagen",
        "04-25": "annandag påsk",
        "06-02": "Kristi himmelsfärdsdag",
        "06-24": "midsommarafton",
    },
    2021: {"06-06": "nationaldagen", "11-06": "alla helgons dag", "12-24": "julafton", "12-31": "nyårsafton"},
    2026: {
        **{"01-01": "nyårsdagen", "01-02": None, "01-05": None, "01-06": "trettondedag jul", "04-02": None},
        **{"04-03": "långfredagen", "04-04": "påskafton", "04-05": "påskdagen", "04-06": "annandag påsk"},
        **{"04-30": None, "05-01": "första maj", "05-14": "Kristi himmelsfärdsdag", "05-15": None},
        **{"05-23": "pingstafton", "05-24": "pingstdagen", "05-25": None, "06-06": "nationaldagen"},
        **{"06-19": "midsommarafton", "06-20": "midsommardagen", "10-30": None, "10-31": "alla helgons dag"},
        **{"12-23": None, "12-24": "julafton", "12-25": "juldagen", "12-26": "annandag jul", "12-27": "en söndag"},
        **{"12-28": None, "12-31": "nyårsafton", "11-28": "en lördag", "11-29": "en söndag", "11-30": None},
    },
    2027: {
        **{"01-06": "trettondedag jul", "03-26": "långfredagen", "03-29": "annandag påsk", "05-01": "första maj"},
        **{"05-06": "Kristi himmelsfärdsdag", "06-25": "midsommarafton", "06-26": "midsommardagen"},
        **{"11-06": "alla helgons dag", "12-24": "julafton"},
    },
}
DAYS = [(f"{year}-{day}", name) for year, days in FREE.items() for day, name in days.items()]


@pytest.mark.parametrize(("day", "name"), DAYS)
def test_a_free_day_has_its_name(day: str, name: str | None) -> None:
    assert free(date.fromisoformat(day)) == name


def test_a_year_has_its_holidays_and_weekends_and_no_more() -> None:
    """2026 has 104 Saturdays and Sundays, and these ten holidays and eves on other days."""
    year = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    weekdays = [f"{day:%m-%d}" for day in year if free(day) and day.weekday() < 5]
    assert weekdays == ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-19", "12-24", "12-25", "12-31"]
    assert sum(free(day) is None for day in year) == 365 - 104 - 10


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-05", "trettondagsafton"),
        ("2026-04-02", "skärtorsdagen"),
        ("2026-04-30", "valborgsmässoafton"),
        ("2026-10-30", "dagen före alla helgons dag"),
        ("2027-11-05", "dagen före alla helgons dag"),
        ("2025-01-05", None),  # a Sunday
        ("2026-12-23", None),
        ("2026-04-03", None),
    ],
)
def test_a_short_day_is_a_working_day_all_the_same(day: str, name: str | None) -> None:
    assert short(date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-11-30", "2026-11-30"),
        ("2026-11-29", "2026-11-27"),
        ("2026-04-06", "2026-04-02"),
        ("2027-01-01", "2026-12-30"),
        ("2026-12-27", "2026-12-23"),
        ("2026-06-21", "2026-06-18"),
    ],
)
def test_the_last_working_day_before(day: str, before: str) -> None:
    assert last_working_day(date.fromisoformat(day)) == date.fromisoformat(before)
