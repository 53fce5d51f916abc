"""The text on a page of a PDF as pieces of lines with their places."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pypdfium2 import raw

# A gap as wide as this ends a piece; what is narrower, but wider than _SPACE, is a space. In widths of the font size.
_GAP, _SPACE, _BACK = 0.8, 0.2, 0.35
_SAME_LINE = 0.15
_BOLD_NAMES = ("bold", "black", "heavy", "semib", "demi")
_FORCED_BOLD = 1 << 18
_DIAGONAL = 4
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
# What PDFium gives for a hyphen at the end of a line; a soft hyphen there is printed too.
_LINE_END_HYPHENS = "\x02\ufffe\u00ad\u2010"
# Letters that are not read as they stand: controls, hyphens at a line's end, surrogates, and spaces in a row.
_UNEVEN = re.compile(f"[\\x00-\\x1f\\ud800-\\udfff\\ufffd-\\uffff{_LINE_END_HYPHENS}]|\\s\\s")


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

    def add(self, letters: str, right: float, face: "_Face") -> None:
        count = len(letters)
        self.letters.append(letters)
        self.sizes[face.size] += count
        self.bold += face.bold * count
        self.x1 = max(self.x1, right)

    def closed(self) -> Segment:
        text = "".join(self.letters)
        size = self.sizes.most_common(1)[0][0]  # a bullet may be smaller than its text
        bold = self.bold > 0.9 * len(text)
        text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
        return Segment(text, self.x0, self.x1, self.y, size, bold)


@dataclass(frozen=True, slots=True)
class _Face:
    """What all letters of one text object share."""

    key: int
    size: float
    turn: int
    bold: bool


def segments(text: Any, box: Box, *, whole: bool = False) -> dict[int, list[Segment]]:
    """The pieces by direction, in the order in which the file draws them.

    ``whole`` for a page that LibreOffice made: there what one text object shows has no gap in it, so that it is read at
    once instead of letter by letter.
    """
    found: dict[int, list[Segment]] = {}
    current: _Open | None = None
    last: tuple[str, float, float, int] | None = None
    space = ""
    for letter, x, y, left, right, face in _letters(text, box, whole):
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


_Letters = tuple[str, float, float, float, float, _Face]
_NAME = ctypes.create_string_buffer(128)
_BUFFER = (ctypes.c_ushort * 2048)()
_NOWHERE = _Face(0, 1, 0, False)


def _letters(text: Any, box: Box, whole: bool) -> Iterator[_Letters]:
    """Each letter with its point on the line, its left and right edge, and its face; spaces too.

    With ``whole`` the letters of one text object come together, where they can.
    """
    # Run for every letter of a bundle: what is asked for each is kept to the least.
    x, y, edges = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    faces: dict[int, _Face] = {}
    index, count = 0, max(raw.FPDFText_CountChars(text), 0)
    while index < count:
        at, index = index, index + 1
        letter = _letter(raw.FPDFText_GetUnicode(text, at))
        if letter.isspace():
            yield letter, 0, 0, 0, 0, _NOWHERE
            continue
        if not letter:
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, edges)
        if not box.shows(x.value, y.value):
            continue
        owner = raw.FPDFText_GetTextObject(text, at)
        key = ctypes.addressof(owner.contents) if owner else 0
        face = faces.get(key)
        if face is None:
            face = faces[key] = _face(text, at, owner, key)
            if whole and face.turn == 0 and (run := _run(text, at, owner, key)):
                left = min(edges.left, edges.right) - box.left
                raw.FPDFText_GetLooseCharBox(text, at + len(run) - 1, edges)
                yield run, x.value - box.left, y.value - box.bottom, left, edges.right - box.left, face
                index = at + len(run)
                continue
        if face.turn == 0:
            left, right = edges.left - box.left, edges.right - box.left
            yield letter, x.value - box.left, y.value - box.bottom, min(left, right), max(left, right), face
            continue
        corners = [box.turned(*point, face.turn) for point in ((edges.left, edges.bottom), (edges.right, edges.top))]
        lefts = [corner[0] for corner in corners]
        yield letter, *box.turned(x.value, y.value, face.turn), min(lefts), max(lefts), face


def _run(text: Any, index: int, owner: Any, key: int) -> str:
    """All letters of a text object whose first is at ``index``; nothing if they do not lie there one after another."""
    size = raw.FPDFTextObj_GetText(owner, text, _BUFFER, ctypes.sizeof(_BUFFER))  # bytes, with two that end it
    if not 6 <= size <= ctypes.sizeof(_BUFFER):
        return ""
    run = ctypes.string_at(_BUFFER, size - 2).decode("utf-16-le", errors="replace").strip()
    end = index + len(run) - 1
    if end == index or _UNEVEN.search(run):
        return ""
    last = raw.FPDFText_GetTextObject(text, end)
    if not last or ctypes.addressof(last.contents) != key:
        return ""
    there = (raw.FPDFText_GetUnicode(text, index), raw.FPDFText_GetUnicode(text, end))
    return run if there == (ord(run[0]), ord(run[-1])) else ""


@lru_cache(maxsize=4096)
def _letter(code: int) -> str:
    """What a character code stands for: a hyphen for any at a line's end, nothing if the file gives it no meaning."""
    letter = "-" if chr(code) in _LINE_END_HYPHENS else chr(code)
    return "" if unicodedata.category(letter) in ("Cc", "Cn", "Cs") and not letter.isspace() else letter


@lru_cache(maxsize=512)
def _named_bold(font: bytes) -> bool:
    return any(word in font.decode("latin-1").lower() for word in _BOLD_NAMES)


def _face(text: Any, index: int, owner: Any, key: int) -> _Face:
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetFontInfo(text, index, _NAME, len(_NAME), flags)
    size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else _DIAGONAL
    stroked = bool(owner) and raw.FPDFTextObj_GetTextRenderMode(owner) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    return _Face(
        key, max(round(size, 1), 1.0), turn, _named_bold(_NAME.value) or stroked or bool(flags.value & _FORCED_BOLD)
    )
