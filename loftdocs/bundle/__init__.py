"""PDFs merged into one that is still tagged, titled, bookmarked and PDF/A."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf

from loftdocs.bundle.structure import StructureTree

LANGUAGE = "sv-SE"
A4_HEIGHT = 841.89


@dataclass(frozen=True)
class Piece:
    """One document of a bundle."""

    pdf: Path
    title: str


def merge(pieces: Sequence[Piece], target: Path, title: str, author: str) -> tuple[int, ...]:
    """Writes ``pieces`` as one PDF to ``target``; returns the page, from 1, on which each begins.

    Tags, language, fonts, output intent and bookmarks are kept; a bookmark for each document holds those of its
    headings. Raises `pikepdf.PdfError` if a piece is not a PDF.
    """
    starts = []
    with Pdf.new() as bundle:
        tree = StructureTree(bundle)
        with bundle.open_outline() as outline:
            for piece in pieces:
                starts.append(len(bundle.pages) + 1)
                with Pdf.open(piece.pdf) as source:
                    _adopt(bundle, source, tree, piece)
                    outline.root.append(_bookmarks(source, piece.title, starts[-1] - 1))
        tree.close()
        _describe(bundle, title, author)
        bundle.save(
            target, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return tuple(starts)


def page_count(pdf: Path) -> int:
    """The number of pages in a PDF."""
    with Pdf.open(pdf) as source:
        return len(source.pages)


def _adopt(bundle: Pdf, source: Pdf, tree: StructureTree, piece: Piece) -> None:
    tree.free_keys(source)
    bundle.pages.extend(source.pages)
    for page in bundle.pages[-len(source.pages) :]:
        page.obj.Tabs = Name.S
    if Name.OutputIntents not in bundle.Root and Name.OutputIntents in source.Root:
        bundle.Root.OutputIntents = bundle.copy_foreign(source.make_indirect(source.Root.OutputIntents))
    tree.adopt(source, piece.title)


def _bookmarks(source: Pdf, title: str, offset: int) -> OutlineItem:
    """A bookmark for a document, with those of its headings below it; ``offset`` pages stand before it."""
    top = OutlineItem(title, offset, "XYZ", left=0, top=A4_HEIGHT)
    top.is_closed = False
    numbers = {page.objgen: number for number, page in enumerate(page.obj for page in source.pages)}

    def copy(item: OutlineItem) -> OutlineItem | None:
        destination = item.destination
        if not isinstance(destination, pikepdf.Array) or destination[0].objgen not in numbers:
            return None
        left, top = _position(destination)
        made = OutlineItem(item.title, numbers[destination[0].objgen] + offset, "XYZ", left=left, top=top)
        made.children.extend(child for kid in item.children if (child := copy(kid)))
        return made

    with source.open_outline() as outline:
        top.children.extend(made for item in outline.root if (made := copy(item)))
    return top


def _position(destination: pikepdf.Array) -> tuple[float, float]:
    """Left and top, in points, of an explicit destination; the top of an A4 page where it gives none."""
    if len(destination) < 4 or destination[1] != Name.XYZ:
        return 0.0, A4_HEIGHT
    return float(destination[2]), float(destination[3])


def _describe(bundle: Pdf, title: str, author: str) -> None:
    """Title, language, viewer preferences, and XMP that claims PDF/A-2b and PDF/UA-1 as the sources did."""
    root = bundle.Root
    root.Lang = pikepdf.String(LANGUAGE)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    with bundle.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = [author]
        metadata["dc:language"] = [LANGUAGE]
        metadata["pdf:Producer"] = "loftdocs"
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"
        metadata["pdfuaid:part"] = "1"
