"""Reads finished documents back: what a rule says of them is said of what the board gets, not of our own data."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loftdocs.findings import Place
from loftdocs.read.docx import Paragraph, read_paragraphs
from loftdocs.read.pdf import read_pages


def squash(text: str) -> str:
    """``text`` without any white space: what is left when line breaks and no-break spaces do not count."""
    return "".join(text.split())


@dataclass(frozen=True)
class Finished:
    """One finished document: its paragraphs from the .docx, and the text of each page from the PDF."""

    name: str
    label: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[str, ...]

    @cached_property
    def _squashed(self) -> tuple[str, ...]:
        return tuple(squash(page) for page in self.pages)

    def place(self, paragraph: Paragraph, part: str | None = None) -> Place:
        """Where a paragraph stands: document, page, and the paragraph quoted (cut down around ``part``)."""
        return Place(document=self.label, page=self.page_of(paragraph.text), quote=_cut(paragraph.text, part))

    def page_of(self, text: str) -> int | None:
        """The page, from 1, on which ``text`` begins; None if it is on none."""
        wanted = squash(text)[:60]
        return next((number for number, page in enumerate(self._squashed, 1) if wanted and wanted in page), None)


def read_finished(name: str, docx: Path, pdf: Path) -> Finished:
    """The finished document ``name``, from its Word file and its PDF."""
    return Finished(name, docx.name, read_paragraphs(docx), read_pages(pdf))


def _cut(text: str, part: str | None, width: int = 160) -> str:
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    at = max(text.find(" ".join((part or "").split())), 0)
    start = max(0, min(at - width // 3, len(text) - width))
    return ("…" if start else "") + text[start : start + width].strip() + ("…" if start + width < len(text) else "")
