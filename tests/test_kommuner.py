"""The list of municipalities, against facts picked by hand."""

import re
import unicodedata
from itertools import pairwise

import pytest

from loftdocs.derive.kommuner import find, kommuner, nearest

FACTS = [
    ("0114", "Upplands Väsby kommun", "Upplands Väsby"),
    ("0117", "Österåkers kommun", "Österåker"),
    ("0128", "Salems kommun", "Salem"),
    ("0139", "Upplands-Bro kommun", "Upplands-Bro"),
    ("0180", "Stockholms stad", "Stockholm"),
    ("0186", "Lidingö stad", "Lidingö"),
    ("0187", "Vaxholms stad", "Vaxholm"),
    ("0305", "Håbo kommun", "Håbo"),
    ("0331", "Heby kommun", "Heby"),
    ("0381", "Enköpings kommun", "Enköping"),
    ("0486", "Strängnäs kommun", "Strängnäs"),
    ("0643", "Habo kommun", "Habo"),
    ("0687", "Tranås kommun", "Tranås"),
    ("0821", "Högsby kommun", "Högsby"),
    ("0834", "Torsås kommun", "Torsås"),
    ("0861", "Mönsterås kommun", "Mönsterås"),
    ("0980", "Region Gotland", "Gotland"),
    ("1080", "Karlskrona kommun", "Karlskrona"),
    ("1267", "Höörs kommun", "Höör"),
    ("1280", "Malmö stad", "Malmö"),
    ("1284", "Höganäs kommun", "Höganäs"),
    ("1427", "Sotenäs kommun", "Sotenäs"),
    ("1438", "Dals-Eds kommun", "Dals-Ed"),
    ("1460", "Bengtsfors kommun", "Bengtsfors"),
    ("1462", "Lilla Edets kommun", "Lilla Edet"),
    ("1480", "Göteborgs stad", "Göteborg"),
    ("1489", "Alingsås kommun", "Alingsås"),
    ("1490", "Borås stad", "Borås"),
    ("1715", "Kils kommun", "Kil"),
    ("1764", "Grums kommun", "Grums"),
    ("1860", "Laxå kommun", "Laxå"),
    ("1980", "Västerås stad", "Västerås"),
    ("2023", "Malung-Sälens kommun", "Malung-Sälen"),
    ("2080", "Falu kommun", "Falun"),
    ("2104", "Hofors kommun", "Hofors"),
    ("2183", "Bollnäs kommun", "Bollnäs"),
    ("2482", "Skellefteå kommun", "Skellefteå"),
    ("2513", "Överkalix kommun", "Överkalix"),
    ("2518", "Övertorneå kommun", "Övertorneå"),
    ("2583", "Haparanda stad", "Haparanda"),
]


@pytest.mark.parametrize(("kod", "namn", "kort"), FACTS, ids=[kort for _, _, kort in FACTS])
def test_a_municipality_is_as_it_is(kod: str, namn: str, kort: str) -> None:
    one = find(namn)
    assert one is not None
    assert (one.kod, one.namn, one.kort) == (kod, namn, kort)


def test_there_are_290_in_order_of_code() -> None:
    codes = [one.kod for one in kommuner()]
    assert len(codes) == 290
    assert all(first < second for first, second in pairwise(codes))
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)
    assert len({one.namn for one in kommuner()}) == len({one.kort for one in kommuner()}) == 290


def test_every_short_name_is_in_its_full_name() -> None:
    assert [one.kort for one in kommuner() if one.kort not in one.namn] == ["Falun"]
    for one in kommuner():
        assert one.namn in {
            f"{one.kort} kommun",
            f"{one.kort}s kommun",
            f"{one.kort} stad",
            f"{one.kort}s stad",
            f"Region {one.kort}",
            f"{one.kort.removesuffix('n')} kommun",
        }
        if one.kort[-1] in "sx":
            assert not one.namn.startswith(f"{one.kort}s"), "no genitive s after an s or an x"
        assert one.namn == unicodedata.normalize("NFC", one.namn.strip())


def test_fourteen_call_themselves_stad_and_one_region() -> None:
    forms = [next(word for word in ("kommun", "stad", "Region") if word in one.namn.split()) for one in kommuner()]
    assert (forms.count("kommun"), forms.count("stad"), forms.count("Region")) == (275, 14, 1)


@pytest.mark.parametrize(
    ("name", "kod"),
    [
        ("enköpings kommun", "0381"),
        ("  ENKÖPINGS\u00a0 kommun\n", "0381"),
        ("Göteborgs Stad", "1480"),
        ("Göteborgs kommun", "1480"),
        ("Enköpings stad", "0381"),
        ("Lidingö kommun", "0186"),
        ("Gotlands kommun", "0980"),
        ("region gotland", "0980"),
        ("Enköping", None),
        ("Enköping kommun", None),
        ("Region Enköping", None),
        ("Ekby stad", None),
        ("kommun", None),
        ("", None),
    ],
)
def test_find(name: str, kod: str | None) -> None:
    one = find(name)
    assert (one.kod if one else None) == kod


@pytest.mark.parametrize(
    ("name", "namn"),
    [
        ("Enköping", "Enköpings kommun"),
        ("Enköping kommun", "Enköpings kommun"),
        ("Enkopings kommun", "Enköpings kommun"),
        ("Enköpnigs kommun", "Enköpings kommun"),
        ("Lidingöö stad", "Lidingö stad"),
        ("Stockholm stad", "Stockholms stad"),
        ("Gotland", "Region Gotland"),
        ("Falun kommun", "Falu kommun"),
        ("Hoor", "Höörs kommun"),
        ("Håbo", "Håbo kommun"),
        ("Habo", "Habo kommun"),
        ("Skelleftea kommun", "Skellefteå kommun"),
        ("Ankeborgs kommun", None),
        ("Älvö kommun", None),
        ("kommun", None),
        ("", None),
    ],
)
def test_nearest(name: str, namn: str | None) -> None:
    assert nearest(name) == namn
