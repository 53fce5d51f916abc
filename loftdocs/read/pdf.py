"""The text of a PDF, page by page, as a program outside this one sees it."""

from pathlib import Path

from pypdf import PdfReader


def read_pages(path: Path) -> tuple[str, ...]:
    """The text of each page; the first has index 0."""
    with path.open("rb") as file:
        return tuple(page.extract_text() for page in PdfReader(file).pages)
