"""What one state of a PDF has otherwise than the one before it, where every difference has to be explained.

An update keeps the numbers of the objects, so the objects that are other than they were are all that changed. Each is
explained by one of the rules below (a field was signed, data for long-term validation was added …) or told as a
change. What no rule explains and a reader can get at is told as such, and weighs the most: that is the rule of
pyHanko's difference analysis too, and of ISO 32000-2, 12.8.2.2 and ETSI EN 319 142-1, 5.5, for what may come after a
signature.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.annotations import kind_of
from loftdocs.verify.catalog import about_changes, entry_changes
from loftdocs.verify.change import Change, Explained, reach, reach_of_rest, written
from loftdocs.verify.form_changes import form_changes
from loftdocs.verify.states import Number, State, numbers_of

# Actions that do something beyond showing a place in the file itself (table 198).
_ACTION = re.compile(
    rb"/S /(JavaScript|Launch|SubmitForm|ImportData|ResetForm|GoToR|GoToE|URI|Rendition|Movie|Sound|RichMediaExecute"
    rb"|SetOCGState|Hide|Named|Trans|GoTo3DView)(?![A-Za-z])"
)


# What a page may gain that no reader shows or does anything with (table 30; Acrobat adds /Tabs with a first field).
_INERT = frozenset(("/Tabs", "/LastModified", "/PieceInfo"))
# What a page has from the tree above when it does not say otherwise (7.7.3.4).
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 50


def differences(old: State, new: State, *, signed: bool) -> tuple[Change, ...]:
    """All that ``new`` has otherwise than ``old``, an earlier state of the same file.

    ``signed`` is true if anyone had signed ``old``: then nothing but signatures and their validation data may be added.
    """
    changed = frozenset(n for n, thing in new.objects.items() if old.objects.get(n) != thing)
    gone = frozenset(n for n in old.objects if n not in new.objects)
    if not changed and not gone:
        return ()
    found = Explained(old, new, changed)
    steps = (_pages, _catalog, form_changes, _annotations, _acts)
    told = [*(change for step in steps for change in step(found)), *_rest(found, gone)]
    return tuple(dict.fromkeys(one.once_signed() if signed else one for one in told))


def _pages(found: Explained) -> Iterator[Change]:
    """The pages' order, and what each page says of itself."""
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
    found.numbers |= (old.tree | new.tree) & found.changed


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


def _catalog(found: Explained) -> Iterator[Change]:
    old, new = found.old, found.new
    found.numbers.add(new.pdf.Root.objgen)
    elsewhere = reach_of_rest(new)
    for key in sorted({*old.pdf.Root.keys(), *new.pdf.Root.keys()} - {"/Pages", "/AcroForm", "/Type"}):
        own = reach(new, new.pdf.Root.get(key)) - elsewhere
        was, now = old.pdf.Root.get(key), new.pdf.Root.get(key)
        if written(was) == written(now) and not own & found.changed:
            continue
        yield from entry_changes(key, old, new)
        found.numbers |= own & found.changed
    yield from about_changes(old, new)
    found.numbers |= reach(new, new.pdf.trailer.get("/Info")) - elsewhere


def _annotations(found: Explained) -> Iterator[Change]:
    """What lies on the pages beside their own content; the widgets of signature fields are told of by the form."""
    old, new = found.old, found.new
    numbers = {page: number for number, page in enumerate(new.pages, 1)}
    pages = new.tree.union(new.pages)
    for page in dict.fromkeys(page for page in old.pages if page in numbers):
        before, after = _laid(old, page), _laid(new, page)
        array = new.get(page).get("/Annots")
        if array is not None:
            found.numbers.add(array.objgen)
        for key in {**before, **after}:
            kind = kind_of(after.get(key, before.get(key)))
            if kind is None:
                continue  # a widget of a signature field
            if key not in before:
                yield Change(f"{kind} har lagts till på sida {numbers[page]}", Severity.FEL)
                found.owned(after[key])
            elif key not in after:
                yield Change(f"{kind} har tagits bort från sida {numbers[page]}", Severity.FEL)
            elif new.below(numbers_of(after[key]), pages) & found.changed:
                yield Change(f"{kind} har ändrats på sida {numbers[page]}", Severity.FEL)
                found.numbers |= reach(new, after[key]) & found.changed


def _laid(state: State, page: Number) -> dict[Any, Any]:
    """A page's annotations by their number, or by how they are written where they have none."""
    listed = state.get(page).get("/Annots")
    laid = list(listed) if listed is not None else []
    return {(one.objgen if one.objgen != (0, 0) else written(one)): one for one in laid if hasattr(one, "objgen")}


def _acts(found: Explained) -> Iterator[Change]:
    """Actions in what was added or changed, wherever it hangs: a bookmark can run a program too (12.6.4)."""
    names: set[bytes] = set()
    for number in found.changed & found.new.below(numbers_of(found.new.pdf.Root)):
        before = found.old.objects.get(number, (b"", b""))[0]
        names |= set(_ACTION.findall(found.new.objects[number][0])) - set(_ACTION.findall(before))
    if names:
        yield Change(f"något i filen utför en åtgärd ({b', '.join(sorted(names)).decode()})", Severity.FEL)


def _rest(found: Explained, gone: frozenset[Number]) -> Iterator[Change]:
    """The changed objects that no rule accounts for, and that a reader can get at."""
    new = found.new
    stop = new.tree.union(new.pages)
    seen = new.below([*numbers_of(new.pdf.Root), *new.pages])
    left = (found.changed - found.numbers) & seen
    lost = gone & {referred for number in seen for referred in new.references[number]}
    if not left and not lost:
        return
    for number, page in enumerate(new.pages, 1):
        inside = new.below([n for n in new.references[page] if n not in stop], stop | {new.pdf.Root.objgen})
        if (left | lost) & inside & set(found.old.objects):
            yield Change(f"innehållet på sida {number} har ändrats", Severity.FEL)
            left, lost = left - inside, lost - inside
        elif left & inside:
            left -= inside  # it hangs on something that is told of by itself
    if left or lost:
        what = "något som inte syns på någon sida har ändrats, och ingen regel förklarar vad det är till för"
        yield Change(what, Severity.FEL)
