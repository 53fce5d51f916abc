"""Nothing that is typed at the desk is lost: the desk stops, two tabs write, the file changes, odd text is pasted."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from .browser import system_browser
from .conftest import ENKOPING
from .test_desk import PATIENCE, desk_of, post
from .test_desk_browser import DAY, SLOW_MS, clean, typed, whole

PLACE = '[id="fält-kommun.ort"]'
LONG = '[id="fält-tjänsteskrivelse.finansiering"]'
MINE, THEIRS = "2021-11-16", "ort: Örsundsbro "


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own browser, closed after the module."""
    with system_browser() as started:
        yield started


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project whose desk stays open through the module."""
    with desk_of(tmp_path_factory.mktemp("kvar")) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one clerk's: what one tab stores is there for the next."""
    made = browser.new_context(viewport={"width": 1400, "height": 900}, locale="sv-SE")
    made.set_default_timeout(SLOW_MS)
    expect.set_options(timeout=SLOW_MS)
    yield made
    made.close()


@pytest.fixture
def fresh(project: tuple[Path, str]) -> tuple[Path, str]:
    """The case's file as it is shipped, with nothing unsaved from before, and the address of its desk."""
    root, address = project
    file = root / "cases" / "enkoping.yaml"
    file.write_text(ENKOPING.replace("program: loft", "program:  loft"), encoding="utf-8")  # so that no draft is its
    for draft in httpx.get(f"{address}arenden/enkoping", timeout=PATIENCE).json()["utkast"]:
        post(address, "arenden/enkoping/slang", {"flik": draft["flik"]})
    file.write_text(ENKOPING, encoding="utf-8")
    return file, address


def opened(context: BrowserContext, address: str, name: str = "enkoping") -> Page:
    page = context.new_page()
    page.goto(f"{address}#{name}")
    whole(page)
    return page


def in_view(page: Page, selector: str) -> Any:
    """Whether the top of an element is where it can be seen, and nothing lies over it."""
    return page.evaluate(
        """(selector) => {
            const one = document.querySelector(selector), {left, top, width} = one.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + 12);
            return one.contains(there);
        }""",
        selector,
    )


def paste(page: Page, selector: str, text: str) -> None:
    """As Ctrl+V does it: what the page does with the event is done, and else the text is put in."""
    page.focus(selector)
    page.evaluate(
        """([selector, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            if (document.querySelector(selector).dispatchEvent(event)) document.execCommand("insertText", false, text);
        }""",
        [selector, text],
    )


def held_back(page: Page) -> Callable[[], None]:
    """Lets nothing that is typed come to the server, until what is given back is called."""
    held: list[Route] = []
    free = False

    def met(route: Route) -> None:
        if free:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal free
        free = True
        for route in held:
            route.continue_()

    page.route("**/utkast", met)
    return release


# --- the desk stops ------------------------------------------------------------------------------


def test_what_is_typed_after_the_desk_has_stopped_comes_back_in_the_same_tab(
    context: BrowserContext, tmp_path: Path
) -> None:
    """The old tab finds its way to the new address by itself, as soon as another is let in there."""
    desk = desk_of(tmp_path)
    with desk as (_, address):
        page = opened(context, address)
        typed(page, DAY, MINE)
    page.fill(PLACE, "Örsundsbro")
    expect(page.locator("#bruten")).to_be_visible()
    expect(page.locator("#bruten-text")).to_contain_text("finns kvar i den här webbläsaren")
    expect(page.locator("#läge")).to_have_text("Inte sparat")
    clean(page)
    with page.expect_download() as had:
        page.click("#hämta-text")
    assert had.value.suggested_filename == "enkoping.yaml"
    told = Path(had.value.path()).read_text(encoding="utf-8")
    assert f"datum: {MINE}" in told
    assert '# kommun.ort: sätt "Örsundsbro"' in told
    with desk as (root, again):
        assert again != address
        assert again.split("/")[2] == address.split("/")[2]
        other = context.new_page()
        other.goto(again)
        page.wait_for_url(f"{again}#enkoping")
        expect(page.locator(PLACE)).to_have_value("Örsundsbro")
        expect(page.locator(DAY)).to_have_value(MINE)
        expect(page.locator("#bruten")).to_be_hidden()
        expect(page.locator("#meddelande")).to_contain_text("Det är inte sparat än")
        whole(page)
        page.click("#spara")
        expect(page.locator("#läge")).to_have_text("Sparat")
        saved = (root / "cases" / "enkoping.yaml").read_text(encoding="utf-8")
        assert f"datum: {MINE}" in saved
        assert "ort: Örsundsbro " in saved


def test_what_a_closed_tab_had_typed_comes_back_in_the_next(context: BrowserContext, tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    with desk as (_, address):
        page = opened(context, address)
    page.fill(PLACE, "Örsundsbro")
    expect(page.locator("#bruten")).to_be_visible()
    page.close()
    with desk as (_, again):
        page = opened(context, again)
        expect(page.locator(PLACE)).to_have_value("Örsundsbro")
        page.reload()
        expect(page.locator(PLACE)).to_have_value("Örsundsbro")
        expect(page.locator("#undan")).to_be_hidden()


def test_a_page_with_an_old_address_is_told_where_to_go_and_is_let_in_nowhere(
    context: BrowserContext, tmp_path: Path
) -> None:
    desk = desk_of(tmp_path)
    with desk as (_, address):
        page = opened(context, address)
    with desk:
        expect(page.locator("#bruten-text")).to_contain_text("Öppna den adress som står i terminalen")
        assert page.evaluate("fetch('arenden').then((answer) => answer.status)") == 403
        assert page.url.startswith(address)


def test_leaving_with_something_unsaved_is_warned_of(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    page = opened(context, fresh[1])
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.click(PLACE)  # a browser warns only where someone has been
    page.reload()
    whole(page)
    assert asked == []
    typed(page, PLACE, "Örsundsbro")
    page.reload()
    whole(page)
    assert asked == ["beforeunload"]
    expect(page.locator(PLACE)).to_have_value("Örsundsbro")


def test_what_is_on_its_way_to_the_server_is_not_saved(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    """A file that changes just then is not read in over it."""
    file, address = fresh
    page = opened(context, address)
    release = held_back(page)
    page.fill(PLACE, "Sala")
    expect(page.locator("#läge")).to_have_text("Inte sparat")
    file.write_text(ENKOPING.replace("datum: 2021-11-17", "datum: 2021-11-15"), encoding="utf-8")
    expect(page.locator("#ändrad")).to_be_visible()
    expect(page.locator(DAY)).to_have_value("2021-11-17")
    release()
    expect(page.locator("#ändrad-min")).to_contain_text("ort: Sala ")


def test_another_case_opened_before_the_answer_came_takes_nothing_with_it(
    context: BrowserContext, fresh: tuple[Path, str]
) -> None:
    page = opened(context, fresh[1])
    release = held_back(page)
    page.fill(PLACE, "Sala")
    page.fill(DAY, MINE)
    page.evaluate("location.hash = ''")
    release()
    expect(page.locator("#vy-lista")).to_be_visible()
    page.evaluate("location.hash = 'enkoping'")
    expect(page.locator(PLACE)).to_have_value("Sala")
    expect(page.locator(DAY)).to_have_value(MINE)


# --- two tabs ------------------------------------------------------------------------------------


def test_each_tab_has_its_own_text_and_is_told_of_the_other(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    file, address = fresh
    one = opened(context, address)
    typed(one, DAY, MINE)
    two = opened(context, address)
    expect(two.locator("#undan")).to_contain_text("öppet i en annan flik")
    expect(two.locator(DAY)).to_have_value("2021-11-17")
    typed(two, PLACE, "Sala")
    two.click("#spara")
    expect(two.locator("#läge")).to_have_text("Sparat")
    one.bring_to_front()
    expect(one.locator("#ändrad")).to_be_visible()
    expect(one.locator(DAY)).to_have_value(MINE)
    one.reload()
    expect(one.locator(DAY)).to_have_value(MINE)
    expect(one.locator("#ändrad")).to_be_visible()
    one.keyboard.press("Control+s")
    assert "ort: Sala " in file.read_text(encoding="utf-8")
    assert MINE not in file.read_text(encoding="utf-8")


def test_a_copy_of_a_tab_is_another_tab(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    """A copy has what was stored for the first: were it its name too, each would write over the other."""
    one = opened(context, fresh[1])
    typed(one, PLACE, "Sala")
    with context.expect_page() as copied:
        one.evaluate("window.open(location.href)")  # such a page is given a copy of the session's storage
    two = copied.value
    whole(two)
    expect(two.locator(PLACE)).to_have_value("Enköping")
    typed(two, PLACE, "Örsundsbro")
    one.reload()
    expect(one.locator(PLACE)).to_have_value("Sala")


# --- what is pasted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "line", "text"),
    [
        ("Kost\u00adnad\u200b och\ufeff s\u202eum\u202cma", "Kostnad och summa", "Kostnad och summa"),
        ("ett\u2028två\u000btre\u0085fyra", "ett två tre fyra", "ett\ntvå\ntre\nfyra"),
        ("ett\u2029två\u000ctre", "ett två tre", "ett\n\ntvå\n\ntre"),
        ("famil\u200djen 👨‍👩‍👧 ❤️", "familjen 👨‍👩‍👧 ❤️", "familjen 👨‍👩‍👧 ❤️"),
        ("halv \ud83d slut", "halv  slut", "halv  slut"),
    ],
)
def test_what_nobody_sees_is_cleaned_from_what_is_pasted(
    context: BrowserContext, fresh: tuple[Path, str], pasted: str, line: str, text: str
) -> None:
    file, address = fresh
    page = opened(context, address)
    for selector, kept in ((PLACE, line), (LONG, text)):
        page.fill(selector, "")
        page.evaluate("delete document.body.dataset.klart")
        page.focus(selector)
        # A half of a pair does not go over the wire to the browser: it is put together there.
        page.evaluate("(text) => document.execCommand('insertText', false, JSON.parse(text))", json.dumps(pasted))
        whole(page)
        expect(page.locator(selector)).to_have_value(kept)
        expect(page.locator("#nekat")).to_be_hidden()
    expect(page.locator("#meddelande")).to_contain_text("tecken som inte syns")
    page.click("#spara")
    expect(page.locator("#läge")).to_have_text("Sparat")
    saved = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert saved["kommun"]["ort"] == line
    assert saved["tjänsteskrivelse"]["finansiering"].rstrip("\n") == text


def test_what_nobody_sees_is_cleaned_from_what_is_pasted_as_yaml(
    context: BrowserContext, fresh: tuple[Path, str]
) -> None:
    page = opened(context, fresh[1])
    page.click("#flik-yaml")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.evaluate("delete document.body.dataset.klart")
    paste(page, ".cm-content", "# ett\u2028# två\u00ad\u200b tre")
    whole(page)
    expect(page.locator(".cm-content")).to_contain_text("# två tre")
    expect(page.locator("#meddelande")).to_contain_text("3 tecken som inte syns")
    expect(page.locator("#fynd-lista [data-kod=YAML111]")).to_have_count(0)


def test_what_nobody_sees_in_a_file_is_told_and_stops_nothing(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    file, address = fresh
    file.write_text(ENKOPING.replace("ort: Enköping", "ort: Enkö\u00adping\u2028"), encoding="utf-8")
    page = opened(context, address)
    expect(page.locator(PLACE)).to_have_value("Enköping")
    expect(page.locator("#fynd-lista [data-kod=YAML111]")).to_contain_text("mjukt bindestreck (U+00AD) i kolumn 12")
    expect(page.locator("#läge")).to_have_text("Sparat")
    typed(page, DAY, MINE)
    page.click("#spara")
    expect(page.locator("#läge")).to_have_text("Sparat")
    saved = file.read_text(encoding="utf-8")
    assert "ort: Enkö\u00adping\u2028" in saved
    assert f"datum: {MINE}" in saved


def test_what_cannot_be_put_into_the_file_is_shown_until_it_is_taken_care_of(
    context: BrowserContext, fresh: tuple[Path, str]
) -> None:
    file, address = fresh
    file.write_text(ENKOPING.replace("ort: Enköping ", "ort: &ort Enköping\n  logotyp: *ort "), encoding="utf-8")
    page = context.new_page()
    page.goto(f"{address}#enkoping")
    page.fill(LONG, "En mening som ingen får tappa bort.")
    expect(page.locator("#nekat textarea")).to_have_value("En mening som ingen får tappa bort.")
    expect(page.locator("#läge")).to_have_text("Inte sparat")
    clean(page)
    page.reload()
    expect(page.locator("#nekat textarea")).to_have_value("En mening som ingen får tappa bort.")
    page.click("#nekat button")
    expect(page.locator("#nekat")).to_be_hidden()
    expect(page.locator("#läge")).to_have_text("Sparat")


# --- the file is another -------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1400, 400])
def test_a_conflict_is_seen_and_focused_wherever_one_is(browser: Browser, fresh: tuple[Path, str], width: int) -> None:
    file, address = fresh
    context = browser.new_context(viewport={"width": width, "height": 700}, locale="sv-SE")
    page = opened(context, address)
    typed(page, DAY, MINE)
    page.evaluate("document.activeElement.blur()")
    page.locator("fieldset").last.scroll_into_view_if_needed()
    file.write_text(ENKOPING.replace("ort: Enköping ", THEIRS), encoding="utf-8")
    box = page.get_by_role("alertdialog", name="Filen har ändrats någon annanstans")
    expect(box).to_be_visible()
    expect(box).to_be_focused()
    assert in_view(page, "#ändrad")
    rows = page.locator("#ändrad-rader .skild")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Örsundsbro")
    expect(page.locator("#ändrad-rader mark").last).to_have_text("7")
    clean(page)
    page.locator("#flik-yaml").focus()
    page.keyboard.press("Control+s")
    expect(box).to_be_focused()
    assert in_view(page, "#ändrad")
    page.click("#ändrad .hela summary")
    expect(page.locator("#ändrad-min")).to_contain_text(f"datum: {MINE}")
    expect(page.locator("#ändrad-filens")).to_contain_text("Örsundsbro")
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_saving_into_a_changed_file_leads_to_the_choice(context: BrowserContext, fresh: tuple[Path, str]) -> None:
    """Before the page has looked for itself: it is the server that says so."""
    file, address = fresh
    page = opened(context, address)
    page.route("**/stampel", lambda route: route.abort())
    typed(page, DAY, MINE)
    page.unroute("**/stampel")
    file.write_text(ENKOPING.replace("ort: Enköping ", THEIRS), encoding="utf-8")
    page.keyboard.press("Control+s")
    expect(page.locator("#ändrad")).to_be_focused()
    assert file.read_text(encoding="utf-8") == ENKOPING.replace("ort: Enköping ", THEIRS)


@pytest.mark.parametrize("mine", [True, False])
def test_the_text_that_is_not_chosen_can_be_had_back(
    context: BrowserContext, fresh: tuple[Path, str], mine: bool
) -> None:
    file, address = fresh
    page = opened(context, address)
    typed(page, DAY, MINE)
    theirs = ENKOPING.replace("ort: Enköping ", THEIRS)
    file.write_text(theirs, encoding="utf-8")
    page.click("#behåll-min" if mine else "#ta-deras")
    expect(page.locator("#ändrad")).to_be_hidden()
    expect(page.locator(DAY)).to_have_value(MINE if mine else "2021-11-17")
    expect(page.locator(PLACE)).to_have_value("Enköping" if mine else "Örsundsbro")
    if mine:
        page.click("#spara")
        expect(page.locator("#läge")).to_have_text("Sparat")
        assert file.read_text(encoding="utf-8") == ENKOPING.replace("datum: 2021-11-17", f"datum: {MINE}")
    expect(page.locator("#undan")).to_contain_text("Filens text" if mine else "Din text")
    clean(page)
    page.reload()
    page.click("[data-ta-fram]")
    expect(page.locator(DAY)).to_have_value("2021-11-17" if mine else MINE)
    expect(page.locator(PLACE)).to_have_value("Örsundsbro" if mine else "Enköping")
    expect(page.locator("#läge")).to_have_text("Inte sparat")
    expect(page.locator("#undan")).to_be_hidden()


def test_a_text_that_was_put_aside_is_thrown_away_only_when_asked_to(
    context: BrowserContext, fresh: tuple[Path, str]
) -> None:
    file, address = fresh
    page = opened(context, address)
    typed(page, DAY, MINE)
    file.write_text(ENKOPING.replace("ort: Enköping ", THEIRS), encoding="utf-8")
    page.click("#ta-deras")
    expect(page.locator("#undan")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("[data-släng]")
    expect(page.locator("#undan")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-släng]")
    expect(page.locator("#undan")).to_be_hidden()


def test_a_file_that_may_not_be_written_in_keeps_the_text_here(
    context: BrowserContext, fresh: tuple[Path, str]
) -> None:
    file, address = fresh
    page = opened(context, address)
    typed(page, DAY, MINE)
    file.chmod(0o444)
    page.click("#spara")
    expect(page.locator("#meddelande")).to_contain_text("skrivskyddad")
    expect(page.locator("#läge")).to_have_text("Inte sparat")
    assert file.read_text(encoding="utf-8") == ENKOPING
    file.chmod(0o644)
    page.click("#spara")
    expect(page.locator("#läge")).to_have_text("Sparat")
