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
_PLACED = frozenset((PARAGRAPH, _TABLE, _ROW, _CELL))
# Programs may use the languages of Word itself and of its add-ons in what older ones are given another copy of.
_UNDERSTOOD = (
    *("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/"),
    "urn:schemas-microsoft-com:",
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN, _DRAWN_TEXT, _DRAWN_BREAK = f"{_DRAWING}p", f"{_DRAWING}t", f"{_DRAWING}br"
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
        if child.tag not in (_TABLE, _ROW, _CELL):
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
    rows = (row for row in _children(table) if row.tag == _ROW and row.find(f"{W}trPr/{W}del") is None)
    for index, row in enumerate(row for row in rows if not _row_is_hidden(row)):
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


def _row_is_hidden(row: _Element) -> bool:
    return bool(switched_on(row.find(f"{W}trPr/{W}hidden")))


def hidden_cells(root: _Element) -> Iterator[_Element]:
    """The rows and cells of a text that are not printed: hidden, or behind a cell that they are merged into."""
    yield from (row for row in root.iter(_ROW) if _row_is_hidden(row))
    for cell in root.iter(_CELL):
        if _is_covered(cell) and cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def _mark_is_removed(paragraph: _Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _REMOVED)


def _children(parent: _Element) -> Iterator[_Element]:
    """The paragraphs, tables, rows and cells, as if nothing were around them: content controls, kept changes, …

    What has runs of its own and is no paragraph is given as one: no text is lost to an element that nobody knows.
    """
    for child in parent:
        if child.tag in _PLACED or child.find(f"{W}r") is not None:
            if child.tag not in _REMOVED:
                yield child
        elif child.tag == ALTERNATE:
            if (chosen := alternative(child)) is not None:
                yield from _children(chosen)
        elif child.tag not in _REMOVED:
            yield from _children(child)


def alternative(element: _Element) -> _Element | None:
    """The one alternative that is read: the first that Word understands, else the copy for other programs.

    Source: ISO/IEC 29500-3, 9.3.
    """
    choices = element.findall(_CHOICE)
    fallback = element.find(_FALLBACK)
    understood = next(filter(_is_understood, choices), fallback)
    return choices[0] if understood is None and choices else understood


def _is_understood(choice: _Element) -> bool:
    names = (choice.get("Requires") or "").split()
    return all((choice.nsmap.get(name) or "").startswith(_UNDERSTOOD) for name in names)


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes anchored in a paragraph; those inside another text box belong to that one's paragraphs."""
    return (box for box in paragraph.iter(_BOX) if _is_shown(box, paragraph))


def watermarks(paragraph: _Element) -> Iterator[str]:
    """Texts drawn as pictures in a paragraph, such as UTKAST across the page."""
    for element in paragraph.iter(_WATERMARK):
        text = (element.get("string") or "").strip()
        if text and _is_shown(element, paragraph):
            yield text


def drawn(paragraph: _Element) -> Iterator[str]:
    """The texts of shapes that are written in the language of pictures: SmartArt, and shapes on a canvas."""
    for element in paragraph.iter(_DRAWN):
        parts = element.iter(_DRAWN_TEXT, _DRAWN_BREAK)
        text = "".join("\n" if part.tag == _DRAWN_BREAK else part.text or "" for part in parts)
        if text.strip() and _is_shown(element, paragraph) and not is_in_chart(element):
            yield text


def is_in_chart(element: _Element) -> bool:
    """True for what stands in a chart: names and values, which are no sentences."""
    return next(element.iterancestors("{*}chartSpace"), None) is not None


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
