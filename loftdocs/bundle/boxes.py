"""How a page is shown: which part of it, turned how, and how large (ISO 32000-1, 7.7.3.3 and 14.11.2)."""

from typing import Any

from pikepdf import Dictionary, Object, Page


def inherited(page: Object, name: str) -> Any:
    """The own value of a page or a field, or that of the nearest node above it (ISO 32000-1, 7.7.3.4, 12.7.3.1)."""
    met: set[tuple[int, int]] = set()
    holder: Any = page
    while isinstance(holder, Dictionary) and holder.objgen not in met:
        if name in holder:
            return holder.get(name)
        met.add(holder.objgen)
        holder = holder.get("/Parent")
    return None


def drop(holder: Object, *keys: str) -> None:
    """Takes entries out of a dictionary; one that is not there is none."""
    for key in keys:
        if key in holder:
            del holder[key]


def visible_box(page: Page) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown of a page, in its own units, before it is turned."""
    media, crop = (_sides(box) for box in (page.mediabox, page.cropbox))
    left, bottom, right, top = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return (left, bottom, right, top) if right > left and top > bottom else media


def _sides(box: Any) -> tuple[float, float, float, float]:
    x, y, z, w = (float(side) for side in box)
    return min(x, z), min(y, w), max(x, z), max(y, w)


def turn(page: Page) -> int:
    """How a page is turned when it is shown, clockwise in degrees: 0, 90, 180 or 270."""
    value = inherited(page.obj, "/Rotate")
    return int(value) % 360 // 90 * 90 if isinstance(value, int) else 0


def unit(page: Page) -> float:
    """How large a unit of the page is, in points."""
    value = page.obj.get("/UserUnit")
    return float(value) if value is not None and 0 < float(value) < 1000 else 1.0


def shown_size(page: Page) -> tuple[float, float]:
    """Width and height in points of a page as it is shown."""
    left, bottom, right, top = visible_box(page)
    width, height = (right - left) * unit(page), (top - bottom) * unit(page)
    return (height, width) if turn(page) in (90, 270) else (width, height)
