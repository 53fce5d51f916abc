"""Pages of a PDF from anyone, and parts of pages, drawn to JPEG within bounds."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from loftdocs.read.pdfium import PDFIUM, opened_for_long
from loftdocs.verify.result import Jpeg

Region = tuple[float, float, float, float]  # of a page, 0–1: left, top, width, height

_LARGEST = 2000.0  # points: a larger side is no page of paper
_NARROWEST = 8.0  # times as long as it is wide: a longer strip would fill the report with nothing
_QUALITY = 60
# Dots an inch of an enlarged place, and its longest side in pixels; around it, in points, so much that words are read.
_CLOSE_DPI, _CLOSE_SIDE = 200, 1400
_ASIDE, _ABOVE = 60.0, 18.0
_MOST_OF_PAGE = 0.5  # a place that is more of the page than this is seen on the page itself


@dataclass(frozen=True)
class Picture:
    """A JPEG as a data URI, its size in pixels, and where the marked place lies in it (parts 0–1), if one does."""

    source: str
    width: int
    height: int
    mark: Region | None = None


class Pages:
    """A PDF's pages, to be drawn. What cannot be opened or drawn gives None. Close it after use."""

    def __init__(self, data: bytes | None) -> None:
        import pypdfium2

        self._document: Any = None
        with suppress(pypdfium2.PdfiumError):  # without forms, what fields show is not drawn
            self._document = opened_for_long(data, forms=True) if data else None

    def close(self) -> None:
        """Lets go of the PDF."""
        if self._document is not None:
            with PDFIUM:
                self._document.close()

    def page(self, number: int, dpi: int, *, colour: bool) -> Picture | None:
        """The page with this number, from 1; None if there is none, or it is no size that a page has."""
        with self._page(number) as page:
            return _drawn(page, dpi, colour=colour) if page is not None else None

    def places(self, number: int, parts: tuple[Region, ...]) -> tuple[Picture | None, ...]:
        """Places on a page, enlarged and in colour, with some of what is around; None for one that is most of it."""
        with self._page(number) as page:
            return tuple(_place(page, part) if page is not None else None for part in parts)

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        import pypdfium2

        page = None
        with PDFIUM:
            if self._document is not None and 1 <= number <= len(self._document):
                with suppress(pypdfium2.PdfiumError):
                    page = self._document[number - 1]
            try:
                yield page if page is not None and _is_a_page(*page.get_size()) else None
            finally:
                if page is not None:
                    page.close()


def _is_a_page(width: float, height: float) -> bool:
    longest, shortest = max(width, height), min(width, height)
    return 0 < longest <= _LARGEST and longest <= _NARROWEST * shortest


def _drawn(page: Any, dpi: float, *, colour: bool, cut: Region = (0, 0, 0, 0)) -> Picture | None:
    """``cut`` is what is left out, in points: left, lower, right, upper."""
    import pypdfium2

    try:
        bitmap = page.render(scale=dpi / 72, crop=cut, grayscale=not colour, rev_byteorder=True, may_draw_forms=True)
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    written = BytesIO()
    try:
        image = bitmap.to_pil().convert("RGB" if colour else "L")
        image.save(written, "JPEG", quality=_QUALITY)
    except (OSError, MemoryError):
        return None
    finally:
        bitmap.close()
    return of_jpeg(Jpeg(written.getvalue(), *image.size))


def of_jpeg(made: Jpeg) -> Picture:
    """A picture that was made here, or when the pages were compared."""
    return Picture(f"data:image/jpeg;base64,{b64encode(made.data).decode()}", made.width, made.height)


def _place(page: Any, part: Region) -> Picture | None:
    width, height = page.get_size()
    left, top, right, bottom = _within(part)
    x0, x1 = max(0.0, left * width - _ASIDE), min(width, right * width + _ASIDE)
    y0, y1 = max(0.0, top * height - _ABOVE), min(height, bottom * height + _ABOVE)
    if (x1 - x0) * (y1 - y0) > _MOST_OF_PAGE * width * height:
        return None
    dpi = min(_CLOSE_DPI, _CLOSE_SIDE * 72 / max(x1 - x0, y1 - y0))
    picture = _drawn(page, dpi, colour=True, cut=(x0, height - y1, width - x1, y0))
    if picture is None:
        return None
    inner = (
        (left * width - x0) / (x1 - x0),
        (top * height - y0) / (y1 - y0),
        (right - left) * width / (x1 - x0),
        (bottom - top) * height / (y1 - y0),
    )
    return Picture(picture.source, picture.width, picture.height, inner)


def _within(part: Region) -> Region:
    """A place's left, top, right and bottom, none of them outside the page."""
    left, top, width, height = part
    right, bottom = (min(max(value, 0.0), 1.0) for value in (left + width, top + height))
    return min(max(left, 0.0), right), min(max(top, 0.0), bottom), right, bottom
