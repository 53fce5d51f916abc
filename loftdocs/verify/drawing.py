"""Pages as PDFium draws them, to be compared: their pixels, and the places for signatures left out."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2

from loftdocs.read.pdfium import opened
from loftdocs.verify.regions import Pixels
from loftdocs.verify.result import Box, Jpeg

if TYPE_CHECKING:
    from PIL.Image import Image

_SMALL_DPI, _SMALL, _MOST_SMALL = 36, (24, 34), 60
_QUALITY = 60


def draw(page: Any, dpi: int) -> "Image":
    """A page as it is seen on a screen, its form fields and annotations too."""
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, may_draw_forms=True)
    try:
        picture: Image = bitmap.to_pil().convert("RGB")  # a copy, which outlives the bitmap
        return picture
    finally:
        bitmap.close()


def drawn(page: Any, places: Sequence[Box], dpi: int, *, keep: bool = False) -> "tuple[bytes, Image | None]":
    """A page's pixels as PDFium has them, the places for signatures white; if it is to be kept, all of it in grey too.

    Most pages are told to be the same by the pixels alone, without making pictures of them.
    """
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True)
    try:
        kept: Image | None = bitmap.to_pil().convert("L") if keep else None
        for left, top, right, bottom in pixels(page, bitmap.width, bitmap.height, places):
            bitmap.fill_rect((255, 255, 255, 255), left, top, right - left, bottom - top)
        return bytes(bitmap.buffer), kept
    finally:
        bitmap.close()


def jpeg(picture: "Image") -> Jpeg:
    """A picture to know a page again by."""
    written = BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY)
    return Jpeg(written.getvalue(), *picture.size)


def blank(picture: "Image", page: Any, places: Sequence[Box]) -> None:
    """Paints the places for signatures white."""
    for box in pixels(page, picture.width, picture.height, places):
        picture.paste((255, 255, 255), box)


def pixels(page: Any, width: int, height: int, places: Iterable[Box]) -> Iterator[Pixels]:
    """The places in pixels of a picture of this size."""
    left, bottom, right, top = page.get_cropbox()
    x, y = width / (right - left), height / (top - bottom)
    for x0, y0, x1, y1 in places:
        yield int((x0 - left) * x), int((top - y1) * y), int((x1 - left) * x) + 1, int((top - y0) * y) + 1


def thumbnails(data: bytes) -> tuple[bytes, ...]:
    """Each page as a small grey picture, blurred, to tell which page it may be; empty for what cannot be drawn."""
    try:
        with opened(data) as document:
            count = min(len(document), _MOST_SMALL)
            return tuple(draw(document[at], _SMALL_DPI).convert("L").resize(_SMALL).tobytes() for at in range(count))
    except pypdfium2.PdfiumError:
        return ()
