"""The pages of a PDF as pictures, kept from one build to the next by what is visible on each."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from loftdocs.convert.store import Store

# In grey, read with ease in 75 kB and 3 ms a page. Colours as PNG take three times as long, and marks stand out less.
_DPI, _QUALITY = 100, 60
# What of a page and of what is laid on it cannot be seen, or leads to other pages.
_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_UNSEEN = frozenset(
    ("/A", "/Contents", "/Dest", "/M", "/NM", "/P", "/Parent", "/Popup", "/StructParent", "/StructParents", "/T", "/TU")
)


@dataclass(frozen=True)
class Picture:
    """A page as a JPEG; ``width`` and ``height`` in pixels."""

    jpeg: bytes
    width: int
    height: int


def pictures(pdf: Path, store: Store) -> tuple[Picture, ...]:
    """A picture of each page of ``pdf``. Only those that ``store`` has not are drawn."""
    keys = [store.key(f"{_DPI} {_QUALITY} {digest}") for digest in page_digests(pdf)]
    kept = [store.read(key) for key in keys]
    missing = [index for index, jpeg in enumerate(kept) if jpeg is None]
    for index, jpeg in zip(missing, drawn(pdf, missing) if missing else (), strict=True):
        kept[index] = jpeg
        store.write(keys[index], jpeg)
    return tuple(_picture(jpeg) for jpeg in kept if jpeg)


def page_digests(pdf: Path) -> tuple[str, ...]:
    """For each page a hash of all that decides how it looks: contents, fonts, pictures, the looks of its fields."""
    with pikepdf.open(pdf) as document:
        seen: dict[tuple[int, int], bytes] = {}
        layers = _digest(document.Root.get("/OCProperties"), seen, frozenset())
        return tuple(
            hashlib.sha256(b"".join((layers, *_visible(page.obj, seen)))).hexdigest() for page in document.pages
        )


def _visible(page: pikepdf.Object, seen: dict[tuple[int, int], bytes]) -> Iterator[bytes]:
    for name in _PAGE:
        holder: Any = page
        while name not in holder and "/Parent" in holder:  # a size or a font may be given once for many pages
            holder = holder.get("/Parent")
        yield _digest(holder.get(name), seen, frozenset())
    for annotation in page.get("/Annots", ()):
        yield _digest(annotation, seen, _UNSEEN)


def _digest(value: Any, seen: dict[tuple[int, int], bytes], unseen: frozenset[str]) -> bytes:
    """A hash of a value and all that it refers to, which is the same whatever numbers the objects have."""
    if not isinstance(value, pikepdf.Object):
        return hashlib.sha256(repr(value).encode()).digest()
    number = value.objgen
    if number in seen:
        return seen[number]
    if value.is_indirect:
        seen[number] = b""
    digest = hashlib.sha256()
    if isinstance(value, pikepdf.Array):
        for item in value:
            digest.update(_digest(item, seen, unseen))
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        if isinstance(value, pikepdf.Stream):
            digest.update(value.read_raw_bytes())
        for name, item in sorted(value.items()):
            if name not in unseen:
                digest.update(name.encode() + _digest(item, seen, unseen))
    else:
        digest.update(value.unparse())
    if value.is_indirect:
        seen[number] = digest.digest()
    return digest.digest()


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
