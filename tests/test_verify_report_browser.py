"""The report of a verification in a browser: accessible, asking for nothing, on small screens and on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from loftdocs.findings import Finding, Place, Severity
from loftdocs.report.returned import checklist, returned_report
from loftdocs.verify.result import PageState, PageView, Verified

from .browser import system_browser
from .conftest import Built
from .test_verify_report import (
    BUILT,
    COVERED,
    EVERY,
    NASTY,
    NO,
    RETURNED,
    STAMPED,
    UNKNOWN,
    YES,
    answers,
    result_of,
    same,
)

NAMES = ("lika", "allt", "öga")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own browser, closed after the module."""
    with system_browser() as started:
        yield started


@pytest.fixture(scope="module")
def reports(enkoping: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One where nothing differs, one where everything does and everything is nasty, and one for the eye to compare."""
    data = (enkoping.folder / "avtal-enkoping.pdf").read_bytes()
    finding = Finding("SIG132", Severity.FEL, f"Fel {NASTY}", NASTY, Place(document="avtal.pdf", page=1))
    everything: Verified = result_of(*EVERY, findings=(finding,), answers=answers(NO, UNKNOWN, NO), file="å" * 120)
    by_eye = [PageView(at, at, PageState.UNCLEAR) for at in range(1, 6)]
    made = {
        "lika": returned_report(result_of(*map(same, range(1, 6))), data, data),
        "allt": returned_report(everything, BUILT, RETURNED),
        "öga": returned_report(result_of(*by_eye, answers=answers(UNKNOWN, YES, YES)), data, data, checklist(data)),
    }
    root = tmp_path_factory.mktemp("rapporter")
    for name, html in made.items():
        (root / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: root / f"{name}.html" for name in made}


@pytest.fixture
def opened(browser: Browser, reports: dict[str, Path]) -> Iterator[Any]:
    """A function that opens a report; at the end, nothing may have been asked for and nothing complained of."""
    pages: list[Any] = []
    asked: list[str] = []
    said: list[str] = []

    def open_(name: str, width: int = 1280, scheme: Any = "light") -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(reports[name].as_uri())
        return page

    yield open_
    for page in pages:
        page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == len(pages)
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_accessible(opened: Any, name: str, width: int, scheme: str) -> None:
    page = opened(name, width, scheme)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_are_shown_and_nothing_runs(opened: Any) -> None:
    page = opened("allt")
    sizes = page.evaluate("[...document.images].map(each => [each.complete, each.naturalWidth])")
    assert len(sizes) == 10
    assert all(done and width > 100 for done, width in sizes)
    assert page.locator("script").count() == 0
    assert "<script>alert(1)</script>" in page.locator("#anmärkningar").inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_frames_lie_where_the_marks_are(opened: Any, width: int) -> None:
    places = opened("allt", width).evaluate(
        """() => [...document.querySelectorAll('#sida-1 .bild')].flatMap(side => {
            const all = side.querySelector('img').getBoundingClientRect();
            return [...side.querySelectorAll('.ruta')].map(one => one.getBoundingClientRect()).map(one =>
                [(one.left - all.left) / all.width, (one.top - all.top) / all.height, one.width / all.width]);
        })"""
    )
    assert len(places) == 4
    for (left, top, wide), mark in zip(places, (COVERED, STAMPED, COVERED, STAMPED), strict=True):
        assert (left, top) == pytest.approx(mark.box[:2], abs=0.012)
        assert wide == pytest.approx(mark.box[2], abs=0.02)


def test_two_pages_lie_side_by_side_where_there_is_room(opened: Any) -> None:
    tops = "[...document.querySelectorAll('#sida-1 > .par img')].map(each => each.getBoundingClientRect().top)"
    wide, small = opened("allt").evaluate(tops), opened("allt", 360).evaluate(tops)
    assert wide[0] == wide[1]
    assert small[0] < small[1]


def test_it_can_be_ticked_off(opened: Any) -> None:
    page = opened("öga")
    box = page.get_by_label("300 000 kr", exact=True)
    box.check()
    assert box.is_checked()


@pytest.mark.parametrize(("name", "count"), [("lika", 5), ("allt", 10), ("öga", 10)])
def test_no_picture_is_cut_off_on_paper(opened: Any, tmp_path: Path, name: str, count: int) -> None:
    target = tmp_path / "utskrift.pdf"
    opened(name).pdf(path=str(target), prefer_css_page_size=True, print_background=True)
    with pymupdf.open(target) as pdf:
        shown = [
            (sheet.rect, box) for sheet in pdf for image in sheet.get_images() for box in sheet.get_image_rects(image)
        ]
        assert {(round(sheet.rect.width), round(sheet.rect.height)) for sheet in pdf} == {(595, 842)}
    assert len(shown) == count  # one cut in two would be there twice
    assert all(box in sheet for sheet, box in shown)
