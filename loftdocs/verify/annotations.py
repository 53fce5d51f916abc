"""What lies on the pages: form fields, which may be signed, and annotations, which may not be added."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loftdocs.findings import Severity
from loftdocs.verify.change import Change, written
from loftdocs.verify.sigfields import dictionaries, text
from loftdocs.verify.states import Number, State, numbers_of

_KINDS = {
    "/Text": "en anteckning",
    "/FreeText": "en text",
    "/Stamp": "en stämpel",
    "/Square": "en ruta",
    "/Highlight": "en överstrykning",
    "/StrikeOut": "en genomstrykning",
    "/Ink": "en teckning",
    "/Link": "en länk",
    "/FileAttachment": "en bifogad fil",
    "/Redact": "en maskering",
    "/Watermark": "en vattenstämpel",
    "/Widget": "ett formulärfält",
}
# What signing a field changes of it (ISO 32000-1, tables 164, 188, 220 and 232): value, looks, flags, its own lock.
_SIGNING = frozenset(
    ("/V", "/AP", "/AS", "/F", "/Ff", "/Lock", "/SV", "/M", "/MK", "/DA", "/DR", "/Q", "/NM", "/BS", "/Border", "/C")
)
# What may be prepared of a field that nobody has signed yet, and shows nothing.
_PREPARING = frozenset(("/F", "/Ff", "/Lock", "/SV", "/M", "/MK", "/NM", "/DA", "/DR"))
# What a field leads to without its being a part of it.
_APART = ("/P", "/Parent", "/Popup")
_DEEPEST = 20


@dataclass(frozen=True)
class Field:
    """A form field that takes a value: its full name, its kind (``/Sig`` …), and its objects with its widgets'."""

    name: str
    kind: str
    parts: tuple[Any, ...]

    @property
    def value(self) -> Any:
        """What is in the field, None if it is empty."""
        return next((part.get("/V") for part in self.parts if "/V" in part), None)


def fields_of(state: State) -> dict[str, Field]:
    """The fields of a state's form by name, also those that lie on a page without being in the form."""
    found: dict[str, Field] = {}
    form = state.pdf.Root.get("/AcroForm")
    waiting = [(field, "", "", 0) for field in dictionaries(form.get("/Fields") if form is not None else None)]
    met: set[Number] = set()
    while waiting:
        field, above, kind, depth = waiting.pop()
        if field.objgen in met or depth > _DEEPEST:
            continue
        met |= {field.objgen} - {(0, 0)}
        name = f"{above}.{text(field.get('/T'))}".strip(".") if "/T" in field else above
        kind = str(field.get("/FT", kind))
        kids = dictionaries(field.get("/Kids"))
        named = [kid for kid in kids if "/T" in kid]
        if named:
            waiting += [(kid, name, kind, depth + 1) for kid in named]
        else:
            met |= {kid.objgen for kid in kids}
            key = name if name not in found else f"{name} ({len(found)})"
            found[key] = Field(name, kind, (field, *kids))
    for page in state.leaves:
        for one in dictionaries(page.get("/Annots")):
            if one.get("/Subtype") == "/Widget" and one.objgen not in met and "/FT" in one:
                met |= {one.objgen} - {(0, 0)}
                key = text(one.get("/T"))
                found[key if key not in found else f"{key} ({len(found)})"] = Field(key, str(one.get("/FT")), (one,))
    return found


def field_changes(
    was: Field | None, now: Field | None, old: State, new: State, changed: frozenset[Number]
) -> Iterator[Change]:
    """What is to be told of a field; that accounts for all its changes, unless it is gone."""
    if was is None or now is None:
        if was:
            yield Change(f"fältet ”{was.name}” har tagits bort", Severity.FEL, field=was.name)
        elif now:
            yield from _new_field(now)
        return
    keys = {
        key
        for before, after in zip(was.parts, now.parts, strict=False)
        for key in {*before.keys(), *after.keys()}
        if key not in _APART
        and (written(before.get(key)) != written(after.get(key)) or _below(after.get(key), new) & changed)
    }
    if keys or len(was.parts) != len(now.parts):
        yield from _told(was, now, frozenset(keys))


def _new_field(field: Field) -> Iterator[Change]:
    if field.kind != "/Sig":
        yield Change(f"formulärfältet ”{field.name}” har lagts till", Severity.FEL, field=field.name)
    for part in field.parts:
        if "/A" in part or "/AA" in part:
            yield Change(f"fältet ”{field.name}” har lagts till med en åtgärd", Severity.FEL, field=field.name)


def _told(was: Field, now: Field, keys: frozenset[str]) -> Iterator[Change]:
    name = now.name
    if was.kind != "/Sig":
        if keys <= _SIGNING | {"/I", "/RV"}:
            yield Change(f"formulärfältet ”{name}” har fyllts i", Severity.VARNING, field=name)
        else:
            yield Change(f"formulärfältet ”{name}” har ändrats", Severity.FEL, field=name)
    elif was.value is not None:
        yield Change(f"underskriften i fältet ”{name}” har ändrats efter att den gjordes", Severity.FEL, field=name)
    elif keys - _may_change(now) or len(was.parts) != len(now.parts):
        what = {"/Rect": "har flyttats", "/T": "har bytt namn", "/AP": "har fått ett annat utseende"}
        words = next((what[key] for key in sorted(keys) if key in what), "har ändrats")
        if now.value is not None and words == what["/AP"]:
            words = "har ändrats"
        yield Change(f"fältet ”{name}” {words}", Severity.FEL, field=name)


def _may_change(now: Field) -> frozenset[str]:
    """What of a field may be other than it was: more if it is signed, and its place too if it is not seen any more."""
    if now.value is None:
        return _PREPARING
    unseen = all(_area(part.get("/Rect")) == 0 for part in now.parts if "/Rect" in part)
    return _SIGNING | {"/Rect"} if unseen else _SIGNING


def _area(rectangle: Any) -> float:
    try:
        a, b, c, d = (float(side) for side in rectangle)
    except (TypeError, ValueError):
        return 0.0
    return abs(c - a) * abs(d - b)


def _below(value: Any, state: State) -> set[Number]:
    return state.below(numbers_of(value), state.apart)


def kind_of(annotation: Any) -> str | None:
    """What an annotation is, in Swedish; None for the widget of a form field, which the form tells of."""
    if annotation.get("/Subtype") == "/Widget" and ("/FT" in annotation or "/Parent" in annotation):
        return None
    return _KINDS.get(str(annotation.get("/Subtype")), "en kommentar eller markering")
