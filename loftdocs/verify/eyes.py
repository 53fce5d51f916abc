"""The second eye: pages of the built and of the returned file, drawn by PDFium and compared where they are seen.

Two ways. Where the built file is the beginning of the returned one, both are drawn by the same engine from the same
page, so that a single pixel tells. Where the file was rewritten (re-saved, flattened, stamped, printed to PDF), the
same letter may be drawn half a pixel off: then a pixel counts if nothing like it is within reach of a pixel.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from loftdocs.read.pdfium import PDFIUM, opened_for_long
from loftdocs.verify.alignment import page_text
from loftdocs.verify.drawing import blank, draw, drawn, jpeg
from loftdocs.verify.regions import Pixels, rectangles
from loftdocs.verify.result import Box, Jpeg, Mark
from loftdocs.verify.shifts import settled

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch. Where a digit may be exchanged for one like it, the strokes have to be wider than a pixel's reach; a
# page that is itself a picture has no finer strokes than it was made with.
EXACT_DPI, LOOSE_DPI, _PICTURE_DPI, _OTHER_DPI = 72, 200, 150, 170
# Of 255: how unlike its surroundings a pixel of a rewritten page has to be, and how dark ink is at the least.
_UNLIKE, _INK = 72, 190
_OVER = [255 if value > _UNLIKE else 0 for value in range(256)]
# Pixels of a rewritten page that may be unlike without its being a mark: an edge drawn otherwise.
_SPECK = 6
_LARGEST = 2000.0  # points: a larger side is no page of paper, and would take gigabytes to draw
_SAME_SIZE = 1.5  # points: printers round the size of a sheet


@dataclass(frozen=True)
class Seen:
    """A built page beside the returned one, both by number from 0.

    ``marks`` are the differences; ``other_size`` is true if the paper has another size or is turned, ``unlike`` if so
    much is different that the pages cannot be laid on each other (a scan, or another page altogether). ``picture`` is
    the returned page in grey, if it is the same and was drawn small.
    """

    built: int
    returned: int
    marks: tuple[Mark, ...] = ()
    other_size: bool = False
    unlike: bool = False
    picture: Jpeg | None = None


class Sight:
    """Two PDFs opened in PDFium. Close it after use."""

    def __init__(self, built: bytes, returned: bytes) -> None:
        self.built, self.returned = opened_for_long(built, forms=True), opened_for_long(returned, forms=True)
        self._read: dict[tuple[Any, int], str] = {}

    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What each page of the built and of the returned file says."""
        with PDFIUM:
            built, returned = (
                tuple(self._text(document, at) for at in range(len(document)))
                for document in (self.built, self.returned)
            )
        return built, returned

    def _text(self, document: Any, at: int, page: Any = None) -> str:
        """What a page says, read once: opening a page takes as long as reading it."""
        if (document, at) not in self._read:
            self._read[document, at] = page_text(page or document[at])
        return self._read[document, at]

    def close(self) -> None:
        with PDFIUM:
            for document in (self.built, self.returned):
                document.close()

    def compared(
        self, pairs: Sequence[tuple[int, int]], places: Mapping[int, Sequence[Box]], *, exact: bool, dpi: int = 0
    ) -> Iterator[Seen]:
        """Each pair of pages, outside the ``places`` for signatures (in points, by the number of the built page)."""
        for one, other in pairs:
            with PDFIUM:
                was, now = self.built[one], self.returned[other]
                try:
                    self._text(self.built, one, was)
                    self._text(self.returned, other, now)
                    seen = _seen_in_pair(one, other, was, now, places.get(one, ()), dpi, exact=exact)
                finally:
                    was.close()
                    now.close()
            yield seen


def _seen_in_pair(one: int, other: int, was: Any, now: Any, places: Sequence[Box], dpi: int, *, exact: bool) -> Seen:
    """A pair of pages; of a picture of a page, what differs has to be seen at two sizes, or it is its grain."""
    fine = dpi or (EXACT_DPI if exact else LOOSE_DPI if page_text(now) else _PICTURE_DPI)
    seen = _seen(one, other, was, now, places, fine, exact=exact)
    if fine != _PICTURE_DPI or not seen.marks:
        return seen
    again = _seen(one, other, was, now, places, _OTHER_DPI, exact=exact)
    return replace(seen, marks=tuple(mark for mark in seen.marks if any(_touch(mark, two) for two in again.marks)))


def _touch(one: Mark, other: Mark) -> bool:
    return all(
        one.box[at] < other.box[at] + other.box[at + 2] and other.box[at] < one.box[at] + one.box[at + 2]
        for at in (0, 1)
    )


def _seen(one: int, other: int, was: Any, now: Any, places: Sequence[Box], dpi: int, *, exact: bool) -> Seen:
    size, size_now = was.get_size(), now.get_size()
    if max(size_now) > _LARGEST or max(abs(a - b) for a, b in zip(size, size_now, strict=True)) > _SAME_SIZE:
        return Seen(one, other, other_size=True)
    if exact and size == size_now:
        pixels, picture = drawn(now, places, dpi, keep=dpi == EXACT_DPI)
        if drawn(was, places, dpi)[0] == pixels:
            return Seen(one, other, picture=jpeg(picture) if picture else None)
    before, after = draw(was, dpi), draw(now, dpi)
    if before.size != after.size:
        after = after.resize(before.size)
    for picture in (before, after):
        blank(picture, was, places)
    if exact:
        if before.tobytes() == after.tobytes():
            return Seen(one, other)
        mask = _any_difference(before, after)
        boxes = rectangles(mask, least=1)
    else:
        mask = _clear_difference(before, after)
        boxes = rectangles(mask, least=_SPECK)
        if boxes:
            mask = settled(mask, before, after, was, _clear_difference)
            boxes = rectangles(mask, least=_SPECK)
        if _unlike(mask, before):
            return Seen(one, other, unlike=True)
    marks = tuple(_mark(box, before, after, mask, was, now) for box in boxes)
    return Seen(one, other, marks)


def _any_difference(before: "Image", after: "Image") -> "Image":
    from PIL import ImageChops

    most = reduce(ImageChops.lighter, ImageChops.difference(before, after).split())
    return most.point(lambda value: 255 if value else 0)


def _clear_difference(before: "Image", after: "Image") -> "Image":
    """Pixels of either page that are darker or lighter, in some colour, than all within reach on the other."""
    from PIL import ImageChops

    masks = []
    for was, now in zip(before.split(), after.split(), strict=True):
        for one, other in ((was, now), (now, was)):
            low, high = _around(other, ImageChops.darker), _around(other, ImageChops.lighter)
            beyond = ImageChops.lighter(ImageChops.subtract(low, one), ImageChops.subtract(one, high))
            masks.append(beyond.point(_OVER))
    return reduce(ImageChops.lighter, masks)


def _around(band: "Image", pick: Any) -> "Image":
    """For each pixel the darkest or lightest within reach of one pixel."""
    from PIL import ImageChops

    for dx, dy in ((1, 0), (0, 1)):
        band = pick(band, pick(ImageChops.offset(band, dx, dy), ImageChops.offset(band, -dx, -dy)))
    return band


def _unlike(mask: "Image", before: "Image") -> bool:
    """True if as much is different as there was ink: then the pages do not lie on each other at all."""
    ink = before.convert("L").point(lambda value: 255 if value < _INK else 0).histogram()[255]
    return bool(mask.histogram()[255] > max(400, ink * 0.6))


def _mark(box: Pixels, before: "Image", after: "Image", mask: "Image", was: Any, now: Any) -> Mark:
    from PIL import ImageChops

    old, new, changed = (picture.crop(box).convert("L") for picture in (before, after, mask))
    lighter = ImageChops.subtract(new, old).point(lambda value: 255 if value > _UNLIKE // 2 else 0)
    lost = ImageChops.darker(lighter, changed)
    ink = old.point(lambda value: 255 if value < _INK else 0)
    covers = ImageChops.darker(lost, _around(ink, ImageChops.lighter)).histogram()[255] > 0
    darkest: Any = ImageChops.lighter(new, ImageChops.invert(changed)).getextrema()[0]
    left, top, right, bottom = box
    width, height = before.size
    part = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    large = part[2] > 1 / 4 or part[3] > 1 / 4
    return Mark(part, covers, large and not covers and darkest > 120, _words(was, part), _words(now, part))


def _words(page: Any, part: tuple[float, float, float, float]) -> str:
    """What the page's own text says in a place, in one line."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    text = page.get_textpage()
    try:
        x0, y1 = left + part[0] * width, top - part[1] * height
        said = text.get_text_bounded(x0, y1 - part[3] * height, x0 + part[2] * width, y1)
    finally:
        text.close()
    return " ".join(str(said).split())[:200]
