"""Headings: a document's title is its first, and none below it skips a level (ISO 14289-1, 7.4; ISO 32000-1, 14.8.4).

LibreOffice tags a paragraph by its style's name where it is no heading to Word, and Word's Title is none: it is read as
any paragraph, and each of the sections as the beginning of a document. In the bookmarks it does not stand at all.
"""

from collections.abc import Iterator, Sequence

from pikepdf import Name, OutlineItem, Pdf

from loftdocs.bundle.links import A4_HEIGHT
from loftdocs.bundle.structure import elements

# What an element is, and how far down it stands.
_LEVELS = {"/Title": 0, **{f"/H{level}": level for level in range(1, 7)}}


def settle(pdf: Pdf) -> bool:
    """Makes the titles of a document H1, and what was H1 then H2; a level that was skipped is not any more.

    Without a title the levels are those that the document has. True if there is a title. Done twice, it does nothing
    the second time.
    """
    root = pdf.Root.get(Name.StructTreeRoot)
    if root is None:
        return False
    found = [(each, _LEVELS[kind]) for each in elements(root) if (kind := str(each.S)) in _LEVELS]
    for (element, _), level in zip(found, without_gaps([level for _, level in found]), strict=True):
        element.S = Name(f"/H{min(level, 6)}")
    roles = root.get(Name.RoleMap)
    if roles is not None and Name.Title in roles:
        del roles[Name.Title]
    return any(level == 0 for _, level in found)


def without_gaps(levels: Sequence[int]) -> Iterator[int]:
    """The level of each heading, from 1, such that none is more than one below the heading before it.

    What stood on one level below the same heading still does.
    """
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield len(above)


def bookmark_title(pdf: Pdf, title: str) -> None:
    """Puts a bookmark for the document's title above those of its sections."""
    with pdf.open_outline() as outline:
        top = top_bookmark(title)
        top.children.extend(outline.root)
        outline.root[:] = [top]


def top_bookmark(title: str, page: int = 0) -> OutlineItem:
    """A bookmark, open, for a document that begins on ``page`` (from 0)."""
    top = OutlineItem(title, page, "XYZ", left=0, top=A4_HEIGHT)
    top.is_closed = False
    return top
