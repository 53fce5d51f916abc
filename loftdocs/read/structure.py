"""Where paragraphs stand in a Word file's XML: in the text, in tables, in text boxes; only what is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from loftdocs.read.document import Cell
from loftdocs.read.package import MC, W, switched_on, value, whole

PARAGRAPH = f"{W}p"
ALTERNATE, _CHOICE, _FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
_TABLE, _ROW, _CELL, _BOX = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}txbxContent"
_REMOVED = (f"{W}del", f"{W}moveFrom")
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"


@dataclass(frozen=True)
class Block:
    """One paragraph as printed: an element, or several whose marks between them are deleted."""

    elements: Sequence[_Element]
    cell: Cell | None

    @property
    def is_hidden(self) -> bool:
        """True if the paragraph's mark is hidden and it has no run: then it is not there, nor counted in a list."""
        last = self.elements[-1]
        return bool(switched_on(last.find(f"{W}pPr/{W}rPr/{W}vanish"))) and last.find(f".//{W}t") is None


def blocks(root: _Element, cell: Cell | None, tables: Iterator[int]) -> Iterator[Block]:
    """The paragraphs directly in ``root`` and in its tables, in reading order; ``tables`` numbers the tables."""
    held: list[_Element] = []
    for child in _children(root):
        if child.tag == PARAGRAPH:
            held.append(child)
            if _mark_is_removed(child):
                continue
        if held:
            yield Block(held, cell)
            held = []
        if child.tag == _TABLE:
            yield from _table(child, next(tables), tables)
    if held:
        yield Block(held, cell)


def _table(table: _Element, number: int, tables: Iterator[int]) -> Iterator[Block]:
    rows = (row for row in _children(table) if row.tag == _ROW and not _row_is_removed(row))
    for index, row in enumerate(rows):
        column = whole(value(row.find(f"{W}trPr/{W}gridBefore")), 0) or 0
        for cell in _children(row):
            if cell.tag == _CELL:
                if not _is_covered(cell):
                    yield from blocks(cell, Cell(number, index, column), tables)
                column += whole(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1) or 1


def _is_covered(cell: _Element) -> bool:
    """True if the cell is a part of a merged cell that began above or to the left, or is deleted."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return False
    merges = (properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge"))
    covered = any(merge is not None and value(merge) != "restart" for merge in merges)
    return covered or properties.find(f"{W}cellDel") is not None


def _row_is_removed(row: _Element) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or bool(switched_on(properties.find(f"{W}hidden")))


def _mark_is_removed(paragraph: _Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _REMOVED)


def _children(parent: _Element) -> Iterator[_Element]:
    """The children as if content controls, kept changes and alternatives were not around them."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif child.tag == ALTERNATE:
            if (chosen := alternative(child)) is not None:
                yield from _children(chosen)
        elif child.tag not in _REMOVED:
            yield child


def alternative(element: _Element) -> _Element | None:
    """The one alternative that is read: what Word writes for itself, else the copy for older programs."""
    chosen = element.find(_CHOICE)
    return element.find(_FALLBACK) if chosen is None else chosen


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes anchored in a paragraph; those inside another text box belong to that one's paragraphs."""
    return (box for box in paragraph.iter(_BOX) if _is_shown(box, paragraph))


def watermarks(paragraph: _Element) -> Iterator[str]:
    """Texts drawn as pictures in a paragraph, such as UTKAST across the page."""
    for element in paragraph.iter(_WATERMARK):
        text = (element.get("string") or "").strip()
        if text and _is_shown(element, paragraph):
            yield text


def _is_shown(element: _Element, paragraph: _Element) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is paragraph:
            return True
        if ancestor.tag == _BOX or ancestor.tag in _REMOVED:
            return False
        if ancestor.tag in (_CHOICE, _FALLBACK):
            around = ancestor.getparent()
            if around is not None and alternative(around) is not ancestor:
                return False
    return False
