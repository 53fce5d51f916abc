"""The pages of the bundle as pictures, with the findings marked where they stand."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loftdocs.convert.pictures import Picture
from loftdocs.read.pdf_find import Quote, Spot
from loftdocs.report.bundle import Bundle
from loftdocs.report.remarks import Remark

# The mark is a little larger than the letters, in parts of the page.
_AROUND = 0.003
# Numbers nearer than this, in percent of the page, would cover each other.
_NEAR = 3.0

Spots = Mapping[tuple[int, Quote], Sequence[Sequence[Spot]]]


@dataclass(frozen=True)
class Mark:
    """A finding on a page: the rectangles of one place, in percent of the page, the first of which carries the text.

    ``before`` is how many other numbers stand where its own would.
    """

    number: int
    severity: str
    text: str
    boxes: tuple[Spot, ...]
    before: int = 0


@dataclass(frozen=True)
class ReviewPage:
    """A page of the bundle: its picture as a data URI, the picture's size in pixels, its marks and its findings."""

    number: int
    title: str
    alt: str
    source: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...]


def quotes(remarks: Sequence[Remark]) -> dict[int, tuple[Quote, ...]]:
    """What is to be marked: the quotes of the findings by page, from 1."""
    wanted: dict[int, dict[Quote, None]] = {}
    for remark in remarks:
        for place in remark.places:
            if place.page and place.quote:
                wanted.setdefault(place.page, {})[Quote(place.quote, place.words)] = None
    return {page: tuple(texts) for page, texts in sorted(wanted.items())}


def pages(
    pictures: Sequence[Picture], bundle: Bundle, remarks: Sequence[Remark], spots: Spots
) -> tuple[ReviewPage, ...]:
    """All pages in order. ``spots`` says where the quotes stand that `quotes` gave."""
    return tuple(_page(number, picture, bundle, remarks, spots) for number, picture in enumerate(pictures, 1))


def _page(number: int, picture: Picture, bundle: Bundle, remarks: Sequence[Remark], spots: Spots) -> ReviewPage:
    part = bundle.part(number)
    own = tuple(remark for remark in remarks if any(place.page == number for place in remark.places))
    inside = f"{part.title}, sida {number - part.first + 1} av {part.count}"
    told = ", ".join(f"anmärkning {remark.number}" for remark in own)
    alt = f"Sida {number} av {bundle.count} i handlingarna: {inside}."
    alt += f" Markerat på sidan: {told}." if told else ""
    return ReviewPage(
        number,
        inside,
        alt,
        f"data:image/jpeg;base64,{b64encode(picture.jpeg).decode()}",
        picture.width,
        picture.height,
        _apart([mark for remark in own for mark in _marks(number, remark, spots)]),
        own,
    )


def _marks(number: int, remark: Remark, spots: Spots) -> tuple[Mark, ...]:
    asked = dict.fromkeys((number, Quote(p.quote, p.words)) for p in remark.places if p.page == number)
    found = [lines for key in asked for lines in spots.get(key, ())]
    severity = remark.finding.severity.value
    text = f"Anmärkning {remark.number}, {severity}: {remark.finding.message}"
    return tuple(Mark(remark.number, severity, text, tuple(map(_around, lines))) for lines in found)


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks with their numbers side by side where several end in the same place."""
    ends: list[tuple[float, float]] = []
    placed = []
    for mark in marks:
        end = (mark.boxes[0].left + mark.boxes[0].width, mark.boxes[0].top)
        near = sum(abs(end[0] - x) < _NEAR and abs(end[1] - y) < _NEAR / 2 for x, y in ends)
        ends.append(end)
        placed.append(replace(mark, before=near))
    return tuple(placed)


def _around(spot: Spot) -> Spot:
    """A line's rectangle with a margin, in percent."""
    return Spot(
        round(100 * (spot.left - _AROUND), 3),
        round(100 * (spot.top - _AROUND), 3),
        round(100 * (spot.width + 2 * _AROUND), 3),
        round(100 * (spot.height + 2 * _AROUND), 3),
    )
