"""Where on the pages of a PDF a quote stands, letter by letter, however its lines are broken there."""

import ctypes
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pypdfium2 import raw

from loftdocs.read.document import shared_start
from loftdocs.read.pdfium import opened

# The last part of a quote may stand on the next page: so many letters have to be found for the rest to be let go.
_ENOUGH = 24
# A short quote may stand in many places; more marks than this would say nothing.
_MOST_PLACES = 8
_SCALE = 100_000
_HYPHENS = "-\x02\ufffe\u00ad\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle around one line of a quote, from the upper left, in parts (0–1) of the page as it is shown."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Quote:
    """What is looked for: a quote, or only a ``part`` of it. An ellipsis at its ends stands for what was cut off."""

    text: str
    part: str = ""


Lines = tuple[Spot, ...]


@dataclass(slots=True)
class _Letters:
    """The letters of a page without spaces and hyphens; ``index`` is each one's number in PDFium's count."""

    text: str = ""
    index: list[int] = field(default_factory=list)
    words: set[int] = field(default_factory=set)  # where a word begins; the end of the text is one


def find_quotes(path: Path, wanted: Mapping[int, Sequence[Quote]]) -> dict[tuple[int, Quote], tuple[Lines, ...]]:
    """The places of quotes in a PDF.

    ``wanted`` has the quotes by page, from 1. For each that is found, by page and quote: its places on the page, each
    as the rectangles of its lines.
    """
    found = {}
    with opened(path) as document:
        for number, quotes in wanted.items():
            page = document[number - 1]
            text = page.get_textpage()
            letters = _letters(text)
            for quote in quotes:
                places = tuple(tuple(_lines(page, text, *span)) for span in _spans(letters, quote))
                if any(places):
                    found[number, quote] = places
            text.close()
            page.close()
    return found


def _letters(text: Any) -> _Letters:
    letters = _Letters()
    pieces: list[str] = []
    after_space = True
    for index in range(max(raw.FPDFText_CountChars(text), 0)):
        code = raw.FPDFText_GetUnicode(text, index)
        folded = _folded(code)
        for letter in folded:
            if after_space:
                letters.words.add(len(pieces))
            pieces.append(letter)
            letters.index.append(index)
            after_space = False
        after_space = after_space or (not folded and chr(code).isspace())
    letters.text = "".join(pieces)
    letters.words.add(len(pieces))
    return letters


@lru_cache(maxsize=4096)
def _folded(code: int) -> str:
    """A character as it is compared: ligatures taken apart, spaces, hyphens and what is not printed left out."""
    letter = chr(code)
    if letter in _HYPHENS or unicodedata.category(letter) in ("Cc", "Cf", "Cn", "Cs"):
        return ""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not part.isspace())


def _plain(text: str) -> str:
    return "".join(_folded(ord(letter)) for letter in text)


def _spans(letters: _Letters, quote: Quote) -> Iterator[tuple[int, int]]:
    """The first letter of each place and how many there are, in PDFium's count."""
    wanted, part = _plain(quote.text.strip("…")), _plain(quote.part)
    if not wanted:
        return
    starts = list(_occurrences(letters.text, wanted))
    whole = [s for s in starts if s in letters.words and s + len(wanted) in letters.words]
    length = len(wanted)
    if not starts and len(wanted) > _ENOUGH:
        start = letters.text.find(wanted[:_ENOUGH])
        starts = [start] if start >= 0 else []
        length = shared_start(letters.text[start:], wanted)
    inside = letters.text[starts[0] : starts[0] + length].find(part) if part and starts else -1
    if inside >= 0:
        length = len(part)
    for start in (whole or starts)[:_MOST_PLACES]:
        begin = start + max(inside, 0)
        first, last = letters.index[begin], letters.index[begin + length - 1]
        yield first, last - first + 1


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + len(wanted))


def _lines(page: Any, text: Any, first: int, count: int) -> Iterator[Spot]:
    """One rectangle for each line of the letters, on the page as it is turned and cropped."""
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    boxes: list[list[float]] = []
    for index in range(max(raw.FPDFText_CountRects(text, first, count), 0)):
        left, top, right, bottom = edges
        raw.FPDFText_GetRect(text, index, *edges)
        corners = []
        for across, up in ((left, top), (right, bottom)):
            raw.FPDF_PageToDevice(page, 0, 0, _SCALE, _SCALE, 0, across.value, up.value, x, y)
            corners.append((x.value / _SCALE, y.value / _SCALE))
        (x0, x1), (y0, y1) = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        last = boxes[-1] if boxes else None
        if last and min(last[3], y1) - max(last[1], y0) > 0.5 * min(last[3] - last[1], y1 - y0):
            last[:] = [min(last[0], x0), min(last[1], y0), max(last[2], x1), max(last[3], y1)]
        else:
            boxes.append([x0, y0, x1, y1])
    for x0, y0, x1, y1 in boxes:
        yield Spot(round(x0, 5), round(y0, 5), round(x1 - x0, 5), round(y1 - y0, 5))
