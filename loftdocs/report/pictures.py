"""The pages of a PDF as pictures, kept from one build to the next by what is visible on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from loftdocs.convert.store import Store
from loftdocs.read.page_digests import page_digests

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
    import pypdfium2
    from PIL import Image

    mode, raw = ("RGB", "BGR") if colour else ("L", "L")
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        for index in pages:
            page = document[index]
            bitmap = page.render(scale=dpi / 72, grayscale=not colour)
            size = (bitmap.width, bitmap.height)
            image = Image.frombytes(mode, size, bitmap.buffer, "raw", raw, bitmap.stride, 1)
            written = BytesIO()
            image.save(written, "JPEG", quality=_QUALITY)
            yield written.getvalue()
            bitmap.close()
            page.close()
    finally:
        document.close()


def _picture(jpeg: bytes) -> Picture:
    from PIL import Image

    with Image.open(BytesIO(jpeg)) as image:  # reads no more than the head
        return Picture(jpeg, *image.size)
