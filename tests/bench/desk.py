"""From a key pressed in the desk's form to the new picture of the page, as the browser itself takes the time."""

import contextlib
from collections.abc import Callable, Iterator
from threading import Thread

from loftdocs.desk import desk
from loftdocs.project import Project
from tests.browser import system_browser

# The milliseconds from the next key to the first picture of a page that is loaded after it.
_CLOCK = """() => { window.took = new Promise((tell) => {
  let pressed = 0;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true, once: true });
  const loaded = (event) => {
    if (!pressed || !event.target.closest?.("#sidor")) return;
    document.removeEventListener("load", loaded, true);
    tell(performance.now() - pressed);
  };
  document.addEventListener("load", loaded, true);
}); }"""
_FIELD = '[id="fält-tjänsteskrivelse.sociala_och_miljömässiga_konsekvenser"]'


@contextlib.contextmanager
def typing(project: Project, case: str) -> Iterator[Callable[[], float]]:
    """A function that presses a key in a case's text and gives the seconds until the page's new picture is there."""
    opened = desk(project)
    server = Thread(target=opened.serve)
    server.start()
    try:
        with system_browser() as browser:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(f"{opened.address}#{case}")
            page.wait_for_selector("body[data-klart=helhet]")
            page.locator('figure[data-handling="tjansteskrivelse"]').first.scroll_into_view_if_needed()
            page.focus(_FIELD)
            page.keyboard.press("Control+End")
            page.keyboard.type(" Det ses över ")

            def press() -> float:
                page.evaluate(_CLOCK)
                page.keyboard.press("a")
                took = float(page.evaluate("() => window.took")) / 1000
                page.wait_for_selector("body[data-klart=helhet]")
                page.wait_for_timeout(100)
                return took

            press()
            yield press
    finally:
        opened.stop()
        server.join()
