"""What is laid on the pages of a PDF: values filled in its form fields, and comments."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from loftdocs.read.pdf_segments import Box, Segment

_HIDDEN = 0b10


def annotations(page: Any, forms: Any, box: Box) -> tuple[list[Segment], tuple[str, ...]]:
    """The values of the page's form fields, where they stand, and the texts of its comments."""
    kinds = (
        *(raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE),
        *(raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_CARET, raw.FPDF_ANNOT_STAMP),
        *(raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYGON),
        *(raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_INK),
    )
    fields: list[Segment] = []
    comments = []
    for index in range(max(raw.FPDFPage_GetAnnotCount(page), 0)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in kinds:
            comments.append(_string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
        elif kind == raw.FPDF_ANNOT_WIDGET and forms and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            fields.extend(_field(annotation, forms, box))
        raw.FPDFPage_CloseAnnot(annotation)
    return fields, tuple(comment for comment in comments if comment)


def _field(annotation: Any, forms: Any, box: Box) -> Iterator[Segment]:
    kind = raw.FPDFAnnot_GetFormFieldType(forms, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        value = "☒" if raw.FPDFAnnot_IsChecked(forms, annotation) else "☐"
    elif kind in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        value = _string(raw.FPDFAnnot_GetFormFieldValue, forms, annotation)
    else:
        return
    place = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, place)
    rows = [row for row in value.splitlines() if row.strip()]
    # The letters' size is the program's choice; what matters is that the value lands on its label's line.
    size = max(min((place.top - place.bottom) / max(len(rows), 1) * 0.75, 11.0), 1.0)
    first = (place.bottom + place.top - 0.7 * size) / 2 if len(rows) < 2 else place.top - size
    for index, row in enumerate(rows):
        x0, y = box.turned(place.left, first - index * size * 1.2, 0)
        width = min(place.right - place.left, len(row) * size / 2)
        yield Segment(unicodedata.normalize("NFC", row.strip()), x0, x0 + width, y, size)


def _string(read: Any, *arguments: Any) -> str:
    """A string that PDFium hands over in UTF-16, the length asked for first."""
    length = read(*arguments, None, 0)
    if not 0 < length < 1_000_000:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2 + 1))()
    read(*arguments, buffer, length)
    text = bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
