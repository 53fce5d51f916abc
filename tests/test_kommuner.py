"""The list of municipalities, against facts picked by hand."""

import re
import unicodedata
from itertools import pairwise

import pytest

from loftdocs.derive.kommuner import find, kommuner, nearest
from loftdocs.derive.regioner import find_region, nearest_region, regioner
from loftdocs.language.swedish import definite, genitive
from loftdocs.mention.checksums import is_orgnr

from .conftest import Sandbox

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


SEATS = [
    ("Österåkers kommun", "Åkersberga"),
    ("Värmdö kommun", "Gustavsberg"),
    ("Botkyrka kommun", "Tumba"),
    ("Haninge kommun", "Handen"),
    ("Upplands-Bro kommun", "Kungsängen"),
    ("Sigtuna kommun", "Märsta"),
    ("Håbo kommun", "Bålsta"),
    ("Älvkarleby kommun", "Skutskär"),
    ("Ydre kommun", "Österbymo"),
    ("Kinda kommun", "Kisa"),
    ("Uppvidinge kommun", "Åseda"),
    ("Region Gotland", "Visby"),
    ("Burlövs kommun", "Arlöv"),
    ("Östra Göinge kommun", "Broby"),
    ("Hylte kommun", "Hyltebruk"),
    ("Härryda kommun", "Mölnlycke"),
    ("Tjörns kommun", "Skärhamn"),
    ("Orust kommun", "Henån"),
    ("Sotenäs kommun", "Kungshamn"),
    ("Tanums kommun", "Tanumshede"),
    ("Dals-Eds kommun", "Ed"),
    ("Ale kommun", "Nödinge"),
    ("Essunga kommun", "Nossebro"),
    ("Gullspångs kommun", "Hova"),
    ("Marks kommun", "Kinna"),
    ("Eda kommun", "Charlottenberg"),
    ("Hammarö kommun", "Skoghall"),
    ("Lekebergs kommun", "Fjugesta"),
    ("Ljusnarsbergs kommun", "Kopparberg"),
    ("Malung-Sälens kommun", "Malung"),
    ("Gagnefs kommun", "Djurås"),
    ("Ovanåkers kommun", "Edsbyn"),
    ("Nordanstigs kommun", "Bergsjö"),
    ("Ragunda kommun", "Hammarstrand"),
    ("Åre kommun", "Järpen"),
    ("Bergs kommun", "Svenstavik"),
    ("Härjedalens kommun", "Sveg"),
    ("Vaggeryds kommun", "Skillingaryd"),
]


def test_the_seats_that_are_called_otherwise_are_these() -> None:
    assert {(one.namn, one.säte) for one in kommuner() if one.säte != one.kort} == {
        (find(name).namn, seat)  # type: ignore[union-attr]
        for name, seat in SEATS
    }
    assert all(one.egen_ort for one in kommuner() if one.säte == one.kort)


PLACE = [
    ("Håbo kommun", "212000-0241", "Håbo", "PAR108", "Bålsta"),
    ("Håbo kommun", "212000-0241", "Bålsta", None, ""),
    ("Håbo kommun", "212000-0241", "Skokloster", None, ""),
    ("Håbo kommun", "212000-0241", "Enköping", "PAR107", "Bålsta"),
    ("Region Gotland", "212000-0803", "Gotland", "PAR108", "Visby"),
    ("Region Gotland", "212000-0803", "Visby", None, ""),
    ("Malung-Sälens kommun", "212000-2304", "Malung-Sälen", "PAR108", "Malung"),
    ("Malung-Sälens kommun", "212000-2304", "Sälen", None, ""),
    ("Sigtuna kommun", "212000-0225", "Sigtuna", "PAR109", "Märsta"),
    ("Sigtuna kommun", "212000-0225", "Märsta", None, ""),
    ("Västra Götalandsregionen", "232100-0131", "Vänersborg", None, ""),
    ("Västra Götalandsregionen", "232100-0131", "Göteborg", None, ""),
    ("Västra Götalandsregionen", "232100-0131", "Jönköping", "PAR107", "Vänersborg"),
    ("Västra Götalandsregionen", "232100-0131", "Västra Götaland", "PAR108", "Vänersborg"),
    ("Region Skåne", "232100-0255", "Malmö", None, ""),
    ("Region Skåne", "232100-0255", "Skåne", "PAR108", "Kristianstad"),
]


@pytest.mark.parametrize(("name", "number", "place", "code", "right"), PLACE)
def test_a_place_of_signing_is_a_place(
    sandbox: Sandbox, name: str, number: str, place: str, code: str | None, right: str
) -> None:
    sandbox.edit(
        ("Enköpings kommun\n  orgnr: 212000-0282", f"{name}\n  orgnr: {number}"), ("ort: Enköping ", f"ort: {place} ")
    )
    told = [one for one in sandbox.findings("check", "prov") if one["code"].startswith("PAR10")]
    assert [one["code"] for one in told] == ([code] if code else [])
    if code:
        assert told[0]["path"] == "kommun.ort"
        assert right in told[0]["message"] + told[0]["hint"]


def test_the_regions_are_twenty_each_with_municipalities_and_a_seat_among_them() -> None:
    assert len(regioner()) == 20
    for one in regioner():
        own = [kommun for kommun in kommuner() if kommun.kod.startswith(one.kod)]
        assert one.säte in {kommun.säte for kommun in own}, one
        assert definite(one.namn) == "regionen"
        assert find_region(one.namn) == one
        assert find(one.namn) is None
    assert {kommun.kod[:2] for kommun in kommuner()} - {one.kod for one in regioner()} == {"09"}  # Gotland


@pytest.mark.parametrize(
    ("name", "definite_form", "genitive_form"),
    [
        ("Västra Götalandsregionen", "regionen", "Västra Götalandsregionens"),
        ("Region Jönköpings län", "regionen", "Region Jönköpings läns"),
        ("Region Jämtland Härjedalen", "regionen", "Region Jämtland Härjedalens"),
        ("Region Skåne", "regionen", "Region Skånes"),
        ("Region Halland", "regionen", "Region Hallands"),
        ("Göteborgs Stad", "staden", "Göteborgs Stads"),
        ("Malmö stad", "staden", "Malmö stads"),
        ("Region Gotland", "regionen", "Region Gotlands"),
    ],
)
def test_a_name_has_its_forms(name: str, definite_form: str, genitive_form: str) -> None:
    assert (definite(name), genitive(name)) == (definite_form, genitive_form)


@pytest.mark.parametrize(
    ("name", "namn"),
    [
        ("västra götalandsregionen", "Västra Götalandsregionen"),
        ("Region Västra Götaland", "Västra Götalandsregionen"),
        ("Vastra Gotalandsregionen", "Västra Götalandsregionen"),
        ("Region Västmanlands", "Region Västmanland"),
        ("Region Norrboten", "Region Norrbotten"),
        ("Region Siljan", None),
        ("Göteborgsregionens kommunalförbund", None),
    ],
)
def test_the_nearest_region(name: str, namn: str | None) -> None:
    assert nearest_region(name) == namn


REGIONS = [
    ("Västra Götalandsregionen", "232100-0131", set()),
    ("Region Jönköpings län", "232100-0057", set()),
    ("Region Norrboten", "232100-0230", {"PAR106"}),
    ("Västra Götalandsregionen", "212000-0282", {"PAR105"}),
    ("Region Gotland", "232100-0131", {"PAR105"}),
    ("Göteborgs Stad", "212000-1355", set()),
    ("Göteborgs stad", "212000-1355", set()),
    ("Stockholms stad", "212000-0142", set()),
]


@pytest.mark.parametrize(("name", "number", "codes"), REGIONS)
def test_a_name_is_taken_as_its_owner_writes_it_with_a_number_of_its_kind(
    sandbox: Sandbox, name: str, number: str, codes: set[str]
) -> None:
    assert is_orgnr(number)
    known = find(name) or find_region(name)
    place = known.säte if known else "Luleå"
    sandbox.edit(
        ("Enköpings kommun\n  orgnr: 212000-0282", f"{name}\n  orgnr: {number}"), ("ort: Enköping ", f"ort: {place} ")
    )
    assert {code for code in sandbox.codes() if code.startswith("PAR")} == codes
