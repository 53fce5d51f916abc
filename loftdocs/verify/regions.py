"""Pixels that differ, gathered to rectangles that a person sees as one place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_CELL = 8  # pixels: a letter's width at 100 dots an inch
_NEAR = 2  # cells between two pixels of one place
_MOST = 60  # places on a page; more say no more


Pixels = tuple[int, int, int, int]  # left, top, right, bottom; the last two are not in it


def rectangles(mask: "Image", *, least: int) -> tuple[Pixels, ...]:
    """The places where a mask (0 or 255) is set, from the top; those of fewer than ``least`` pixels are left out."""
    if mask.getbbox() is None:
        return ()
    width = -(-mask.width // _CELL)
    cells = {at: value for at, value in enumerate(_counts(mask)) if value}
    found = []
    while cells:
        group = _group(cells, next(iter(cells)), width)
        left = min(at % width for at in group) * _CELL
        top = min(at // width for at in group) * _CELL
        right = (max(at % width for at in group) + 1) * _CELL
        bottom = (max(at // width for at in group) + 1) * _CELL
        inner = mask.crop((left, top, right, bottom)).getbbox()
        if inner and sum(group.values()) >= least:
            found.append((left + inner[0], top + inner[1], left + inner[2], top + inner[3]))
    return tuple(sorted(found, key=lambda one: (one[1], one[0]))[:_MOST])


def _counts(mask: "Image") -> Iterator[int]:
    """How many pixels are set in each cell, row by row."""
    from PIL import Image

    whole = Image.new("L", (-(-mask.width // _CELL) * _CELL, -(-mask.height // _CELL) * _CELL))
    whole.paste(mask, (0, 0))
    # The mean of a cell in a picture of floats: its sum is what is asked for.
    mean = whole.convert("F").reduce(_CELL)
    values: Any = mean.get_flattened_data()
    yield from (round(value * _CELL * _CELL / 255) for value in values)


def _group(cells: dict[int, int], start: int, width: int) -> dict[int, int]:
    """Takes the cells that hang together with ``start`` out of ``cells``."""
    group, waiting = {start: cells.pop(start)}, [start]
    while waiting:
        at = waiting.pop()
        for dy in range(-_NEAR, _NEAR + 1):
            for dx in range(-_NEAR, _NEAR + 1):
                near = at + dy * width + dx
                if near in cells and abs(near % width - at % width) <= _NEAR:
                    group[near] = cells.pop(near)
                    waiting.append(near)
    return group
