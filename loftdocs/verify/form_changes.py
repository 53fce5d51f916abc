"""What an update did to the form: which fields were signed, filled in, added or changed."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from loftdocs.findings import Severity
from loftdocs.verify.annotations import Field, field_changes, fields_of
from loftdocs.verify.change import Change, Explained, reach, written
from loftdocs.verify.states import Number, references


def form_changes(found: Explained) -> Iterator[Change]:
    """The form, and every field in it."""
    old, new = found.old, found.new
    was: Any = old.pdf.Root.get("/AcroForm")
    now: Any = new.pdf.Root.get("/AcroForm")
    if now is not None:
        found.numbers |= {getattr(thing, "objgen", (0, 0)) for thing in (now, now.get("/Fields"))}
        found.owned(now, now.get("/DR"))
        _fonts_added(found, now.get("/DR"))
    for key in sorted({*(was or {}), *(now or {})} - {"/Fields", "/SigFlags", "/DR", "/DA"}):
        before, after = (form.get(key) if form is not None else None for form in (was, now))
        if written(before) != written(after):
            words = "ett formulär av ett slag som inte går att granska (XFA)" if key == "/XFA" else "formuläret"
            weight = Severity.VARNING if key == "/NeedAppearances" else Severity.FEL
            yield Change(f"{words} har ändrats ({key[1:]})", weight)
    before_fields, after_fields = fields_of(old), fields_of(new)
    for name in sorted({*before_fields, *after_fields}):
        yield from _field(found, before_fields.get(name), after_fields.get(name))


def _field(found: Explained, was: Field | None, now: Field | None) -> Iterator[Change]:
    yield from field_changes(was, now, found.old, found.new, found.changed)
    if now:
        found.numbers |= {part.objgen for part in now.parts} & found.changed
        found.numbers |= _only_of(found, now) & found.changed
        found.owned(*(part.get(key) for part in now.parts for key in part if key not in ("/P", "/Parent")))


def _only_of(found: Explained, field: Field) -> set[Number]:
    """What hangs on a field's appearances and on nothing else: filling it in may draw them anew, in place."""
    new = found.new
    own: set[Number] = set().union(*(reach(new, part.get("/AP")) for part in field.parts))
    mine = frozenset(part.objgen for part in field.parts)
    return own - new.below((new.pdf.Root.objgen, *references(new.pdf.Root.unparse(resolved=True))), mine)


def _fonts_added(found: Explained, resources: Any) -> None:
    """Explains the form's resources where they only have more than they had: no field looks otherwise for that."""
    for one in (resources, *(resources.values() if isinstance(resources, pikepdf.Dictionary) else ())):
        number = getattr(one, "objgen", (0, 0))
        if number in found.changed and number in found.old.objects and _grown(found.old.get(number), one):
            found.numbers.add(number)


def _grown(was: Any, now: Any) -> bool:
    """True for a dictionary that has all that it had and perhaps more, also in dictionaries written inside it."""
    if not isinstance(was, pikepdf.Dictionary) or not isinstance(now, pikepdf.Dictionary):
        return False
    for key, before in was.items():
        after = now.get(key)
        same = written(before) == written(after)
        if not same and not (after is not None and after.objgen == (0, 0) and _grown(before, after)):
            return False
    return True
