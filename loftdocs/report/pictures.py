"""The pages of a PDF as pictures, kept from one build to the next by what is visible on each."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from loftdocs.convert.store import Store

# Read with ease, in 50 kB and 7 ms a page. A palette holds the few colours of a paper and a logotype: full colour takes
# twice the time and three times the space as PNG, twice the space as JPEG.
_DPI, _COLOURS, _EFFORT = 100, 64, 2
# The colours are picked from a picture so many times smaller, in a fifth of the time that the whole takes.
_SMALLER = 4
# What of a page and of what is laid on it cannot be seen, or leads to other pages.
_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_UNSEEN = frozenset(
    ("/A", "/Contents", "/Dest", "/M", "/NM", "/P", "/Parent", "/Popup", "/StructParent", "/StructParents", "/T", "/TU")
)


@dataclass(frozen=True)
class Picture:
    """A page as a PNG; ``width`` and ``height`` in pixels."""

    png: bytes
    width: int
    height: int


def pictures(pdf: Path, store: Store) -> tuple[Picture, ...]:
    """A picture of each page of ``pdf``. Only those that ``store`` has not are drawn."""
    keys = [store.key(f"{_DPI} {_COLOURS} {digest}") for digest in page_digests(pdf)]
    kept = [store.read(key) for key in keys]
    missing = [index for index, png in enumerate(kept) if png is None]
    for index, png in zip(missing, _drawn(pdf, missing) if missing else (), strict=True):
        kept[index] = png
        store.write(keys[index], png)
    return tuple(_picture(png) for png in kept if png)


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


def _drawn(pdf: Path, pages: Sequence[int]) -> Iterator[bytes]:
    """The pages with these numbers, from 0, as PNG."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        for index in pages:
            page = document[index]
            # Four bytes a point, as Pillow keeps them: nothing has to be moved about.
            drawn = page.render(scale=_DPI / 72, rev_byteorder=True, prefer_bgrx=True)
            size = (drawn.width, drawn.height)
            image = Image.frombytes("RGB", size, drawn.buffer, "raw", drawn.mode, drawn.stride, 1)
            few = image.reduce(_SMALLER).quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            few.putpalette(_with_white(few.getpalette() or []))
            written = BytesIO()
            image.quantize(palette=few, dither=Image.Dither.NONE).save(written, "PNG", compress_level=_EFFORT)
            yield written.getvalue()
            drawn.close()
            page.close()
    finally:
        document.close()


def _with_white(palette: Sequence[int]) -> list[int]:
    """The palette with white made white: the mean of white and what is nearly so is a shade darker."""
    colours = [palette[at : at + 3] for at in range(0, len(palette), 3)]
    return [level for colour in colours for level in ([255, 255, 255] if min(colour) > 250 else colour)]


def _picture(png: bytes) -> Picture:
    # The size stands first in every PNG.
    return Picture(png, int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big"))
