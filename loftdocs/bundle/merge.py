"""A converted document made ready to stand alone, and documents merged into one PDF."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from loftdocs.bundle import Claim, Description, Piece, fonts, headings, layers, links, numbers
from loftdocs.bundle.describe import PRODUCER, describe, save
from loftdocs.bundle.structure import StructureTree


def finish(pdf: Path, about: Description) -> int:
    """Makes a converted document ready, in place: described, its title a heading, every link with its text, the clock's
    traces gone.

    Returns the number of its pages. Links to other documents are taken away: here there are none.

    Raises `pikepdf.PdfError` if it is no PDF.
    """
    with Pdf.open(pdf, allow_overwriting_input=True) as document:
        links.settle(document)
        links.lead_into(document, {}, {})
        if headings.settle(document):
            headings.bookmark_title(document, about.title)
        for page in document.pages:
            page.obj.Tabs = Name.S
        describe(document, about)
        save(document, pdf)
        return len(document.pages)


@contextlib.contextmanager
def merged(pieces: Sequence[Piece], about: Description, strip: Path | None = None) -> Iterator[Pdf]:
    """``pieces`` as one PDF, open, and finished but for what is signed; to be written with `describe.save`.

    Tags, language, output intent, layers and bookmarks are kept; a bookmark for each document holds those of its
    headings. The documents' subsets of one font become one. The whole claims what holds of each. ``strip`` has the
    continuous page numbers. Raises `pikepdf.PdfError` if a piece is not a PDF.
    """
    firsts: dict[str, int] = {}
    with Pdf.new() as bundle:
        tree = StructureTree(bundle)
        with bundle.open_outline() as outline:
            for piece in pieces:
                firsts[piece.name] = len(bundle.pages) + 1
                with Pdf.open(piece.pdf) as source:
                    _adopt(bundle, source, tree, piece)
                    outline.root.append(_bookmarks(source, piece.title, firsts[piece.name] - 1))
        tree.close()
        links.lead_into(bundle, firsts, {piece.name: piece.title for piece in pieces})
        if strip:
            numbers.lay_over(bundle, strip)
        fonts.share(bundle)
        bundle.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        describe(bundle, about, reduce(Claim.with_part, (piece.claim for piece in pieces)))
        yield bundle


def page_count(pdf: Path) -> int:
    with Pdf.open(pdf) as source:
        return len(source.pages)


def _adopt(bundle: Pdf, source: Pdf, tree: StructureTree, piece: Piece) -> None:
    links.settle(source)
    if str(source.docinfo.get(Name.Producer, "")) != PRODUCER:  # the cover comes as LibreOffice made it
        headings.settle(source)
    tree.free_keys(source)
    bundle.pages.extend(source.pages)
    for page in bundle.pages[-len(source.pages) :]:
        page.obj.Tabs = Name.S
    if Name.OutputIntents not in bundle.Root and Name.OutputIntents in source.Root:
        bundle.Root.OutputIntents = bundle.copy_foreign(source.make_indirect(source.Root.OutputIntents))
    layers.adopt(bundle, source)
    tree.adopt(source, piece.title)


def _bookmarks(source: Pdf, title: str, offset: int) -> OutlineItem:
    """A bookmark for a document, with those of its headings below it; ``offset`` pages stand before it.

    It stands in the place of the one that the document has for its own title.
    """
    top = headings.top_bookmark(title, offset)
    places = {page.objgen: number for number, page in enumerate(page.obj for page in source.pages)}

    def copy(item: OutlineItem) -> OutlineItem | None:
        destination = item.destination
        if not isinstance(destination, pikepdf.Array) or destination[0].objgen not in places:
            return None
        left, top = _position(destination)
        made = OutlineItem(item.title, places[destination[0].objgen] + offset, "XYZ", left=left, top=top)
        made.children.extend(child for kid in item.children if (child := copy(kid)))
        return made

    with source.open_outline() as outline:
        own = [item.title for item in outline.root] == [str(source.docinfo.get(Name.Title))]
        sections = outline.root[0].children if own else outline.root
        top.children.extend(made for item in sections if (made := copy(item)))
    return top


def _position(destination: pikepdf.Array) -> tuple[float, float]:
    """Left and top, in points, of an explicit destination; the top of an A4 page where it gives none."""
    if len(destination) < 4 or destination[1] != Name.XYZ:
        return 0.0, links.A4_HEIGHT
    return float(destination[2]), float(destination[3])
