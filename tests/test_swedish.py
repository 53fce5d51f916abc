"""How dates, amounts and names are written."""

from datetime import date

import pytest

from loftdocs.language.swedish import Kronor, day, definite, genitive, listed, tie, words, years

N = "\u00a0"


def test_amounts_have_no_break_spaces() -> None:
    assert str(Kronor(300_000)) == f"300{N}000{N}kr"
    assert str(Kronor(1_234_567)) == f"1{N}234{N}567{N}kr"
    assert str(Kronor(0)) == f"0{N}kr"


@pytest.mark.parametrize(
    ("number", "written"),
    [(300_000, "trehundratusen"), (75_000, "sjuttiofemtusen"), (225_000, "tvåhundratjugofemtusen"), (3, "tre")],
)
def test_numbers_in_words(number: int, written: str) -> None:
    assert words(number) == written


def test_dates() -> None:
    assert day(date(2021, 11, 17)) == f"17{N}november{N}2021"
    assert years(date(2022, 1, 1), date(2024, 12, 31)) == "2022–2024"
    assert years(date(2022, 1, 1), date(2022, 12, 31)) == "2022"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Enköpings kommun", "Enköpings kommuns"),
        ("Lidingö stad", "Lidingö stads"),
        ("Region Jämtland Härjedalen", "Region Jämtland Härjedalens"),
        ("Region Alingsås", "Region Alingsås"),
        ("kommunen", "kommunens"),
        ("RISE", "RISE:s"),
        ("RISE Research Institutes of Sweden AB", "RISE Research Institutes of Sweden AB:s"),
    ],
)
def test_genitive(name: str, expected: str) -> None:
    assert genitive(name) == expected


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Enköpings kommun", "kommunen"),
        ("Lidingö stad", "staden"),
        ("Region Gotland", "regionen"),
        ("Enköping", None),
        ("Stadsbyggnadskontoret", None),
    ],
)
def test_definite(name: str, form: str | None) -> None:
    assert definite(name) == form


@pytest.mark.parametrize(
    ("plain", "tied"),
    [
        ("kostar 300 000 kr per år", f"kostar 300{N}000{N}kr per år"),
        ("den 13 oktober 2021.", f"den 13{N}oktober{N}2021."),
        ("12 § och § 12", f"12{N}§ och §{N}12"),
        ("org nr 212000-0282", f"org{N}nr{N}212000-0282"),
        ("15 % rabatt, 80 timmar", f"15{N}% rabatt, 80{N}timmar"),
        ("0171-62 62 16", f"0171-62{N}62{N}16"),
        ("i 3 kommuner", "i 3 kommuner"),
    ],
)
def test_tie(plain: str, tied: str) -> None:
    assert tie(plain) == tied


def test_listed() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a och b"
    assert listed(["a", "b", "c"]) == "a, b och c"
