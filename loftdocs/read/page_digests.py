"""What is on each page of a PDF, as a hash: the same page need not be read or drawn again."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

# What of a page and of what is laid on it cannot be seen, or leads to other pages.
_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_UNSEEN = frozenset(
    ("/A", "/Contents", "/Dest", "/M", "/NM", "/P", "/Parent", "/Popup", "/StructParent", "/StructParents", "/T", "/TU")
)


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
    elif (subset := _subset_of(value)) is not None:
        digest.update(subset)
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


def _subset_of(value: pikepdf.Object) -> bytes | None:
    """The name of the subset that a page's font is, where the file of the font is shared (`loftdocs.bundle.fonts`).

    What the other documents of the bundle use of the font changes nothing of how the page looks.
    """
    if not isinstance(value, pikepdf.Dictionary) or value.get("/Subtype") != "/Type0":
        return None
    encoding = value.get("/Encoding")
    return str(encoding.get("/CMapName")).encode() if isinstance(encoding, pikepdf.Stream) else None
