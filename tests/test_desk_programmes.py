"""The desk with a case of several parties: its form is made from what the case's own programme declares."""

import difflib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from .browser import system_browser
from .conftest import ENKOPING, REPO
from .test_desk import TAB, desk_of, post
from .test_desk_browser import SLOW_MS, clean, typed, whole

FIXTURES = REPO / "tests" / "programs"
PROGRAMS = ("avsikt", "beslut", "bidrag", "hyra", "samverkan")
CASES = {name: (FIXTURES / "cases" / f"{name}.yaml").read_text(encoding="utf-8") for name in PROGRAMS}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project with six programmes and a case of each, and its desk."""
    root = tmp_path_factory.mktemp("program")
    made = desk_of(root, cases={"enkoping": ENKOPING, **CASES, "namnlöst": "kommun: {namn: Ekby stad}\n"})
    for name in PROGRAMS:
        shutil.copytree(FIXTURES / name, root / "templates" / name)
    with made as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own browser, closed after the module."""
    with system_browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser, project: tuple[Path, str]) -> Iterator[Page]:
    """A page of the desk, at whose end nothing may have failed."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="sv-SE")
    opened = context.new_page()
    opened.set_default_timeout(SLOW_MS)
    expect.set_options(timeout=SLOW_MS)
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def field(path: str) -> str:
    return f'[id="fält-{path}"]'


def test_an_agreement_between_three_is_filled_in(page: Page, project: tuple[Path, str]) -> None:
    """Change a share, add a party, see that the shares no longer come to the whole, mend it and save."""
    root, address = project
    file = root / "cases" / "samverkan.yaml"
    page.goto(f"{address}#samverkan")
    whole(page)
    clean(page)
    parties = page.locator('[data-kort^="kommuner["]:not(.rad)')
    expect(parties).to_have_count(3)
    expect(page.get_by_role("group", name="Kommun 3", exact=True)).to_be_visible()
    host = page.locator(field("värdkommun"))
    assert host.get_attribute("list") == "namn-ur-kommuner"
    names = [one.get_attribute("value") for one in page.locator("#namn-ur-kommuner option").all()]
    assert names == ["Köpings kommun", "Arboga kommun", "Kungsörs kommun"]
    assert page.locator(field("kommuner[1].ledamot")).get_attribute("list") == "namn-ur-personer"
    expect(page.locator('label[for="fält-årskostnad"]')).to_have_text("Årskostnad, kr")

    page.locator('[id="lägg-till-personer"]').click()
    expect(page.locator(field("personer[7].namn"))).to_be_focused()
    page.fill(field("personer[7].namn"), "Maja Lind")
    page.fill(field("personer[7].roll"), "kommundirektör")
    page.get_by_role("button", name="Lägg till en kommun").click()
    expect(parties).to_have_count(4)
    expect(page.locator(field("kommuner[3].namn"))).to_be_focused()
    for key, value in (("namn", "Surahammars kommun"), ("orgnr", "212000-2064"), ("ort", "Surahammar")):
        page.fill(field(f"kommuner[3].{key}"), value)
    page.fill(field("kommuner[3].ledamot"), "Maja Lind")
    page.locator('[id="lägg-till-kommuner[3].undertecknare"]').click()
    expect(page.locator(field("kommuner[3].undertecknare[0]"))).to_be_focused()
    page.keyboard.type("Maja Lind")
    page.fill(field("kommuner[3].andel"), "10")
    told = page.locator('[id="fält-kommuner[3].andel-fel"]')
    expect(told).to_contain_text("blir tillsammans 110")
    expect(page.locator(field("kommuner[3].andel"))).to_have_attribute("aria-invalid", "true")
    expect(page.locator('#fynd-lista [data-kod="AVG104"]')).to_have_count(1)
    clean(page)
    page.locator('#fynd-lista [data-kod="AVG104"]').click()
    expect(page.locator(field("kommuner[3].andel"))).to_be_focused()
    typed(page, field("kommuner[0].andel"), "43")
    expect(told).to_be_hidden()
    expect(page.locator(field("kommuner[3].andel"))).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator('[data-till="kommuner[3].orgnr"]').first).to_be_attached()

    page.fill(field("kommuner[0].beslut.paragraf"), "12")
    page.click("#spara")
    expect(page.locator("#läge")).to_have_text("Sparat")
    before, after = CASES["samverkan"].splitlines(), file.read_text(encoding="utf-8").splitlines()
    assert {line for line in difflib.ndiff(before, after) if line[0] in "+-"} == {
        *("-     andel: 53", "+     andel: 43"),
        "-     beslut: {av: kommunfullmäktige, datum: , paragraf: }",
        "+     beslut: {av: kommunfullmäktige, datum: , paragraf: 12}",
        *("+   - namn: Surahammars kommun", "+     orgnr: 212000-2064", "+     ort: Surahammar", "+     andel: 10"),
        *("+     ledamot: Maja Lind", "+     undertecknare:", "+       - Maja Lind"),
        *("+   - namn: Maja Lind", "+     roll: kommundirektör"),
    }
    page.get_by_role("button", name="Ta bort kommun 4 i Kommuner").click()
    expect(parties).to_have_count(3)
    file.write_text(CASES["samverkan"], encoding="utf-8")


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_form_asks_for_what_the_programme_does_and_nothing_else(
    page: Page, project: tuple[Path, str], name: str
) -> None:
    page.goto(f"{project[1]}#{name}")
    whole(page)
    clean(page)
    fields = {one.get_attribute("data-väg") or "" for one in page.locator("[data-väg]").all()}
    asked = {
        "avsikt": ("delfrågor[3]", "bolag.orgnr", "underskrifter.avsiktsforklaring.bolag[1]"),
        "beslut": ("öppettider[4].nytt", "timmar_nu", "tjänsteskrivelse.barnets_bästa"),
        "bidrag": ("förening.ort", "bidragsår", "återbetalt"),
        "hyra": ("avtalsperiod.slut", "hyresvärd.namn", "bastal"),
        "samverkan": ("kommuner[2].undertecknare[0]", "värdkommun", "kommuner[1].beslut.datum"),
    }
    assert set(asked[name]) <= fields
    assert not any(path.startswith(("motpart", "kontaktperson", "valfria_klausuler")) for path in fields)
    assert ("avtalsperiod.start" in fields) == (name in ("hyra", "samverkan"))
    offered = {one.get_attribute("data-fil") for one in page.locator("[data-fil]").all()}
    assert ("fakturaplan-" in offered) == (name in ("hyra", "samverkan"))
    assert ("avtal-" in offered) == (name != "beslut")


def test_from_one_programme_to_another_the_form_follows(page: Page, project: tuple[Path, str]) -> None:
    _, address = project
    page.goto(f"{address}#enkoping")
    whole(page)
    expect(page.locator(field("kontaktperson"))).to_be_visible()
    page.evaluate("location.hash = 'beslut'")
    expect(page.locator(field("timmar_nytt"))).to_be_visible()
    expect(page.locator(field("kontaktperson"))).to_have_count(0)


def test_a_case_of_no_programme_is_asked_which(page: Page, project: tuple[Path, str]) -> None:
    page.goto(f"{project[1]}#namnlöst")
    choice = page.locator(field("program"))
    expect(choice.locator("option")).to_have_text(["(välj)", "avsikt", "beslut", "bidrag", "hyra", "loft", "samverkan"])
    clean(page)
    choice.select_option("beslut")
    expect(page.locator(field("kommun.namn"))).to_have_value("Ekby stad")
    expect(page.locator(field("gäller_från"))).to_be_visible()


def test_the_list_has_the_own_party_of_each_case(project: tuple[Path, str]) -> None:
    told = {one["namn"]: one["part"] for one in httpx.get(project[1] + "arenden").json()["ärenden"]}
    assert told["hyra"] == "Sala kommun"
    assert told["samverkan"] == "Köpings kommun"


def answer(address: str, name: str, text: str, mark: str = "") -> dict[str, Any]:
    asked = {"flik": TAB, "text": text, "stämpel": "", "ändringar": [], "schemamärke": mark}
    told: dict[str, Any] = post(address, f"arenden/{name}/utkast", asked).json()
    return told


def test_a_schema_is_sent_once_and_is_that_of_the_programme_that_the_text_names(project: tuple[Path, str]) -> None:
    """Also of one that the file does not name yet; of none that cannot be read, and then what the page has stays."""
    root, address = project
    first = answer(address, "hyra", CASES["hyra"])
    assert "hyresvärd" in first["schema"]["properties"]
    assert first["schema"]["x-uppgifter"][0] == "lokal"
    again = answer(address, "hyra", CASES["hyra"], first["schemamärke"])
    assert (again["schema"], again["schemamärke"]) == (None, first["schemamärke"])
    other = answer(address, "hyra", CASES["hyra"].replace("program: hyra", "program: bidrag"), first["schemamärke"])
    assert "förening" in other["schema"]["properties"]
    file = root / "templates" / "hyra" / "program.yaml"
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text("namn: [\n", encoding="utf-8")
        broken = answer(address, "hyra", CASES["hyra"], first["schemamärke"])
        assert (broken["schema"], broken["schemamärke"]) == (None, "")
        file.write_text(text.replace("  fastighet:", "  tomt:"), encoding="utf-8")
        assert "tomt" in answer(address, "hyra", CASES["hyra"], first["schemamärke"])["schema"]["properties"]
    finally:
        file.write_text(text, encoding="utf-8")
