"""Whether a returned file looks otherwise than the built one, as PDFium draws both, outside the signature fields."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from tests.returns.setup import Box

SCALE = 150 / 72


def differs(built: bytes, returned: bytes, first: int = 1) -> bool:
    """Whether a page of ``returned`` has a pixel that the built file's page has not, or there are not as many pages.

    Drawn at 150 dpi with forms and annotations. Page ``first`` is compared first. Raises PdfiumError when PDFium does
    not open the file.
    """
    before = _built(built)
    with pypdfium2.PdfDocument(returned) as document:
        document.init_forms()
        if len(document) != len(before):
            return True
        order = [first - 1, *(place for place in range(len(before)) if place != first - 1)]
        masks = field_boxes(built)
        return any(_unlike(before[at], _draw(document[at]), [box for page, box in masks if page == at]) for at in order)


@lru_cache(maxsize=4)
def field_boxes(pdf: bytes) -> Sequence[tuple[int, Box]]:
    """The page (from 0) and the place of each signature field that a file shows."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return tuple(_field_boxes(opened))


def _field_boxes(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Box]]:
    for place, page in enumerate(pdf.pages):
        for one in page.obj.get("/Annots", pikepdf.Array()):
            if one.get("/FT") == "/Sig":
                left, bottom, right, top = (float(value) for value in one.Rect)
                yield place, (left, bottom, right, top)


@lru_cache(maxsize=2)
def _built(pdf: bytes) -> Sequence[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return tuple(_draw(page) for page in document)


def _draw(page: pypdfium2.PdfPage) -> Image.Image:
    return page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("RGB")


def _unlike(before: Image.Image, after: Image.Image, fields: Sequence[Box]) -> bool:
    if before.size != after.size:
        return True
    difference = ImageChops.difference(before, after)
    brush = ImageDraw.Draw(difference)
    for left, bottom, right, top in fields:
        corners = (
            left * SCALE - 2,
            before.height - top * SCALE - 2,
            right * SCALE + 2,
            before.height - bottom * SCALE + 2,
        )
        brush.rectangle(corners, fill=(0, 0, 0))
    return difference.getbbox() is not None
