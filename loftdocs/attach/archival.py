"""Whether the pages of a PDF can stand in a PDF/A-2 (ISO 19005-2), as far as it is tried here.

What a file says of itself is a claim. Against it is held what can be seen without being a validator: fonts, colours,
packing, annotations, transparency, layers' places. Not tried: the glyphs and widths inside the fonts, the colour
profiles, pictures in JPEG 2000 (which are taken to break it). So what is left standing is still a claim, with nothing
found against it.
"""

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from loftdocs.attach import fonts
from loftdocs.attach.content import CMYK, Drawn
from loftdocs.attach.objects import is_true, names
from loftdocs.bundle.links import annotations
from loftdocs.bundle.structure import several

_NOT_DECODED = {
    "/LZWDecode": "delar som är packade med LZW",
    "/JPXDecode": "bilder i JPEG 2000, som inte kan prövas här",
    "/Crypt": "delar som är låsta för sig",
}
_DECODED = frozenset(
    ("/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode")
) | {"/FlateDecode"}
_BLENDS = names(
    """
    Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference
    Exclusion Hue Saturation Color Luminosity
    """
)
_ANNOTATIONS = names(
    """
    Link Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret
    Ink Popup Widget
    """
)
_PRINTED, _UNSEEN = 4, 1 | 2 | 32 | 256  # flags: Print; Invisible, Hidden, NoView, ToggleNoView
_DEEPEST_STATES = 28
_PDFA, _PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"


def claimed(pdf: Pdf) -> tuple[str, str, str]:
    """The part of PDF/A (``2``), its conformance (``a``) and the part of PDF/UA that metadata claim; '' for none."""
    if not isinstance(pdf.Root.get("/Metadata"), Stream):
        return "", "", ""
    said = pdf.open_metadata()
    part, conformance, accessible = (
        str(said.get(name) or "").strip()
        for name in (f"{{{_PDFA}}}part", f"{{{_PDFA}}}conformance", f"{{{_PDFUA}}}part")
    )
    return part, conformance.lower(), accessible


def faults(pdf: Pdf, objects: Sequence[Object], drawn: Sequence[Drawn]) -> Iterator[str]:
    """What speaks against PDF/A-2, in Swedish, as what the file has; ``objects`` are those reached from its pages."""
    for page_drawn in drawn:
        yield from sorted(page_drawn.faults)
        if page_drawn.depth > _DEEPEST_STATES:
            yield "sidor som är djupare uppbyggda än PDF/A tillåter"
    for one in objects:
        if isinstance(one, Array):
            if any(item == Name.DeviceCMYK for item in one if isinstance(item, Name)):
                yield CMYK
            continue
        if any(
            isinstance(value, Name) and value == Name.DeviceCMYK and key != "/Alternate" for key, value in one.items()
        ):
            yield CMYK
        if isinstance(one, Stream):
            yield from _stream_faults(one)
        yield from _state_faults(one)
    yield from fonts.faults(objects)
    yield from borrowed(objects)
    for annotation in annotations(pdf):
        yield from _annotation_faults(annotation)


def borrowed(objects: Sequence[Object]) -> Iterator[str]:
    """That a form on a page is a page of another file, which neither standard has (ISO 14289-1, 7.20)."""
    if any(isinstance(one, Stream) and one.get("/Subtype") == Name.Form and "/Ref" in one for one in objects):
        yield "delar ur andra filer"


def _stream_faults(stream: Stream) -> Iterator[str]:
    for one in several(stream.get("/Filter")):
        if str(one) not in _DECODED:
            yield _NOT_DECODED.get(str(one), "delar som är packade på ett sätt som inte finns i standarden")
    kind = stream.get("/Subtype")
    if kind == Name.Image and (is_true(stream.get("/Interpolate")) or "/Alternates" in stream or "/OPI" in stream):
        yield "bilder som PDF/A inte tillåter"
    if kind == Name.PS or (kind == Name.Form and any(key in stream for key in ("/PS", "/OPI"))):
        yield "delar i PostScript"


def _state_faults(one: Object) -> Iterator[str]:
    for mode in several(one.get("/BM")):
        if str(mode) not in _BLENDS:
            yield "genomskinlighet som inte finns i standarden"
    is_state = one.get("/Type") == Name.ExtGState or "/SA" in one
    if is_state and ("/TR" in one or "/HTP" in one or one.get("/TR2", Name.Default) != Name.Default):
        yield "inställningar för tryckning som PDF/A inte tillåter"


def _annotation_faults(annotation: Object) -> Iterator[str]:
    kind, flags = str(annotation.get("/Subtype")), annotation.get("/F", 0)
    if kind not in _ANNOTATIONS:
        yield "anteckningar av ett slag som PDF/A inte tillåter"
    if kind == "/Popup":
        return
    if not isinstance(flags, int) or flags & _UNSEEN or not flags & _PRINTED:
        yield "anteckningar som inte skrivs ut"
    looks = annotation.get("/AP")
    if kind != "/Link" and not (isinstance(looks, Dictionary) and isinstance(looks.get("/N"), pikepdf.Object)):
        yield "anteckningar utan utseende"
    if "/AA" in annotation:
        yield "anteckningar som gör något när man pekar på dem"
