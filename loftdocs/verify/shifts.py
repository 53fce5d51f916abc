"""Words that a rewriting has moved a hair: laid on each other one by one, they are the same or they are not.

Some programs place each letter anew (Cairo rounds every step), or make a picture of the page. Laid on the built page as
a whole, the lines drift apart; a word laid on its own word does not.
"""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from loftdocs.verify.drawing import pixels
from loftdocs.verify.regions import Pixels
from loftdocs.verify.result import Box

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels at 200 dots an inch that a word may stand to the side (0.4 mm; Cairo needs two), and that may be unlike.
_FARTHEST, _SPECK = 3, 5
_NEARLY_ALL, _HOPELESS = 0.7, 40  # part of the words; words
_MARGIN = 1
_SPIRAL = sorted(
    ((dx, dy) for dx in range(-_FARTHEST, _FARTHEST + 1) for dy in range(-_FARTHEST, _FARTHEST + 1)),
    key=lambda shift: (shift[0] ** 2 + shift[1] ** 2, shift),
)


def settled(
    mask: "Image", before: "Image", after: "Image", page: Any, unlike: "Callable[[Image, Image], Image]"
) -> "Image":
    """The mask of what differs, without the words of the built ``page`` that are found whole a little to the side.

    ``unlike`` gives the mask of two pictures of one size. Where nearly all words have moved by the same, somebody has
    moved the page, and nothing is settled: programs that round move each word by its own.
    """
    left = mask.copy()
    last = (0, 0)
    shifts: Counter[tuple[int, int]] = Counter()
    astray = 0
    for word in words(page, before.size):
        if mask.crop(word).getbbox() is None:
            shifts[0, 0] += 1
            continue
        was = before.crop(word).convert("L")
        for dx, dy in (last, *_SPIRAL):
            moved = (word[0] + dx, word[1] + dy, word[2] + dx, word[3] + dy)
            if unlike(was, after.crop(moved).convert("L")).histogram()[255] <= _SPECK:
                last = (dx, dy)
                shifts[last] += 1
                for box in (word, moved):
                    left.paste(0, (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
                break
        else:
            astray += 1
            if astray > _HOPELESS and astray > shifts.total():
                return mask  # a scan, or another page: nothing lies where it was
    shift, count = shifts.most_common(1)[0] if shifts else ((0, 0), 0)
    return mask if shift != (0, 0) and count > _NEARLY_ALL * shifts.total() else left


def words(page: Any, size: tuple[int, int]) -> Iterator[Pixels]:
    """The rectangles of a page's words with some air around, in pixels of a picture of this size."""
    for left, top, right, bottom in pixels(page, *size, _words(page)):
        yield left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN


def _words(page: Any) -> Iterator[Box]:
    text = page.get_textpage()
    sides = [ctypes.c_double() for _ in range(4)]
    found: Box | None = None
    try:
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            raw.FPDFText_GetCharBox(text, index, *map(ctypes.byref, sides))
            x0, x1, y0, y1 = (side.value for side in sides)
            whole = not letter.isspace() and x1 > x0 and y1 > y0
            if found and (not whole or x0 < found[0] or x0 - found[2] > 3 or y0 > found[3] or y1 < found[1]):
                yield found
                found = None
            if whole:
                a0, b0, a1, b1 = found or (x0, y0, x1, y1)
                found = min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1)
        if found:
            yield found
    finally:
        text.close()
