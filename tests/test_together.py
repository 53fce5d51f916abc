"""A heading that LibreOffice leaves last on a page begins the next one, in the PDF alone."""

from pathlib import Path

from docx import Document

from loftdocs.convert import engine
from loftdocs.make.together import kept_together

PARTED = "Efter."


def word_file(path: Path, *lines: str) -> Path:
    """A Word file of these lines: ``#`` before a heading, and a page of its own for what is to be parted."""
    document = Document()
    for line in lines:
        if line.startswith("#"):
            document.add_heading(line.removeprefix("#"), 2)
        else:
            document.add_paragraph(line).paragraph_format.page_break_before = True if line == PARTED else None
    document.save(str(path))
    return path


def test_a_heading_last_on_a_page_begins_the_next(tmp_path: Path) -> None:
    given = [
        word_file(tmp_path / "en.docx", "Före.", "#Bedömning", PARTED),
        word_file(tmp_path / "två.docx", "#Bedömning", "Text.", "#Bedömning", PARTED),
        word_file(tmp_path / "ingen.docx", "#Bedömning", "Om en senare Bedömning", PARTED, "#Bedömning", "Slut."),
    ]
    before = [word.read_bytes() for word in given]
    pdfs = engine().convert(given, tmp_path)
    made = [kept_together(word, pdf, tmp_path / "nya") for word, pdf in zip(given, pdfs, strict=True)]
    broken = [
        [index for index, p in enumerate(Document(str(copy)).paragraphs) if p.paragraph_format.page_break_before]
        if copy
        else None
        for copy in made
    ]
    assert broken == [[1, 2], [2, 3], None]
    assert [word.read_bytes() for word in given] == before
