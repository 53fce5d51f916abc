"""The text of a tagged PDF in the order of its structure tree: pdfium reads the text, pikepdf the tree."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw


def by_structure(pdf: Path) -> str:
    """All text that a screen reader is given, in its order."""
    with pikepdf.open(pdf) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        texts = _texts(pdf)
        root = document.Root.StructTreeRoot
        return "".join(texts[pages[page], mcid] for page, mcid in _content(root, None))


def _content(element: pikepdf.Object, page: tuple[int, int] | None) -> Iterator[tuple[tuple[int, int], int]]:
    """The marked content below an element, in order, each with its page."""
    page = element.Pg.objgen if "/Pg" in element else page
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert page
            yield page, kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            own = kid.Pg.objgen if "/Pg" in kid else page
            assert own
            yield own, int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _content(kid, page)


def _texts(pdf: Path) -> dict[tuple[int, int], str]:
    """The text of each marked content, by page (from 0) and number."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
                mcid = raw.FPDFPageObj_GetMarkedContentID(item.raw)
                if mcid >= 0:
                    length = raw.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
                    buffer = ctypes.create_string_buffer(length)
                    pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                    raw.FPDFTextObj_GetText(item.raw, text_page.raw, pointer, length)
                    found[number, mcid] += buffer.raw.decode("utf-16-le").rstrip("\0")
    finally:
        document.close()
    return found


def tagged(pdf: Path, *kinds: str) -> list[tuple[str, str, str]]:
    """The elements of these kinds in the order of the structure tree: kind, language ('' for the document's), text."""
    with pikepdf.open(pdf) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        texts = _texts(pdf)
        roles = {str(key): str(value) for key, value in document.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        found = []
        for element in _elements(document.Root.StructTreeRoot):
            kind = roles.get(str(element.S), str(element.S)).lstrip("/")
            if kind in kinds:
                text = "".join(texts[pages[page], mcid] for page, mcid in _content(element, None))
                found.append((kind, str(element.get("/Lang", "")), " ".join(text.split())))
    return found


def headings(pdf: Path) -> list[tuple[int, str]]:
    """The levels and texts of the headings that a screen reader offers."""
    return [(int(kind[1]), text) for kind, _, text in tagged(pdf, *(f"H{level}" for level in range(1, 7)))]


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)
