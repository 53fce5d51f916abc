"""The text of a PDF: page by page, and as paragraphs guessed from how the page looks."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from loftdocs.read.document import Content, Paragraph
from loftdocs.read.pdf_layout import page_lines
from loftdocs.read.pdf_pages import read_pdf_pages
from loftdocs.read.pdf_paragraphs import group, mark_margins, paragraphs


def read_pdf(path: Path, *, own: bool = False, digests: Sequence[str] = ()) -> Content:
    """The paragraphs, filled fields and comments of any PDF, tagged or not, and the text of its pages.

    What a PDF does not say is guessed from the places and sizes of its letters: paragraphs, headings (level 1–3),
    tables, headers and footers. ``own`` for what LibreOffice made here, which is read faster, and ``digests`` for its
    pages' own, so that none is read twice.

    Raises `pypdfium2.PdfiumError` for what is no PDF, or one that asks for a password.
    """
    pages = read_pdf_pages(path, whole=own, digests=digests)
    tables = count()
    turned = [[page_lines(turn, tables, index) for turn in page.turns] for index, page in enumerate(pages, 1)]
    main = mark_margins([turns[0] for turns in turned], [page.height for page in pages])
    lines = [[*first, *(x for turn in turns[1:] for x in turn)] for first, turns in zip(main, turned, strict=True)]
    texts = tuple("\n".join(f"{line.number} {line.text}".strip() for line in page) for page in lines)
    groups = group([line for page in lines for line in page if line.part == "body"])
    groups += [[line] for page in lines for line in page if line.part != "body"]
    comments = [Paragraph(text, part="comment", page=n) for n, page in enumerate(pages, 1) for text in page.comments]
    return Content((*paragraphs(groups), *comments), texts)
