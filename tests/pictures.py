"""``python -m tests.pictures``: takes the pictures of docs/handbok.md and README.md anew, of the shipped case.

Needs a browser, as the tests do. Each picture is a PNG with a palette, so that the handbook stays light to fetch.
"""

import io
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page

from loftdocs.build import build
from loftdocs.cli import main as command
from loftdocs.desk import desk
from loftdocs.project import Project, case_file
from tests.browser import system_browser
from tests.returns import acts
from tests.returns.attack_annotations import annotation, put
from tests.returns.setup import setup_for
from tests.returns.update import update

REPO = Path(__file__).resolve().parents[1]
TARGET = REPO / "docs" / "bilder"
CASE = "enkoping"
WIDE, NARROW, HEIGHT = 1280, 400, 800
GAP = 10
COLOURS, MOST = 96, 150_000
SECOND = 1000


def main() -> None:
    """Builds the case in a folder of its own, takes every picture and tells how large it is."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="loftdocs-bilder-") as folder:
        os.environ["LOFTDOCS_CACHE"] = str(Path(folder, "cache"))  # what is typed here is no draft of the user's
        os.environ.pop("LOFTDOCS_BUILD", None)
        project = _project(Path(folder, "projekt"))
        report = _returned(project)  # before the browser, which keeps the event loop that signing wants
        with _served(project) as address, system_browser() as browser:
            _of_the_review(browser, project)
            _of_a_return(browser, report)
            _narrow(browser, address)
            _of_the_desk(browser, address, project)  # last: it leaves the file changed, and a text that is not saved
        _of_the_bundle(project)


def _project(root: Path) -> Project:
    """The shipped programme and case, built, with paths that are short in the pictures."""
    for name in ("templates", "cases"):
        shutil.copytree(REPO / name, root / name)
    os.chdir(root)
    project = Project(root)
    assert build(project, case_file(project, CASE)).folder
    return project


@contextmanager
def _served(project: Project) -> Iterator[str]:
    """The address of a desk that is served meanwhile."""
    made = desk(project)
    thread = threading.Thread(target=made.serve)
    thread.start()
    try:
        yield made.address
    finally:
        made.stop()
        thread.join()


def _opened(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, locale="sv-SE", color_scheme="light")
    page.goto(address)
    return page


def _settled(page: Page) -> None:
    """Waits until the bundle's pages are there and every picture in sight is loaded."""
    page.wait_for_timeout(SECOND)
    page.wait_for_selector("body[data-klart=helhet]")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SECOND)


def _of_the_desk(browser: Browser, address: str, project: Project) -> None:
    page = _opened(browser, address, WIDE)
    page.get_by_text("handlingarna är gjorda").wait_for()
    _keep("arenden", page, height=260)

    page.get_by_role("link", name=CASE).click()
    _settled(page)
    _keep("formular", page)

    page.locator("#flik-yaml").click()
    page.locator("#fynd-lista button").first.click()
    page.wait_for_timeout(SECOND)
    _keep("yaml", page)

    page.locator("#flik-formulär").click()
    value = page.locator("[data-handling=tjansteskrivelse] [data-till='personer[0].telefon']").first
    value.evaluate("value => value.scrollIntoView({ block: 'center' })")
    value.click()
    _rolled(page, "html")
    value.hover()
    page.wait_for_timeout(SECOND)
    _keep("sida-till-falt", page)

    address_field = page.locator('[data-väg="personer[0].epost"]')
    address_field.fill("magnus.asman@enkoping")
    page.wait_for_timeout(3 * SECOND)
    _rolled(page, ".läsa")
    address_field.evaluate("field => field.scrollIntoView({ block: 'center' })")
    _rolled(page, "html")
    page.wait_for_timeout(SECOND)
    _keep("fel", page)

    address_field.fill("magnus.asman@enkoping.se")
    page.locator('[data-väg="kontaktperson"]').fill("Magnus Åsman")
    _settled(page)
    file = project.cases / f"{CASE}.yaml"
    was = file.read_text(encoding="utf-8")
    file.write_text(was.replace("diarienummer:      ", "diarienummer: KS 2021/734", 1), encoding="utf-8")
    page.locator("#ändrad").wait_for()
    _settled(page)
    _rolled(page, ".skriva", ".läsa", "html")
    _keep("andrad", page)
    page.close()


def _rolled(page: Page, *parts: str) -> None:
    """Rolls parts of the page back to their tops."""
    for part in parts:
        page.locator(part).first.evaluate("part => part.scrollTo(0, 0)")


def _narrow(browser: Browser, address: str) -> None:
    page = _opened(browser, f"{address}#{CASE}", NARROW)
    _settled(page)
    _keep("smal", page)
    page.close()


def _of_the_review(browser: Browser, project: Project) -> None:
    report = project.build / CASE / f"granskning-{CASE}.html"
    page = _opened(browser, report.as_uri(), WIDE)
    _keep("granskning", page)
    page.locator("#anmärkningar").evaluate("part => part.scrollIntoView()")
    page.wait_for_timeout(SECOND)
    _keep("anmarkningar", page)
    page.close()


def _returned(project: Project) -> Path:
    """The report on an agreement whose fee somebody has covered with another, after both had signed."""
    built = (project.build / CASE / f"avtal-{CASE}.pdf").read_bytes()
    setup = setup_for(built, ("Karin Holm", "Ulrika K Jansson"), "300 000")
    returned = Path(f"avtal-{CASE}-undertecknat.pdf")
    returned.write_bytes(
        update(
            acts.sign_all(setup), lambda pdf: put(pdf, setup.page, annotation(pdf, "FreeText", setup.box, "200 000"))
        )
    )
    with redirect_stdout(io.StringIO()):
        command(["verify", str(returned)])
    return project.build / f"{CASE}-undertecknat" / f"verifiering-{CASE}.html"


def _of_a_return(browser: Browser, report: Path) -> None:
    page = _opened(browser, report.as_uri(), WIDE)
    _keep("verifiering", page)
    page.locator("#sidor article").first.evaluate("part => part.scrollIntoView()")
    page.wait_for_timeout(SECOND)
    _keep("verifiering-sidor", page)
    page.close()


def _of_the_bundle(project: Project) -> None:
    """The first page for the agenda, and where the agreement is signed."""
    folder = project.build / CASE
    cover = _page(folder / f"handlingar-{CASE}.pdf", lambda count: 0)
    signed = _page(folder / f"avtal-{CASE}.pdf", lambda count: count - 2)
    _write("handlingar", cover)
    _write("underskrifter", signed)
    _write("../sidor", _beside(_page(folder / f"tjansteskrivelse-{CASE}.pdf", lambda count: 0), signed))


def _page(pdf: Path, which: Callable[[int], int]) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture = document[which(len(document))].render(scale=1.1, may_draw_forms=True).to_pil()
    document.close()
    framed = Image.new("RGB", (picture.width + 2, picture.height + 2), "#8593a1")
    framed.paste(picture, (1, 1))
    return framed


def _beside(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("RGB", (left.width + right.width + 3 * GAP, left.height + 2 * GAP), "#cccccc")
    both.paste(left, (GAP, GAP))
    both.paste(right, (left.width + 2 * GAP, GAP))
    return both


def _keep(name: str, page: Page, height: int = HEIGHT) -> None:
    width = page.viewport_size["width"] if page.viewport_size else WIDE
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, animations="disabled")
    _write(name, Image.open(io.BytesIO(taken)).convert("RGB"))


def _write(name: str, picture: Image.Image) -> None:
    path = (TARGET / f"{name}.png").resolve()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(REPO)}  {picture.width} × {picture.height}  {size // 1000} kB")
    assert size < MOST, path


if __name__ == "__main__":
    main()
