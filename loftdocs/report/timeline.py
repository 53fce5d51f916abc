"""The key days along a line: where each stands, so that no two cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loftdocs.language.swedish import day as written
from loftdocs.plan.keydates import KeyDate

# In percent of the width, which is some 300 pixels on the smallest screen; a mark is 22 pixels wide there.
_LEFT, _RIGHT, _APART = 5.0, 95.0, 8.0
# In pixels.
_LANE, _ABOVE, _AXIS = 28, 16, 12


@dataclass(frozen=True)
class Stop:
    """A day on the line: its number, how far along (percent), how high up (pixels), and what it is."""

    number: int
    x: float
    y: int
    when: str
    title: str
    text: str


@dataclass(frozen=True)
class Year:
    """The beginning of a year on the line, in percent."""

    year: int
    x: float


@dataclass(frozen=True)
class Timeline:
    """The line: its stops and years, and all of it in words.

    ``begin`` and ``length`` are the agreement's period in percent; ``axis`` is how low the line lies and ``height`` how
    high the whole picture is, in pixels.
    """

    stops: tuple[Stop, ...]
    years: tuple[Year, ...]
    begin: float
    length: float
    axis: int
    height: int
    words: str


def timeline(days: Sequence[KeyDate], start: date, end: date) -> Timeline:
    """The line of some days in their order, and of the agreement's period from ``start`` to ``end``."""
    first, last = min(start, *(key.day for key in days)), max(end, *(key.day for key in days))
    lanes: list[float] = []
    placed = []
    for key in days:
        x = _along(key.day, first, last)
        lane = next((at for at, end in enumerate(lanes) if x - end >= _APART), len(lanes))
        lanes[lane : lane + 1] = [x]
        placed.append((key, x, lane))
    axis = _ABOVE + _LANE * len(lanes)
    stops = tuple(
        Stop(number, x, axis - _AXIS - _LANE * lane - _LANE // 2, written(key.day), key.title, key.text)
        for number, (key, x, lane) in enumerate(placed, 1)
    )
    turns = (date(year, 1, 1) for year in range(first.year, last.year + 2))
    years = tuple(Year(turn.year, _along(turn, first, last)) for turn in turns if first <= turn <= last)
    words = "; ".join(f"{stop.number}: {stop.title} {stop.when}" for stop in stops)
    begin, length = _along(start, first, last), _along(end, first, last) - _along(start, first, last)
    return Timeline(stops, years, begin, round(length, 2), axis, axis + 30, words)


def _along(when: date, first: date, last: date) -> float:
    span = max((last - first).days, 1)
    return round(_LEFT + (_RIGHT - _LEFT) * (when - first).days / span, 2)
