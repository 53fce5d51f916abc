"""The lines of a PDF page in reading order: pieces put together in rows, and rows in columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loftdocs.read.clauses import is_marker
from loftdocs.read.pdf_lines import ALIGNED, Line, Row, lines_of_rows
from loftdocs.read.pdf_segments import Segment

# In widths of the font size: how far a row's pieces may lie apart in height, and pieces of a phrase in width.
_ROW, _PHRASE = 0.45, 1.0
# A column of running text has at least this many lines, and letters in a line; _GUTTER is in points.
_COLUMN_LINES, _COLUMN_LETTERS, _GUTTER = 4, 18, 6.0


def page_lines(segments: Sequence[Segment], tables: Iterator[int], page: int) -> list[Line]:
    """The lines of one page as they are read; ``tables`` numbers the tables."""
    lines = []
    for region, in_column in _regions(_rows(segments)):
        right = max(piece.x1 for row in region for piece in row)
        for line in lines_of_rows(region, tables):
            lines.append(replace(line, right=right, page=page, in_column=in_column))
    return lines


def _rows(segments: Sequence[Segment]) -> list[Row]:
    """Pieces at one height, from the left, with those of one phrase joined."""
    rows: list[list[Segment]] = []
    for piece in sorted(segments, key=lambda s: (-s.y, s.x0)):
        if rows and _level(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_phrases(row) for row in rows]


def _level(row: Sequence[Segment], piece: Segment) -> bool:
    """True for the same height; a raised number of a note too, but not a line that would lie on another."""
    first = max(row, key=lambda s: s.size)
    distance = abs(first.y - piece.y) / max(first.size, piece.size)
    return distance < _ROW / 3 or (distance < _ROW and not any(s.x0 < piece.x1 and piece.x0 < s.x1 for s in row))


def _phrases(row: Sequence[Segment]) -> Row:
    joined: list[Segment] = []
    for piece in sorted(row, key=lambda s: s.x0):
        gap = (piece.x0 - joined[-1].x1) / max(piece.size, joined[-1].size) if joined else 0.0
        if joined and gap < _PHRASE and not (len(joined) == 1 and gap > 0.5 and is_marker(joined[0].text)):
            joined[-1] = _join(joined[-1], piece, " " if gap > 0.2 else "")
        else:
            joined.append(piece)
    return tuple(joined)


def _join(one: Segment, other: Segment, between: str) -> Segment:
    long = one if len(one.text) >= len(other.text) else other
    bold = one.bold and other.bold
    return Segment(one.text + between + other.text, one.x0, max(one.x1, other.x1), long.y, long.size, bold)


def _regions(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Rows that are read one after the other; columns of running text are regions of their own, left to right."""
    found = _columns(rows)
    if found is None:
        if rows:
            yield rows, False
        return
    start, stop, edge = found
    yield from _regions(rows[:start])
    for left in (True, False):
        sides = (tuple(p for p in row if (p.x0 < edge - ALIGNED) == left) for row in rows[start:stop])
        for region, _in_column in _regions([side for side in sides if side]):
            yield region, True
    yield from _regions(rows[stop:])


def _columns(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """A stretch of rows with running text on both sides of a gutter, and where the right side begins."""
    if len(rows) < _COLUMN_LINES:
        return None
    margin = min(piece.x0 for row in rows for piece in row)
    starts = Counter(round(piece.x0) for row in rows for piece in row if piece.x0 > margin + 8 * piece.size)
    for edge in sorted(x for x, times in starts.items() if times + starts[x + 1] >= _COLUMN_LINES):
        crossing = [any(p.x0 < edge - _GUTTER and p.x1 > edge - 2 for p in row) for row in rows]
        start = 0
        for stop in range(len(rows) + 1):
            if stop == len(rows) or crossing[stop]:
                if _is_running(rows[start:stop], edge):
                    return start, _without_tail(rows, start, stop, edge), edge
                start = stop + 1
    return None


def _is_running(rows: Sequence[Row], edge: float) -> bool:
    sides = [[p for row in rows for p in row if (p.x0 < edge - ALIGNED) == left] for left in (True, False)]
    for side in sides:
        if len(side) < _COLUMN_LINES or sum(len(p.text) for p in side) < _COLUMN_LETTERS * len(side):
            return False
        widest = max(p.x1 - p.x0 for p in side)
        if sum(p.x1 - p.x0 > 0.6 * widest for p in side) < len(side) / 2:
            return False
    return True


def _without_tail(rows: Sequence[Row], start: int, stop: int, edge: float) -> int:
    """The end of a stretch without rows that follow below both columns, after a clear gap."""
    last = max(i for i in range(start, stop) if any(p.x0 >= edge - ALIGNED for p in rows[i]))
    for index in range(last + 1, stop):
        if rows[index - 1][0].y - rows[index][0].y > 2.2 * rows[index][0].size:
            return index
    return stop
