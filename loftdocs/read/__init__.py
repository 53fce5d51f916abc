"""Reads documents back: what a rule says of them is said of what the board gets, not of our own data.

The readers themselves are imported when a file is read: a check of a case needs none of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loftdocs.read.document import Finished, Kind


def read_finished(name: str, docx: Path, pdf: Path | None, kind: Kind = "övrigt") -> Finished:
    """The finished document ``name``, from its Word file and, for the pages, its PDF."""
    from loftdocs.read.docx import read_docx
    from loftdocs.read.fonts import fonts_asked, fonts_used
    from loftdocs.read.pdf import read_pages

    content = read_docx(docx)
    made = Finished(name, docx.name, content.paragraphs, kind=kind, tracked_changes=content.tracked_changes)
    if pdf is None:
        return made
    asked, used = fonts_asked(docx), frozenset(fonts_used(pdf))
    return replace(made, pages=read_pages(pdf), fonts_asked=asked, fonts_used=used)


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
            content.pages,
            kind,
        )
        for (name, kind, first), end in zip(parts, ends, strict=True)
    )
