"""The straight lines drawn on a PDF page: rules, borders of paragraphs and of table cells, and thin bars."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from loftdocs.read.pdf_segments import Box

# In points. A filled bar no thicker than this is a line; what slants by less is level or upright.
_BAR, _SLANT = 3.0, 0.5
# A border is drawn cell by cell, a dashed line dash by dash: pieces no further apart are one line.
_LEVEL_WITH, _NEXT_TO = 1.0, 4.0


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line in points: level from x ``start`` to x ``end`` at y ``place``, or upright, with x and y changed about."""

    start: float
    end: float
    place: float
    half: float  # of its thickness

    @property
    def length(self) -> float:
        return self.end - self.start


Point = tuple[float, float]


def drawn(page: Any, box: Box) -> tuple[tuple[DrawnLine, ...], tuple[DrawnLine, ...]]:
    """The level and the upright lines of a pypdfium2 page, in points from the lower left of ``box``.

    Lines inside a form XObject are not seen.
    """
    level: list[DrawnLine] = []
    upright: list[DrawnLine] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        for (x0, y0), (x1, y1), half in _strokes(shape):
            left, right = sorted((x0 - box.left, x1 - box.left))
            low, high = sorted((y0 - box.bottom, y1 - box.bottom))
            if high - low <= _SLANT < right - left:
                level.append(DrawnLine(left, right, (low + high) / 2, half))
            elif right - left <= _SLANT < high - low:
                upright.append(DrawnLine(low, high, (left + right) / 2, half))
    return joined(level), joined(upright)


def joined(rules: Sequence[DrawnLine]) -> tuple[DrawnLine, ...]:
    """The same lines with pieces that go on each other made one."""
    done: list[DrawnLine] = []
    for rule in sorted(rules, key=lambda r: (r.start, r.place)):
        for index, other in enumerate(done):
            if abs(other.place - rule.place) <= _LEVEL_WITH and rule.start <= other.end + _NEXT_TO:
                done[index] = replace(other, end=max(other.end, rule.end), half=max(other.half, rule.half))
                break
        else:
            done.append(rule)
    return tuple(done)


def _strokes(shape: Any) -> Iterator[tuple[Point, Point, float]]:
    """The straight strokes of a path: both ends and half the thickness; a filled bar is a stroke along its middle."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    raw.FPDFPageObj_GetStrokeWidth(shape, width)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    for part in _parts(shape, matrix):
        if stroke.value:
            for one, other in pairwise(part):
                yield one, other, width.value * scale / 2
        elif fill.value:
            xs, ys = [x for x, _ in part], [y for _, y in part]
            left, right, low, high = min(xs), max(xs), min(ys), max(ys)
            if high - low <= min(_BAR, right - left):
                middle = (low + high) / 2
                yield (left, middle), (right, middle), (high - low) / 2
            elif right - left <= _BAR:
                middle = (left + right) / 2
                yield (middle, low), (middle, high), (right - left) / 2


def _parts(shape: Any, matrix: Any) -> Iterator[list[Point]]:
    """The corners of each unbroken part of a path, on the page; a curve breaks it."""
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[Point] = []
    for index in range(raw.FPDFPath_CountSegments(shape)):
        step = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(step, x, y)
        if raw.FPDFPathSegment_GetType(step) != raw.FPDF_SEGMENT_LINETO and part:
            yield part
            part = []
        along = matrix.a * x.value + matrix.c * y.value + matrix.e
        part.append((along, matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(step):
            part.append(part[0])
    if part:
        yield part
