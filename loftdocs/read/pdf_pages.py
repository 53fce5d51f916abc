"""A PDF opened: for each page its pieces of text, with filled form fields among them, and its comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loftdocs.read.pdf_annotations import annotations
from loftdocs.read.pdf_segments import Box, Segment, segments
from loftdocs.read.pdfium import opened


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its height, its text by the direction it is read in (the commonest first), its comments."""

    height: float
    turns: tuple[tuple[Segment, ...], ...]
    comments: tuple[str, ...] = ()


_read: dict[str, PdfPage] = {}
_MOST_READ = 256


def read_pdf_pages(path: Path, *, whole: bool = False, digests: Sequence[str] = ()) -> tuple[PdfPage, ...]:
    """All pages; ``whole`` as for `segments`.

    ``digests`` tell the pages of a PDF that was made here, with no comments and nothing filled in: of those that were
    read before, nothing is read. Raises `pypdfium2.PdfiumError` for what is no PDF, or one that asks for a password.
    """
    if digests and all(digest in _read for digest in digests):
        return tuple(_read[digest] for digest in digests)
    with opened(path, forms=True) as document:
        if not digests:
            return tuple(_page(document, index, whole) for index in range(len(document)))
        pages = tuple(_read.get(digest) or _page(document, index, whole) for index, digest in enumerate(digests))
    _read.update(zip(digests, pages, strict=True))
    for old in list(_read)[:-_MOST_READ]:
        del _read[old]
    return pages


def _page(document: Any, index: int, whole: bool) -> PdfPage:
    page = document[index]
    try:
        left, bottom, right, top = page.get_cropbox()
        box = Box(left, bottom, max(right - left, 1.0), max(top - bottom, 1.0))
        text = page.get_textpage()
        try:
            turned = segments(text, box, whole=whole)
        finally:
            text.close()
        fields, comments = annotations(page, document.formenv, box)
        upright = turned.pop(0, [])
        turns = sorted([[*upright, *fields], *turned.values()], key=lambda found: -sum(len(s.text) for s in found))
        sideways = turns[0] is not upright and turned and turns[0] in (turned.get(1), turned.get(3))
        return PdfPage(box.width if sideways else box.height, tuple(map(tuple, turns)), comments)
    finally:
        page.close()
