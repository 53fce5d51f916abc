"""Signature fields: one on the line of each person who signs, empty, named, and read out by a screen reader."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Pdf

from loftdocs.sign.lines import SignatureLine
from loftdocs.sign.tags import tag
from loftdocs.signer import Signer

_PALE = "0.93 0.955 0.985"
_SIGNATURES_EXIST = 1
_ABOVE_LINE = 1  # points: the line itself stays as black as it was drawn


def place_fields(document: Pdf, placed: Mapping[Signer, SignatureLine]) -> None:
    """Puts an empty signature field on each signer's line of an open PDF, to be saved after.

    The same PDF and signers give the same fields. To be done last: a change after it would break signatures made in
    the fields. Raises `ValueError` for a field name that is used twice or has a full stop (which would divide it, ISO
    32000-1, 12.7.3.2) or that the PDF already has.
    """
    names = [signer.field for signer in placed]
    if len(set(names)) < len(names) or any("." in name for name in names):
        raise ValueError(f"field names must differ and have no full stop: {names}")
    form = _form(document)
    taken = {str(field.get(Name.T, "")) for field in form.Fields}
    if twice := taken & set(names):
        raise ValueError(f"the PDF has a field of that name already: {', '.join(twice)}")
    for signer, line in sorted(placed.items(), key=lambda item: (item[1].page, -item[1].box[1], item[1].box[0])):
        field = _field(document, signer, line)
        form.Fields.append(field)
        _tint(document, field)
        tag(document, field, line.mcid)


def assign(lines: Sequence[SignatureLine], signers: Sequence[Signer]) -> dict[Signer, SignatureLine]:
    """The line of each signer that has one; no line is given to two.

    A line is a signer's when the person, or for want of one the organisation, is the first of all signers that the
    text below it names. Where a person signs more than once, the lines are taken in the order of ``signers``.
    """
    free = list(lines)
    found: dict[Signer, SignatureLine] = {}
    for signer in signers:
        if line := next((line for line in free if _is_for(line.block, signer, signers)), None):
            free.remove(line)
            found[signer] = line
    return found


def _is_for(block: str, signer: Signer, signers: Sequence[Signer]) -> bool:
    """True when the text below a line names this signer before anyone else who signs.

    The signer's own organisation may stand first; another's may not, or the line of someone who was left out would be
    taken for that of the next.
    """
    place = _place(block, signer.person or signer.organisation)
    if place is None:
        return False
    own = {signer.person, signer.organisation}
    others = {name for other in signers for name in (other.person, other.organisation)} - own
    return all(rival is None or rival > place for name in others for rival in [_place(block, name)])


def _place(block: str, name: str | None) -> tuple[int, int] | None:
    """Where a name begins in a text; of two in one place the longer comes first, so that Bo Ek is not Bo Ek Holm."""
    words = _folded(name or "").split()
    if not words:
        return None
    pattern = r"(?<!\w)" + r"\s*".join(map(re.escape, words)) + r"(?!\w|-\w)"
    match = re.search(pattern, _folded(block))
    return (match.start(), -sum(map(len, words))) if match else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _form(document: Pdf) -> Object:
    """The PDF's interactive form, made if there is none, and marked as one with signature fields (12.7.2)."""
    if Name.AcroForm not in document.Root:
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array()))
    form = document.Root.AcroForm
    form.SigFlags = int(form.get(Name.SigFlags, 0)) | _SIGNATURES_EXIST
    return form


def _field(document: Pdf, signer: Signer, line: SignatureLine) -> Object:
    """An empty signature field that is its own widget (ISO 32000-1, 12.7.4.5), on its page."""
    page = document.pages[line.page - 1].obj
    box = Array(Decimal(f"{side:.3f}") for side in line.box)
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=signer.field,
            TU=signer.tooltip,
            Rect=box,
            P=page,
        )
    )
    page.Annots = Array([*page.get(Name.Annots, Array()), field])
    return field


def _tint(document: Pdf, field: Object) -> None:
    """Makes an empty field seen: a pale ground above the line, which neither a pen nor a stamp minds."""
    x0, y0, x1, y1 = (float(side) for side in field.Rect)
    width, height = x1 - x0, y1 - y0
    ground = f"q {_PALE} rg 0 {_ABOVE_LINE} {width:.3f} {height - _ABOVE_LINE:.3f} re f Q".encode()
    box = Array([0, 0, Decimal(f"{width:.3f}"), Decimal(f"{height:.3f}")])
    field.AP = Dictionary(N=document.make_stream(ground, Type=Name.XObject, Subtype=Name.Form, BBox=box))
