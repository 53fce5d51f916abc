"""Rows of a PDF page made into lines, and into the cells of tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loftdocs.read.clauses import is_marker
from loftdocs.read.document import Cell, Part
from loftdocs.read.pdf_segments import Segment

Row = tuple[Segment, ...]

# In widths of the font size: a gap that stands for a tab, and how far apart the lines of one cell may lie.
_TAB, _WRAPPED = 3.0, 1.4
# In points: how exactly the cells of one column begin, end or are centred.
ALIGNED = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one line of a table cell; ``right`` is how far its column goes."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    right: float = 0.0
    page: int = 1
    number: str = ""
    cell: Cell | None = None
    part: Part = "body"
    in_column: bool = False


def lines_of_rows(rows: Sequence[Row], tables: Iterator[int]) -> Iterator[Line]:
    """The lines of rows that are read one after the other, those of a table cell by cell."""
    index = 0
    while index < len(rows):
        stop = _table_end(rows, index)
        if stop > index:
            yield from _table(rows[index:stop], next(tables))
            index = stop
        else:
            yield _line(rows[index])
            index += 1


def _line(row: Row) -> Line:
    number, pieces = (row[0].text, row[1:]) if len(row) > 1 and is_marker(row[0].text) else ("", row)
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += ("\t" if piece.x0 - before.x1 > _TAB * piece.size else " ") + piece.text
    longest = max(pieces, key=lambda p: len(p.text))
    bold = all(piece.bold for piece in pieces)
    return Line(text, pieces[0].x0, pieces[-1].x1, longest.y, longest.size, bold, number=number)


def _table_end(rows: Sequence[Row], start: int) -> int:
    """The row after a table that begins at ``start``; ``start`` itself if none does."""
    if not _has_cells(rows[start]):
        return start
    stop, last = start + 1, rows[start]
    while stop < len(rows):
        row = rows[stop]
        if _has_cells(row) and _aligned(last, row) >= 2:
            last = row
        elif not (len(row) == 1 and _is_wrapped(rows[stop - 1], row, last)):
            break
        stop += 1
    while stop > start and len(rows[stop - 1]) == 1 and rows[stop - 1][0].x0 < rows[start][1].x0 - ALIGNED:
        stop -= 1  # lines below the first column belong to what comes after the table
    multiple = [row for row in rows[start:stop] if _has_cells(row)]
    return stop if len(multiple) >= 2 and len(_edges(multiple)) >= 2 else start


def _has_cells(row: Row) -> bool:
    return len(row) > 1 and not is_marker(row[0].text)


def _aligned(above: Row, below: Row) -> int:
    def meets(one: Segment, other: Segment) -> bool:
        ends = (one.x0 - other.x0, one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2)
        return any(abs(end) < ALIGNED for end in ends)

    return sum(any(meets(one, other) for one in above) for other in below)


def _is_wrapped(before: Row, row: Row, cells: Row) -> bool:
    """True for a line that goes on in one of the cells above it."""
    piece = row[0]
    near = before[0].y - piece.y < _WRAPPED * piece.size
    return near and any(abs(cell.x0 - piece.x0) < ALIGNED for cell in cells)


def _edges(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns of a table, as widths that no cell reaches out of."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in rows for piece in row):
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _table(rows: Sequence[Row], number: int) -> Iterator[Line]:
    columns = _edges([row for row in rows if len(row) > 1])
    cells: dict[tuple[int, int], list[Segment]] = {}
    index = -1
    for position, row in enumerate(rows):
        wrapped = position > 0 and rows[position - 1][0].y - row[0].y < _WRAPPED * row[0].size
        index += not (wrapped and (len(row) == 1 or row[0].x0 > columns[0][1]))
        for piece in row:
            column = min(range(len(columns)), key=lambda c: abs(columns[c][0] - piece.x0))
            inside = [c for c, (x0, x1) in enumerate(columns) if x0 - 1 <= piece.x0 <= x1]
            cells.setdefault((index, inside[0] if inside else column), []).append(piece)
    for (row_index, column), pieces in sorted(cells.items()):
        for piece in pieces:
            place = Cell(number, row_index, column)
            yield Line(piece.text, piece.x0, piece.x1, piece.y, piece.size, piece.bold, cell=place)
