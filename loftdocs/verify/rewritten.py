"""What a file that was written anew has beside its pages otherwise than the built one: what can act or hide.

A rewriting gives every object another number and may leave out much that no one sees, so that single objects cannot be
compared. What is told is what a reader does or shows beside the pages.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.annotations import kind_of
from loftdocs.verify.catalog import about_changes, attached
from loftdocs.verify.change import Change
from loftdocs.verify.sigfields import dictionaries
from loftdocs.verify.states import State

# Entries that make a reader do, hide or show something else than the pages (ISO 32000-1, table 28).
_ACTS = {
    "/AA": "filen har fått en åtgärd som sker av sig själv",
    "/OCProperties": "filen har fått lager som kan visas och döljas",
    "/Collection": "filen visas som en mapp med andra filer",
}
_LEFT_OUT = {
    "/StructTreeRoot": "taggarna för skärmläsare saknas",
    "/Outlines": "bokmärkena saknas",
    "/Lang": "uppgiften om språk saknas",
}
_HARMLESS = ("/GoTo", None)


def rewritten(old: State, new: State) -> Iterator[Change]:
    """The changes between the built file (``old``) and one that was written anew."""
    was, now = old.pdf.Root, new.pdf.Root
    for key, words in _ACTS.items():
        if key in now and key not in was:
            yield Change(words, Severity.FEL)
    if _action(now.get("/OpenAction")) not in _HARMLESS and "/OpenAction" not in was:
        yield Change("filen har fått en åtgärd som sker när den öppnas", Severity.FEL)
    names = now.get("/Names")
    if names is not None and "/JavaScript" in names:
        yield Change("ett program (JavaScript) har lagts in", Severity.FEL)
    for name in attached(names.get("/EmbeddedFiles") if names is not None else None):
        yield Change(f"filen ”{name}” har bifogats", Severity.VARNING)
    form = now.get("/AcroForm")
    if form is not None and "/XFA" in form:
        yield Change("filen har ett formulär av ett slag som inte går att granska (XFA)", Severity.FEL)
    yield from _laid_on(old, new)
    for key, words in _LEFT_OUT.items():
        if key in was and key not in now:
            yield Change(words, Severity.UPPLYSNING)
    yield from about_changes(old, new, ("/Title",))


def content_digest(page: Any) -> bytes:
    """A fingerprint of what draws a page, however it is packed."""
    contents = page.get("/Contents")
    drawn = hashlib.sha256()
    for stream in contents if isinstance(contents, pikepdf.Array) else (contents,):
        if isinstance(stream, pikepdf.Stream):
            try:
                drawn.update(stream.read_bytes() + b"\n")
            except pikepdf.PdfError:
                drawn.update(stream.read_raw_bytes())
    return drawn.digest()


def _action(action: Any) -> str | None:
    return str(action.get("/S")) if isinstance(action, pikepdf.Dictionary) else None


def _laid_on(old: State, new: State) -> Iterator[Change]:
    """Annotations beyond those that were built; links and fields may act, the rest is seen (and compared) besides."""
    before = Counter(kind for page in old.leaves for kind in _kinds(page))
    after: Counter[str] = Counter()
    for number, page in enumerate(new.leaves, 1):
        for kind in _kinds(page):
            after[kind] += 1
            if after[kind] > before[kind]:
                # A note may be made to show only on paper, or only in another reader than the one that draws here.
                weight = Severity.UPPLYSNING if kind == "en länk" else Severity.FEL
                yield Change(f"{kind} har lagts till på sida {number}", weight)
    for number, page in enumerate(new.leaves, 1):
        if "/AA" in page:
            yield Change(f"sida {number} har fått en åtgärd som sker när den visas", Severity.FEL)
        for one in dictionaries(page.get("/Annots")):
            action = _action(one.get("/A"))
            if "/AA" in one or action in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData"):
                yield Change(f"något på sida {number} utför en åtgärd ({(action or '/AA')[1:]})", Severity.FEL)


def _kinds(page: Any) -> Iterator[str]:
    for one in dictionaries(page.get("/Annots")):
        kind = kind_of(one)
        if kind is not None:
            yield kind
        elif one.get("/FT", "/Sig") != "/Sig":
            yield "ett formulärfält"
