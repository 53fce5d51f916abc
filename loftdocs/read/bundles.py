"""A merged PDF taken apart into its documents, by its bookmarks, so that each is judged as what it is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished
from loftdocs.read.kind import classify


def parts_of(path: Path, document: Finished) -> tuple[Finished, ...]:
    """The documents in ``document``, which was read from ``path``; itself alone if it is not a merged PDF."""
    starts = sorted({1, *_bookmarked(path)}) if len(document.pages) > 1 else []
    if len(starts) < 2:
        return (document,)
    found = []
    for first, end in pairwise([*starts, len(document.pages) + 1]):
        paragraphs = tuple(p for p in document.paragraphs if first <= (p.page or 0) < end)
        kind = classify(paragraphs)
        found.append(replace(document, name=f"{document.name}-{first}", paragraphs=paragraphs, kind=kind))
    # Chapters of one document are bookmarked too: they are of no kind, or all of one.
    kinds = {part.kind for part in found} - {Kind.ÖVRIGT, Kind.FÖRSÄTTSBLAD}
    return tuple(found) if len(kinds) > 1 else (document,)


def _bookmarked(path: Path) -> Iterator[int]:
    """The pages, from 1, that the bookmarks of the first level lead to."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    from pypdf.generic import Destination

    try:
        reader = PdfReader(path)
        for item in reader.outline:
            if isinstance(item, Destination):
                number = reader.get_destination_page_number(item)
                if number is not None:
                    yield number + 1
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return  # bookmarks that cannot be read take nothing apart
