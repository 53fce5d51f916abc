"""What an update did to the pages: their order, and what each page says of itself."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.change import Change, written
from loftdocs.verify.explained import Explained, page_tree
from loftdocs.verify.states import Number, State

# What a page may gain that no reader shows or does anything with (table 30; Acrobat adds /Tabs with a first field).
_INERT = frozenset(("/Tabs", "/LastModified", "/PieceInfo"))
# What a page has from the tree above when it does not say otherwise (7.7.3.4).
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 50


def page_changes(found: Explained) -> Iterator[Change]:
    old, new = found.old, found.new
    numbers = {page: number for number, page in enumerate(new.pages, 1)}
    added = [page for page in new.pages if page not in old.objects or page not in old.pages]
    twice = len(set(new.pages)) < len(new.pages)
    if added:
        words = _counted([numbers[page] for page in added], "lagts till")
        yield Change(words, Severity.VARNING, grave=True, added=len(added))
        found.numbers |= new.below(added, frozenset(old.objects)) & found.changed | set(added)
    gone = [number for number, page in enumerate(old.pages, 1) if page not in numbers]
    if gone:
        yield Change(_counted(gone, "tagits bort"), Severity.FEL)
    kept = [page for page in old.pages if page in numbers]
    if old.pages != new.pages and (twice or kept != [page for page in new.pages if page in old.pages]):
        yield Change("sidorna har fått en annan ordning eller visas flera gånger", Severity.FEL)
    for page in dict.fromkeys(kept):
        found.numbers |= {page} & found.changed
        if any(_differs(found, page, key) for key in _page_keys(old, new, page)):
            yield Change(f"innehållet på sida {numbers[page]} har ändrats", Severity.FEL)
        if written(old.get(page).get("/AA")) != written(new.get(page).get("/AA")):
            yield Change(f"sida {numbers[page]} har fått en åtgärd som sker när den visas", Severity.FEL)
    for state in (old, new):
        found.numbers |= {number for number in page_tree(state) if number in found.changed}


def _page_keys(old: State, new: State, page: Number) -> list[str]:
    keys = {*old.get(page).keys(), *new.get(page).keys(), *_INHERITED}
    if "/StructParents" not in old.get(page):
        keys.discard("/StructParents")  # tags for a page that had none: what they say is compared by itself
    return sorted(keys - _INERT - {"/Annots", "/Parent", "/AA"})


def _differs(found: Explained, page: Number, key: str) -> bool:
    was, now = (_inherited(state.get(page), key) for state in (found.old, found.new))
    return written(was) != written(now) and _plain(was) != _plain(now)


def _plain(value: Any) -> Any:
    """A value without its own number, and numbers as numbers: writers give them anew, and 612.0 is 612."""
    if isinstance(value, pikepdf.Array):
        try:
            return [float(one) for one in value]
        except (TypeError, ValueError):
            return value.unparse(resolved=True)
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Dictionary) else written(value)


def _inherited(page: Any, key: str) -> Any:
    """A page's value for a key, its own or from the tree above it."""
    for _ in range(_DEEPEST):
        if page is None or key in page or key not in _INHERITED:
            break
        page = page.get("/Parent")
    return page.get(key) if page is not None else None


def _counted(numbers: list[int], what: str) -> str:
    if len(numbers) == 1:
        return f"sida {numbers[0]} har {what}"
    return f"{len(numbers)} sidor har {what} (sida {', '.join(map(str, numbers[:-1]))} och {numbers[-1]})"
