"""The continuous page number of a bundle: the pages of a strip that a template made, laid over the bundle's own.

The strip has the same paper and footer as the documents, which leave its place free; so where a number stands is
decided in Word, and not here.
"""

from pathlib import Path

from pikepdf import Dictionary, Name, Object, Page, Pdf

from loftdocs.bundle.boxes import drop, shown_size, turn, unit, visible_box
from loftdocs.bundle.structure import without_marks

_NAME = "/Sidnummer"
_SAME = 1.0  # points


def lay_over(bundle: Pdf, strip: Path) -> None:
    """Puts page n of ``strip`` over page n of ``bundle``, as an artifact: it is no part of the text that is read.

    Raises `ValueError` if the strip does not have as many pages.
    """
    with Pdf.open(strip) as numbers:
        if len(numbers.pages) != len(bundle.pages):
            raise ValueError(f"{len(numbers.pages)} numbers for {len(bundle.pages)} pages")
        for number, page in zip(numbers.pages, bundle.pages, strict=True):
            without_marks(numbers, number)  # inside an artifact there may be none (ISO 14289-1, 7.1)
            drop(number.obj, "/StructParents", "/Annots")
            form = bundle.copy_foreign(number.as_form_xobject())
            _add_form(page, form)
            page.contents_add(b"q", prepend=True)
            place = _place(number, page)
            artifact = Dictionary(Type=Name.Pagination, Subtype=Name.Footer)
            page.contents_add(
                b"\nQ\n/Artifact " + artifact.unparse() + b" BDC q " + place + _NAME.encode() + b" Do Q EMC"
            )


def _place(number: Page, page: Page) -> bytes:
    """How the strip is laid on a page that is not as its own: in the lower right corner of the page as it is shown,
    and smaller where the page is narrower."""
    wide = shown_size(number)[0]
    left, bottom, right, top = visible_box(page)
    angle, own = turn(page), unit(page)
    apart = (abs(a - b) for a, b in zip(visible_box(number), visible_box(page), strict=True))
    if not angle and own == 1 and max(apart) < _SAME:
        return b""
    shown = shown_size(page)[0]
    scale = min(1.0, shown / wide) / own
    across = shown / own - scale * wide
    matrix = {
        0: (scale, 0, 0, scale, left + across, bottom),
        90: (0, scale, -scale, 0, right, bottom + across),
        180: (-scale, 0, 0, -scale, right - across, top),
        270: (0, -scale, scale, 0, left, top - across),
    }[angle]
    return " ".join(f"{part:.4f}" for part in matrix).encode() + b" cm "


def _add_form(page: Page, form: Object) -> None:
    """Names ``form`` among a page's resources, which LibreOffice shares between pages: this page gets its own."""
    resources = page.obj.get(Name.Resources, Dictionary())
    forms = resources.get(Name.XObject, Dictionary())
    page.obj.Resources = Dictionary(
        {**dict(resources.items()), "/XObject": Dictionary({**dict(forms.items()), _NAME: form})}
    )
