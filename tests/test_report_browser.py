"""The review in a browser: nothing asked for, nothing to complain of, read by all, on small screens and on paper."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from loftdocs.build import build
from loftdocs.checking import check
from loftdocs.project import Project, case_file
from loftdocs.report.review import report

from .browser import system_browser
from .conftest import ENKOPING, REPO, Built
from .test_document_rules import plant
from .test_report import NASTY

WIDTHS = (1280, 360)
TYPED = "Ring 08-123 45 67 före den 13 mars 2020 för att få 45 000 kr. "


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own browser, closed after the module."""
    with system_browser() as started:
        yield started


@pytest.fixture(scope="module")
def reports(enkoping: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped case, one with many findings (some on the pages, one set aside), and one without documents."""
    root = tmp_path_factory.mktemp("många")
    shutil.copytree(REPO / "templates", root / "templates")
    (root / "cases").mkdir()
    text = (
        ENKOPING.replace("    telefon: 0171-62 62 16\n    epost: magnus.asman@enkoping.se\n", "")
        .replace("- Kommunledningsförvaltningen, för åtgärd", f"- 'Utbildningsförvaltningen, {NASTY}'")
        .replace("diarienummer: ", "diarienummer: KS 2012/734 ")
        .replace("undantag: []", f"undantag:\n  - regel: DOK206\n    skäl: 'Den delas ut {NASTY}.'")
    )
    (root / "cases" / "prov.yaml").write_text(text, encoding="utf-8")
    plant(root / "templates" / "loft" / "informationsfolder.docx", "Att göra det som", f"{TYPED}Att göra det som")
    project = Project(root)
    result = build(project, case_file(project, "prov"))
    assert result.folder
    (root / "cases" / "fel.yaml").write_text(text.replace("slut: 2024", "slut: 2023"), encoding="utf-8")
    known, findings = check(project, case_file(project, "fel"))
    alone = root / "granskning-fel.html"
    alone.write_text(report("fel", root, known, findings), encoding="utf-8")
    return {
        "enkoping": enkoping.folder / "granskning-enkoping.html",
        "många": result.folder / "granskning-prov.html",
        "fel": alone,
    }


@pytest.fixture
def opened(browser: Browser, reports: dict[str, Path]) -> Iterator[Any]:
    """A function that opens a report; at the end, nothing may have been asked for and nothing complained of."""
    pages: list[Page] = []
    asked: list[str] = []
    said: list[str] = []

    def see(route: Route) -> None:
        first = not pages[-1].url.startswith("file:")
        if (first and route.request.url.startswith("file:")) or route.request.url.startswith("data:"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    def open_(name: str, width: int = 1280, scheme: Any = "light", fragment: str = "") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", see)
        page.goto(reports[name].as_uri() + fragment)
        return page

    yield open_
    for page in pages:
        page.close()
    assert (asked, said) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["enkoping", "många", "fel"])
def test_it_is_accessible(opened: Any, name: str, width: int, scheme: str) -> None:
    page = opened(name, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_are_shown_and_nothing_runs(opened: Any) -> None:
    page = opened("många")
    sizes = page.evaluate("[...document.images].map(each => [each.complete, each.naturalWidth])")
    assert len(sizes) == 11
    assert all(done and width > 800 for done, width in sizes)
    assert page.locator("script").count() == 0
    assert NASTY in page.locator("#undantag").inner_text()


def test_the_skip_link_is_first_and_leads_to_the_content(opened: Any) -> None:
    page = opened("enkoping")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_lie_over_the_words(opened: Any, reports: dict[str, Path], width: int) -> None:
    """The words under each mark, by another program's reading of the page."""
    page = opened("många", width)
    places = page.evaluate(
        """() => [...document.querySelectorAll('#sida-5 .ruta')].map(mark => {
            const one = mark.getBoundingClientRect();
            const all = mark.parentElement.querySelector('img').getBoundingClientRect();
            return [(one.left - all.left) / all.width, (one.top - all.top) / all.height,
                    (one.right - all.left) / all.width, (one.bottom - all.top) / all.height];
        })"""
    )
    with pymupdf.open(reports["många"].with_name("handlingar-prov.pdf")) as pdf:
        sheet = pdf[4]
        size = (sheet.rect.width, sheet.rect.height)
        words = sheet.get_text("words")
    marked = []
    for left, top, right, bottom in places:
        for x0, y0, x1, y1, word, *_ in words:
            x, y = (x0 + x1) / 2 / size[0], (y0 + y1) / 2 / size[1]
            if left <= x <= right and top <= y <= bottom:
                marked.append(word.replace("\xa0", " ").strip("."))
    assert " ".join(marked) == "08-123 45 67 den 13 mars 2020 45 000 kr"
    names = page.locator("#sida-5 a.ruta").all_inner_texts()
    assert len(names) == 3
    assert "08-123 45 67" in names[0]


def test_a_page_asked_for_is_shown_large(opened: Any) -> None:
    small = opened("enkoping").locator("#sida-3 img").bounding_box()
    large = opened("enkoping", fragment="#sida-3").locator("#sida-3 img").bounding_box()
    assert large["width"] > 1.5 * small["width"]


def test_no_picture_is_cut_off_on_paper(opened: Any, tmp_path: Path) -> None:
    page = opened("många")
    target = tmp_path / "utskrift.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True, print_background=True)
    with pymupdf.open(target) as pdf:
        text = "\n".join(sheet.get_text() for sheet in pdf)
        images = [(sheet, image) for sheet in pdf for image in sheet.get_images()]
        shown = [(sheet.rect, box) for sheet, image in images for box in sheet.get_image_rects(image)]
        assert {(round(sheet.rect.width), round(sheet.rect.height)) for sheet in pdf} == {(595, 842)}
    assert len(shown) == 11  # one cut in two would be there twice
    for sheet, box in shown:
        assert box in sheet
        assert 1.40 < box.height / box.width < 1.43
    assert "Kan läggas fram för nämnden" in text
    assert "Avtalet kan inte skrivas under än" in text
    assert "Regel TRA202" in text
    assert "skriv värdet med ett fält, eller i ärendefilen." in " ".join(text.split())  # what is folded on a screen
    assert "Visa större" not in text
