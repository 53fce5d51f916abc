"""Reads documents back: what a rule says of them is said of what the board gets, not of our own data.

The readers themselves are imported when a file is read: a check of a case needs none of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loftdocs.read.document import Finished, Kind


def read_finished(name: str, docx: Path, kind: Kind = "övrigt", pages: tuple[str, ...] = ()) -> Finished:
    """The finished document ``name`` from its Word file, with the texts of its pages where they are known."""
    from loftdocs.read.docx import read_docx

    content = read_docx(docx)
    return Finished(name, docx.name, content.paragraphs, pages, kind, content.tracked_changes)


def with_fonts(document: Finished, docx: Path, pdf: Path) -> Finished:
    """``document`` with the fonts that its Word file asks for and that its PDF is set in."""
    from loftdocs.read.fonts import fonts_asked, fonts_used

    return replace(document, fonts_asked=fonts_asked(docx), fonts_used=frozenset(fonts_used(pdf)))


def read_parts(pdf: Path, parts: Sequence[tuple[str, Kind, int]]) -> tuple[Finished, ...]:
    """The documents that a merged PDF is made of: each with its name, its kind and its first page, from 1."""
    from loftdocs.read.pdf import read_pdf

    content = read_pdf(pdf)
    ends = [*(first for _, _, first in parts[1:]), len(content.pages) + 1]
    return tuple(
        Finished(
            name,
            pdf.name,
            tuple(p for p in content.paragraphs if first <= (p.page or 0) < end),
            content.pages[first - 1 : end - 1],
            kind,
        )
        for (name, kind, first), end in zip(parts, ends, strict=True)
    )
