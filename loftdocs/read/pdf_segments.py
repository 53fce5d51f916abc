"""The text on a page of a PDF as pieces of lines with their places."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

# A gap as wide as this ends a piece; what is narrower, but wider than _SPACE, is a space. In widths of the font size.
_GAP, _SPACE, _BACK = 0.8, 0.2, 0.35
_SAME_LINE = 0.15
_BOLD_NAMES = ("bold", "black", "heavy", "semib", "demi")
_FORCED_BOLD = 1 << 18
_DIAGONAL = 4
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
# What PDFium gives for a hyphen at the end of a line; a soft hyphen there is printed too.
_LINE_END_HYPHENS = "\x02\ufffe\u00ad\u2010"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of one line; ``y`` is the baseline, and both axes are as the text is read, from the lower left."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The part of a page that is shown."""

    left: float
    bottom: float
    width: float
    height: float

    def shows(self, x: float, y: float) -> bool:
        return -2 <= x - self.left <= self.width + 2 and -2 <= y - self.bottom <= self.height + 2

    def turned(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """A point as it lies when text that runs in direction ``turn`` (a quarter each) is held level."""
        x, y = x - self.left, y - self.bottom
        points = ((x, y), (y, self.width - x), (self.width - x, self.height - y), (self.height - y, x))
        return points[turn % 4]


@dataclass(slots=True)
class _Open:
    """A piece that is being read."""

    turn: int
    x0: float
    x1: float
    y: float
    letters: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    bold: int = 0

    def add(self, letter: str, right: float, face: "_Face") -> None:
        self.letters.append(letter)
        self.sizes[face.size] += 1
        self.bold += face.bold
        self.x1 = max(self.x1, right)

    def closed(self) -> Segment:
        text = unicodedata.normalize("NFC", "".join(self.letters).translate(_LIGATURES))
        size = self.sizes.most_common(1)[0][0]  # a bullet may be smaller than its text
        return Segment(text, self.x0, self.x1, self.y, size, self.bold > 0.9 * len(self.letters))


@dataclass(frozen=True, slots=True)
class _Face:
    """What all letters of one text object share."""

    key: int
    size: float
    turn: int
    bold: bool


def segments(text: Any, box: Box) -> dict[int, list[Segment]]:
    """The pieces by direction, in the order in which the file draws them."""
    found: dict[int, list[Segment]] = {}
    current: _Open | None = None
    last: tuple[str, float, float, int] | None = None
    space = ""
    for letter, x, y, left, right, face in _letters(text, box):
        if letter.isspace():
            space = "\u00a0" if letter == "\u00a0" else space or " "
            continue
        if last and last[0] == letter and face.key != last[3] and abs(last[1] - x) + abs(last[2] - y) < 0.1 * face.size:
            continue  # the same letter drawn again on itself, to look bold
        same_glyph = last is not None and last[3] == face.key and (last[1], last[2]) == (x, y)
        if current is None or not (same_glyph or _goes_on(current, face, left, y)):
            if current:
                found.setdefault(current.turn, []).append(current.closed())
            current = _Open(face.turn, left, right, y)
        elif not same_glyph and (space or left - current.x1 > _SPACE * face.size):
            current.add(space or " ", current.x1, face)
        current.add(letter, right, face)
        last, space = (letter, x, y, face.key), ""
    if current:
        found.setdefault(current.turn, []).append(current.closed())
    return found


def _goes_on(current: _Open, face: _Face, left: float, y: float) -> bool:
    if current.turn != face.turn:
        return False
    if face.turn == _DIAGONAL:
        return True
    known = max(current.sizes)
    size = max(known, face.size)
    level = abs(current.y - y) < _SAME_LINE * size
    return level and abs(known - face.size) < 0.25 * size and -_BACK * size < left - current.x1 < _GAP * size


def _letters(text: Any, box: Box) -> Iterator[tuple[str, float, float, float, float, _Face]]:
    """Each letter with its point on the line, its left and right edge, and its face; spaces too."""
    from pypdfium2 import raw

    # Run for every letter of a bundle: what is asked for each is kept to the least.
    x, y, edges = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    faces: dict[int, _Face] = {}
    nowhere = _Face(0, 1, 0, False)
    for index in range(max(raw.FPDFText_CountChars(text), 0)):
        letter = _letter(raw.FPDFText_GetUnicode(text, index))
        if letter.isspace():
            yield letter, 0, 0, 0, 0, nowhere
            continue
        if not letter:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, edges)
        if not box.shows(x.value, y.value):
            continue
        owner = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.addressof(owner.contents) if owner else 0
        face = faces.get(key) or faces.setdefault(key, _face(text, index, owner, key))
        if face.turn == 0:
            left, right = edges.left - box.left, edges.right - box.left
            yield letter, x.value - box.left, y.value - box.bottom, min(left, right), max(left, right), face
            continue
        corners = [box.turned(*point, face.turn) for point in ((edges.left, edges.bottom), (edges.right, edges.top))]
        lefts = [corner[0] for corner in corners]
        yield letter, *box.turned(x.value, y.value, face.turn), min(lefts), max(lefts), face


@lru_cache(maxsize=4096)
def _letter(code: int) -> str:
    """What a character code stands for: a hyphen for any at a line's end, nothing if the file gives it no meaning."""
    letter = "-" if chr(code) in _LINE_END_HYPHENS else chr(code)
    return "" if unicodedata.category(letter) in ("Cc", "Cn", "Cs") and not letter.isspace() else letter


def _face(text: Any, index: int, owner: Any, key: int) -> _Face:
    from pypdfium2 import raw

    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else _DIAGONAL
    stroked = bool(owner) and raw.FPDFTextObj_GetTextRenderMode(owner) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    named = any(word in name.value.decode("latin-1").lower() for word in _BOLD_NAMES)
    return _Face(key, max(round(size, 1), 1.0), turn, named or stroked or bool(flags.value & _FORCED_BOLD))
