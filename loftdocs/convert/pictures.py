"""The pages of a PDF as pictures, kept from one build to the next by what is visible on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from loftdocs.convert.store import Store
from loftdocs.read.page_digests import page_digests
from loftdocs.read.pdfium import PDFIUM, opened_for_long

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# In grey, read with ease in 75 kB and 3 ms a page. Colours as PNG take three times as long, and marks stand out less.
_DPI, _QUALITY = 100, 60


@dataclass(frozen=True)
class Picture:
    """A page as a JPEG; ``width`` and ``height`` in pixels."""

    jpeg: bytes
    width: int
    height: int


def pictures(pdf: Path, store: Store, digests: Sequence[str] = ()) -> tuple[Picture, ...]:
    """A picture of each page of ``pdf``. Only those that ``store`` has not are drawn.

    ``digests`` are the pages' own, where they are known already.
    """
    keys = [store.key(f"{_DPI} {_QUALITY} {digest}") for digest in digests or page_digests(pdf)]
    kept = [store.read(key) for key in keys]
    missing = [index for index, jpeg in enumerate(kept) if jpeg is None]
    for index, jpeg in zip(missing, drawn(pdf, missing) if missing else (), strict=True):
        kept[index] = jpeg
        store.write(keys[index], jpeg)
    return tuple(_picture(jpeg) for jpeg in kept if jpeg)


def drawn(pdf: Path, pages: Sequence[int], *, dpi: int = _DPI, colour: bool = False) -> Iterator[bytes]:
    """The pages with these numbers, from 0, as JPEG, in grey unless ``colour`` is asked for."""
    document = opened_for_long(pdf, forms=True)
    try:
        for index in pages:
            written = BytesIO()
            _image(document, index, dpi, colour=colour).save(written, "JPEG", quality=_QUALITY)
            yield written.getvalue()
    finally:
        with PDFIUM:
            document.close()


def _image(document: "PdfDocument", index: int, dpi: int, *, colour: bool) -> Image.Image:
    """A page's pixels, which need PDFium no more: to pack them takes longer than to draw them."""
    mode, raw = ("RGB", "BGR") if colour else ("L", "L")
    with PDFIUM:
        page = document[index]
        bitmap = page.render(scale=dpi / 72, grayscale=not colour)
        try:
            size = (bitmap.width, bitmap.height)
            return Image.frombytes(mode, size, bitmap.buffer, "raw", raw, bitmap.stride, 1)
        finally:
            bitmap.close()
            page.close()


def _picture(jpeg: bytes) -> Picture:
    with Image.open(BytesIO(jpeg)) as image:  # reads no more than the head
        return Picture(jpeg, *image.size)
