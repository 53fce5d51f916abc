"""Reads documents back: what a rule says of them is said of what the board gets, not of our own data.

The readers themselves are imported when a file is read: a check of a case needs none of them.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from loftdocs.model.kind import Kind
from loftdocs.read.document import Content, Finished


def read_finished(name: str, docx: Path, kind: Kind = Kind.ÖVRIGT, pages: tuple[str, ...] = ()) -> Finished:
    """The finished document ``name`` from its Word file, with the texts of its pages where they are known."""
    content, fonts = _read_once(docx)
    return Finished(name, docx.name, content.paragraphs, pages, kind, content.tracked_changes, fonts)


_kept: dict[bytes, tuple[Content, frozenset[str]]] = {}
_MOST_KEPT = 32


def _read_once(docx: Path) -> tuple[Content, frozenset[str]]:
    """The content of a Word file and the fonts that it asks for; of the same bytes, the same as the last time."""
    digest = hashlib.sha256(docx.read_bytes()).digest()
    if digest not in _kept:
        from loftdocs.read.docx import read_docx
        from loftdocs.read.fonts import fonts_asked

        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[digest] = read_docx(docx), fonts_asked(docx)
    return _kept[digest]


def read_parts(pdf: Path, parts: Sequence[tuple[str, Kind, int]], digests: Sequence[str] = ()) -> tuple[Finished, ...]:
    """The documents that a merged PDF is made of: each with its name, its kind and its first page, from 1.

    ``digests`` are the pages' own; see `read_pdf_pages`.
    """
    from loftdocs.read.pdf import read_pdf

    content = read_pdf(pdf, own=True, digests=digests)
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
