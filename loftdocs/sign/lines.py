"""Where a PDF is signed: the lines with a label such as "Underskrift", found by how the page looks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdfium2 import raw

from loftdocs.read.pdf_segments import Box, Segment, segments
from loftdocs.read.pdfium import opened
from loftdocs.sign.rules import DrawnLine, drawn

_WORDS = ("underskrift", "namnteckning", "signatur")
# "Underskrift:", "Namnteckning och namnförtydligande", "Behörig firmatecknares underskrift"; no sentence with the word.
_LABEL = re.compile(
    r"(?:(?!ort\b|datum\b|namnförtydligande|organisation)\w+ (?:\w+ ){0,2})?"
    r"(?:(?:namn)?underskrift|namnteckning|signatur)(?:$| ?[:,(/]| (?:och|av|för|samt) )",
    re.IGNORECASE,
)
_LONGEST = 60  # letters in a label
# In points: how short a line may be, how far above it its label's baseline lies (in a table cell: anywhere), how far
# below it the label's top, and how far to the right of the label it begins.
_SHORTEST, _ON, _IN_CELL, _BENEATH, _AFTER = 80.0, 20.0, 80.0, 16.0, 40.0
# In points: the height to write in, what is little, and what is none; the least width; air around.
_HEIGHT, _LOW, _NONE, _NARROW, _AIR = 28.0, 20.0, 12.0, 40.0, 4.0
# A letter's height and depth in font sizes.
_ASCENT, _DESCENT = 0.75, 0.25

Corners = tuple[float, float, float, float]


@dataclass(frozen=True)
class SignatureLine:
    """A place to sign.

    ``page`` counts from 1. ``box`` is the free space on the line in points (left, lower, right, upper), as the page's
    own coordinates have it. ``block`` is the text below in the same column, up to the next place to sign. ``mcid`` is
    the marked content that the label stands in, None on a page without tags.
    """

    page: int
    box: Corners
    block: str
    mcid: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A label, its rule, the free space, and the left and right edge of the column that the line stands over."""

    label: Segment
    rule: DrawnLine
    box: Corners
    column: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Page:
    """What is on one page: pieces of text, level and upright lines."""

    pieces: tuple[Segment, ...]
    level: tuple[DrawnLine, ...]
    upright: tuple[DrawnLine, ...]


def signature_lines(pdf: Path) -> tuple[SignatureLine, ...]:
    """Every place to sign, page by page from the top.

    A place is a level line with a label on it or right beneath it, and free space above. A line made of letters
    (underscores, dots) is none. For PDFs that LibreOffice made.

    Raises `pypdfium2.PdfiumError` for what is no PDF, or one that asks for a password.
    """
    with opened(pdf) as document:
        return tuple(line for index in range(len(document)) for line in _lines_of_page(document, index))


def _lines_of_page(document: Any, index: int) -> Iterator[SignatureLine]:
    page = document[index]
    text = page.get_textpage()
    try:
        # Pieces take some 10 ms a page, and few pages are signed.
        if not any(word in text.get_text_range().lower() for word in _WORDS):
            return
        left, bottom, right, top = page.get_cropbox()
        box = Box(left, bottom, right - left, top - bottom)
        seen = _Page(tuple(segments(text, box, whole=True).get(0, ())), *drawn(page, box))
        places = [place for piece in seen.pieces if is_label(piece.text) and (place := _place(piece, seen))]
        places.sort(key=lambda place: (-round(place.rule.place), place.label.x0))
        for place in places:
            x0, y0, x1, y1 = place.box
            block = [piece for piece in _below(place, places, seen) if _is_content(text, piece, place.label, box)]
            corners = (x0 + left, y0 + bottom, x1 + left, y1 + bottom)
            yield SignatureLine(index + 1, corners, _text(block), _mcid(text, place.label, box))
    finally:
        text.close()
        page.close()


def is_label(text: str) -> bool:
    """True for what labels a line to sign on, such as ``Underskrift:``."""
    text = " ".join(text.split())
    return len(text) <= _LONGEST and not text.endswith(".") and _LABEL.match(text) is not None


def _place(label: Segment, page: _Page) -> _Place | None:
    """The place that a label belongs to; of its line and the one above it, that with space to write."""
    possible = [place for rule, on in _rules_of(label, page) if (place := _space(label, rule, on, page))]
    wide = [place for place in possible if place.box[2] - place.box[0] >= _NARROW]
    return next((place for least in (_LOW, _NONE) for place in wide if place.box[3] - place.box[1] >= least), None)


def _rules_of(label: Segment, page: _Page) -> Iterator[tuple[DrawnLine, bool]]:
    """The nearest line below a label and the nearest above it, and if the label stands on it."""
    beside = [wall for wall in page.upright if wall.start - 1 <= label.y and label.y + label.size / 2 <= wall.end]
    in_cell = any(w.place < label.x0 for w in beside) and any(w.place > label.x1 for w in beside)
    long = [rule for rule in page.level if rule.length >= _SHORTEST]
    on = [
        rule
        for rule in long
        if -3 <= label.y - rule.place <= (_IN_CELL if in_cell else _ON) and rule.start <= label.x1 + _AFTER <= rule.end
    ]
    if on:
        yield max(on, key=lambda rule: rule.place), True
    # The line over a label in a cell is that cell's own top, and what is above it another cell.
    top = label.y + _ASCENT * label.size
    beneath = [r for r in long if -1 <= r.place - top <= _BENEATH and r.start - 3 <= label.x0 < r.end and not in_cell]
    if beneath:
        yield min(beneath, key=lambda rule: rule.place), False


def _space(label: Segment, rule: DrawnLine, on: bool, page: _Page) -> _Place | None:
    """The free space above a line: to the right of a label on it; the whole width with the label beneath or high up."""
    row = [s for s in page.pieces if s is not label and abs(s.y - label.y) < 0.6 * label.size]
    floor = rule.place + rule.half
    walls = [wall.place for wall in page.upright if wall.start <= floor + _AIR <= wall.end]
    start = label.x1 if on else label.x0
    left = max([min(rule.start, label.x0), *(x for x in walls if x < label.x0 + 1)])
    if any(left < s.x1 <= label.x0 for s in row):
        left = label.x0  # the line goes on from a column to the left
    right = min([rule.end, *(x - 1 for x in walls if x > start), *(s.x0 - _AIR for s in row if s.x0 >= label.x1)])
    beside = on and label.y - _DESCENT * label.size < floor + _LOW
    x0 = max(rule.start, label.x1 + _AIR if beside else left)
    above = [
        *(s.y - _DESCENT * s.size - 1 for s in page.pieces if s.x0 < right and s.x1 > x0 and s.y >= rule.place - 1),
        *(r.place - r.half - 1 for r in page.level if r.start < right and r.end > x0 and r.place > rule.place + 2),
    ]
    ceiling = min([floor + _HEIGHT, *above])
    if ceiling <= floor or right <= x0:
        return None
    return _Place(label, rule, (x0, floor, right, ceiling), (left - 3, right))


def _below(place: _Place, places: Sequence[_Place], page: _Page) -> list[Segment]:
    """The pieces of text below a line in its column, down to the next place to sign."""
    left, right = place.column
    later = [
        max(other.label.y, other.rule.place) + 3
        for other in places
        if other.rule.place < place.rule.place - 3 and other.column[0] < right and left < other.column[1]
    ]
    top, floor = place.label.y - 0.3 * place.label.size, max(later, default=0.0)
    return [piece for piece in page.pieces if floor < piece.y < top and left <= piece.x0 < right]


def _text(pieces: Sequence[Segment]) -> str:
    """Pieces as lines of text, as they are read."""
    lines: list[str] = []
    last: float | None = None
    for piece in sorted(pieces, key=lambda s: (-round(s.y), s.x0)):
        if last is not None and abs(last - piece.y) < 2:
            lines[-1] += f" {piece.text}"
        else:
            lines.append(piece.text)
        last = piece.y
    return "\n".join(lines)


def _is_content(text: Any, piece: Segment, label: Segment, box: Box) -> bool:
    """False for a footer, which a tagged page marks as no part of its content: it may well name one of the parties."""
    return _mcid(text, piece, box) is not None or _mcid(text, label, box) is None


def _mcid(text: Any, piece: Segment, box: Box) -> int | None:
    """The marked content that the first letter of a piece stands in."""
    x, y = piece.x0 + 0.1 * piece.size + box.left, piece.y + 0.3 * piece.size + box.bottom
    index = raw.FPDFText_GetCharIndexAtPos(text, x, y, 2.0, 2.0)
    letters = raw.FPDFText_GetTextObject(text, index) if index >= 0 else None
    number = raw.FPDFPageObj_GetMarkedContentID(letters) if letters else -1
    return number if number >= 0 else None
