"""The signature fields of a PDF as they are written, before anyone asks if they hold (ISO 32000-1, 12.7.4.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from loftdocs.verify.result import Box
from loftdocs.verify.states import Number, State

_DEEPEST = 20  # fields within fields; deeper is no form that a program makes
_MOST = 200
_HEX = re.compile(rb"<[0-9A-Fa-f\s]*>\Z")
_UNSEEN_FLAGS = 0b100010  # Hidden and NoView (table 165)


@dataclass(frozen=True)
class SignedValue:
    """The signature dictionary of a field (12.8.1).

    ``contents`` is the signature itself, as it stands in the gap that its ``byte_range`` leaves, None if the gap is not
    just that. ``docmdp`` is the level of a certification (1 allows nothing, 3 the most), 0 for none; ``locked`` the
    fields that may not be changed after it, None for none, ``()`` for all.
    """

    kind: str
    subfilter: str
    byte_range: tuple[int, ...]
    contents: bytes | None
    claimed_time: str
    docmdp: int = 0
    locked: tuple[str, ...] | None = None
    certificate: bytes | None = None

    @property
    def end(self) -> int:
        """The length of what was signed, in bytes from the file's beginning."""
        return self.byte_range[2] + self.byte_range[3] if len(self.byte_range) == 4 else 0


@dataclass(frozen=True)
class SignatureField:
    """A signature field: its name, where it is seen, and what is in it.

    ``page`` counts from 1, ``box`` is in points, as the page has it; both None for a field without a place.
    ``visible`` is true if it has a place, an appearance with something in it and no flag that hides it.
    """

    name: str
    page: int | None
    box: Box | None
    visible: bool
    value: SignedValue | None


def signature_fields(state: State, data: bytes) -> tuple[SignatureField, ...]:
    """All signature fields of the form in the order of the form, then those that lie on a page without being in it."""
    on_page = {
        annotation.objgen: number
        for number, page in enumerate(state.leaves, 1)
        for annotation in dictionaries(page.get("/Annots"))
    }
    found: dict[Number, SignatureField] = {}
    for name, field, widget in _fields(state):
        if field.objgen not in found or field.objgen == (0, 0):
            found[field.objgen or (0, len(found))] = _field(name, field, widget, on_page, data)
        if len(found) > _MOST:
            break
    return tuple(found.values())


def _fields(state: State) -> Iterator[tuple[str, Any, Any]]:
    form = state.pdf.Root.get("/AcroForm")
    roots = list(items(form.get("/Fields"))) if isinstance(form, pikepdf.Dictionary) else []
    waiting: list[tuple[Any, str, Any, int]] = [(field, "", None, 0) for field in reversed(roots)]
    met: set[Number] = set()
    while waiting:
        field, above, kind, depth = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or depth > _DEEPEST or len(met) > 10 * _MOST:
            continue
        if field.objgen != (0, 0) and field.objgen in met:
            continue
        met.add(field.objgen)
        name = f"{above}.{text(field.get('/T'))}".strip(".") if "/T" in field else above
        kind = field.get("/FT", kind)
        kids = dictionaries(field.get("/Kids"))
        below = [kid for kid in kids if "/T" in kid]
        if below:
            waiting += [(kid, name, kind, depth + 1) for kid in reversed(below)]
        elif kind == "/Sig":
            yield name, field, kids[0] if kids else field
    for page in state.leaves:
        for annotation in dictionaries(page.get("/Annots")):
            if annotation.objgen not in met and annotation.get("/FT") == "/Sig":
                met.add(annotation.objgen)
                yield text(annotation.get("/T")), annotation, annotation


def _field(name: str, field: Any, widget: Any, on_page: dict[Number, int], data: bytes) -> SignatureField:
    page = on_page.get(widget.objgen)
    box = _box(widget.get("/Rect"))
    hidden = _int(widget.get("/F")) & _UNSEEN_FLAGS
    visible = page is not None and box is not None and not hidden and _shows(widget)
    return SignatureField(name, page, box, visible, _value(field, data))


def _shows(widget: Any) -> bool:
    """True if the widget's normal appearance is not empty."""
    appearance = widget.get("/AP")
    normal = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Stream):
        try:
            return bool(normal.read_bytes().strip())
        except pikepdf.PdfError:
            return True
    return isinstance(normal, pikepdf.Dictionary) and len(normal) > 0


def _box(rectangle: Any) -> Box | None:
    """A rectangle with its corners in order, None for one without an area."""
    try:
        a, b, c, d = (float(side) for side in rectangle)
    except (TypeError, ValueError):
        return None
    left, right, low, high = min(a, c), max(a, c), min(b, d), max(b, d)
    return (left, low, right, high) if right - left > 0.5 and high - low > 0.5 else None


def _value(field: Any, data: bytes) -> SignedValue | None:
    value = field.get("/V")
    if not isinstance(value, pikepdf.Dictionary):
        return None
    numbers = tuple(_int(number, -1) for number in items(value.get("/ByteRange")))
    certificates = value.get("/Cert")
    certificate = next(iter(items(certificates)), certificates)
    docmdp, locked = _locks(value)
    gap, written = _gap(numbers, data), value.get("/Contents")
    same = isinstance(written, pikepdf.String) and (bytes(written) == gap or _deciphered(value, gap, numbers, data))
    return SignedValue(
        str(value.get("/Type", "/Sig")),
        str(value.get("/SubFilter", "")),
        numbers,
        gap if same else None,
        text(value.get("/M")),
        docmdp,
        locked,
        bytes(certificate) if isinstance(certificate, pikepdf.String) else None,
    )


def _deciphered(value: Any, gap: bytes | None, numbers: tuple[int, ...], data: bytes) -> bool:
    """True where qpdf has deciphered a signature for want of a /Type, though it never is enciphered (7.6.2)."""
    if gap is None or "/Type" in value or b"/Encrypt" not in data:
        return False
    return len(bytes(value.get("/Contents"))) == len(gap) and data[: numbers[1]].rstrip().endswith(b"/Contents")


def _gap(numbers: tuple[int, ...], data: bytes) -> bytes | None:
    """The signature in the gap of its byte range: all is signed but one hexadecimal string.

    Whatever stands in the dictionary, only this was not signed; a signature moved elsewhere, or a gap that holds more,
    is how signatures are wrapped (ETSI EN 319 142-1, 5.3 b; ISO 32000-2, 12.8.1).
    """
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0 or numbers[2] + numbers[3] > len(data):
        return None
    start, end = numbers[1], numbers[2]
    if start >= end or not _HEX.match(data[start:end]):
        return None
    digits = re.sub(rb"\s", b"", data[start + 1 : end - 1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _locks(value: Any) -> tuple[int, tuple[str, ...] | None]:
    """What a signature does not stand afterwards: the level of DocMDP (12.8.2.2), the fields of FieldMDP (12.8.2.4)."""
    level, locked = 0, None
    for reference in dictionaries(value.get("/Reference")):
        given = reference.get("/TransformParams")
        given = given if isinstance(given, pikepdf.Dictionary) else pikepdf.Dictionary()
        if reference.get("/TransformMethod") == "/DocMDP":
            level = _int(given.get("/P"), 2)
        elif reference.get("/TransformMethod") == "/FieldMDP":
            names = tuple(text(name) for name in items(given.get("/Fields")))
            action = str(given.get("/Action"))
            locked = () if action == "/All" else names if action == "/Include" and names else locked
            if action == "/Exclude":
                locked = tuple(f"!{name}" for name in names)
    return level, locked


def text(value: Any) -> str:
    """A string of a PDF, in whatever encoding; empty for what is none."""
    return str(value) if isinstance(value, pikepdf.String | pikepdf.Name | str) else ""


def _int(value: Any, otherwise: int = 0) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return otherwise


def items(array: Any) -> Iterator[Any]:
    """What is in an array of a PDF; nothing for what is none."""
    return iter(array) if isinstance(array, pikepdf.Array) else iter(())


def dictionaries(array: Any) -> list[Any]:
    """The dictionaries in an array of a PDF."""
    return [one for one in items(array) if isinstance(one, pikepdf.Dictionary)]
