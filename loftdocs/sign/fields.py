"""Signature fields: one on the line of each person who signs, empty, named, and read out by a screen reader."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf

from loftdocs.bundle.describe import save
from loftdocs.sign.lines import SignatureLine, signature_lines
from loftdocs.sign.tags import tag

_PALE = "0.93 0.955 0.985"
_ABOVE_LINE = 1  # points: the line itself stays as black as it was drawn


@dataclass(frozen=True)
class Signer:
    """Someone who signs a PDF: the name of the field, what a screen reader says of it, and who.

    ``person`` is None for one who is not known yet; then ``organisation`` tells which line is meant.
    """

    field: str
    tooltip: str
    person: str | None
    organisation: str | None


def add_signature_fields(pdf: Path, signers: Sequence[Signer]) -> tuple[Signer, ...]:
    """Puts an empty signature field on each signer's line, in place; returns the signers that have no line.

    A line is a signer's when the person, or for want of one the organisation, is the first of all signers that the
    text below it names. Where a person signs more than once, the lines are taken in the order of ``signers``. The same
    PDF and signers give the same bytes; without any line the PDF is left as it was. To be done last: a change after it
    would break signatures made in the fields.

    Raises `ValueError` for a field name that is used twice or has a full stop (which would divide it, ISO 32000-1,
    12.7.3.2), `pypdfium2.PdfiumError` for what is no PDF, `pyhanko.pdf_utils.misc.PdfError` for a PDF that already has
    such a field.
    """
    names = [signer.field for signer in signers]
    if len(set(names)) < len(names) or any("." in name for name in names):
        raise ValueError(f"field names must differ and have no full stop: {names}")
    placed = assign(signature_lines(pdf), signers)
    if placed:
        with Pdf.open(pdf) as source, Pdf.open(_with_fields(pdf, placed)) as document:
            _keep_description(source, document)
            for field in document.Root.AcroForm.Fields:
                line = next((line for signer, line in placed.items() if signer.field == str(field.T)), None)
                if line:
                    _tint(document, field)
                    tag(document, field, line.mcid)
            save(document, pdf)
    return tuple(signer for signer in signers if signer not in placed)


def assign(lines: Sequence[SignatureLine], signers: Sequence[Signer]) -> dict[Signer, SignatureLine]:
    """The line of each signer that has one; no line is given to two."""
    free = list(lines)
    found: dict[Signer, SignatureLine] = {}
    for signer in signers:
        line = next((line for line in free if _is_for(line.block, signer, signers)), None)
        if line:
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


def _with_fields(pdf: Path, placed: Mapping[Signer, SignatureLine]) -> BytesIO:
    """The PDF with the fields that pyHanko makes, as an update after its end."""
    # A third of a second, that a command which makes no documents need not wait for.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(BytesIO(pdf.read_bytes()))
    for signer, line in sorted(placed.items(), key=lambda item: (item[1].page, -item[1].box[1], item[1].box[0])):
        x0, y0, x1, y1 = line.box
        spec = SigFieldSpec(
            signer.field,
            on_page=line.page - 1,
            box=(x0, y0, x1, y1),  # type: ignore[arg-type]  # whole points are asked for, fractions taken
            readable_field_name=signer.tooltip,
        )
        append_signature_field(writer, spec)
    changed = BytesIO()
    writer.write(changed)  # type: ignore[no-untyped-call]
    return changed


def _tint(document: Pdf, field: Object) -> None:
    """Makes an empty field seen: a pale ground above the line, which neither a pen nor a stamp minds."""
    x0, y0, x1, y1 = (float(side) for side in field.Rect)
    width, height = x1 - x0, y1 - y0
    ground = f"q {_PALE} rg 0 {_ABOVE_LINE} {width:.3f} {height - _ABOVE_LINE:.3f} re f Q".encode()
    box = Array([0, 0, Decimal(f"{width:.3f}"), Decimal(f"{height:.3f}")])
    field.AP = Dictionary(N=document.make_stream(ground, Type=Name.XObject, Subtype=Name.Form, BBox=box))


def _keep_description(source: Pdf, document: Pdf) -> None:
    """Puts back what pyHanko has dated by the clock: the document information and the XMP packet."""
    if Name.Info in source.trailer:
        document.trailer.Info = document.copy_foreign(source.trailer.Info)
    elif Name.Info in document.trailer:
        del document.trailer.Info
    if Name.Metadata in source.Root:
        document.Root.Metadata = document.copy_foreign(source.Root.Metadata)
    elif Name.Metadata in document.Root:
        del document.Root.Metadata
