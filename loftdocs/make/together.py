"""A heading and the text below it on one page, where LibreOffice parts them.

The templates say that a heading keeps with the next paragraph. LibreOffice lays out a new document by a guess of 25
paragraphs a page, and does not ask again where the 25th is a heading that happens to fit last on its page. Word does
not part them, so that only the copy that becomes a PDF is changed.
"""

from pathlib import Path

from docx import Document

from loftdocs.check.documents.layout import lone_headings
from loftdocs.read import read_finished
from loftdocs.read.document import squash
from loftdocs.read.pdfium import opened


def kept_together(word: Path, pdf: Path, folder: Path) -> Path | None:
    """A copy of ``word`` in ``folder`` in which the first heading that ends a page of ``pdf`` begins the next one.

    None if no heading does, or if it stands in a table, where no page can be broken.
    """
    read = read_finished(word.stem, word, pages=_pages(pdf))
    lone = next((heading for _, heading in lone_headings(read)), None)
    if lone is None:
        return None
    text = squash(lone.text)
    document = Document(str(word))
    alike = (p for p in read.paragraphs if p.part == "body" and p.cell is None and squash(p.text) == text)
    found = (p for p in document.paragraphs if squash(p.text) == text)
    heading = next((ours for ours, theirs in zip(found, alike, strict=False) if theirs is lone), None)
    if heading is None:
        return None
    heading.paragraph_format.page_break_before = True
    folder.mkdir(exist_ok=True)
    copy = folder / word.name
    document.save(str(copy))
    return copy


def _pages(pdf: Path) -> tuple[str, ...]:
    """The text of each page as it is drawn: what stands in the margins comes first."""
    with opened(pdf) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)
