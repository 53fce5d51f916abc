"""The objects of a PDF that may come from anyone, walked through without depth or end."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Object, Stream

from loftdocs.attach.limits import MOST_OBJECTS, TooMuch


def everything(*roots: Any) -> Iterator[Object]:
    """Every dictionary, stream and array that is reached from ``roots``, once. Raises `TooMuch`."""
    met: set[tuple[int, int]] = set()
    left: list[Any] = list(reversed(roots))
    count = 0
    while left:
        one = left.pop()
        if not isinstance(one, Array | Dictionary | Stream):
            continue
        if one.is_indirect:
            if one.objgen in met:
                continue
            met.add(one.objgen)
        count += 1
        if count > MOST_OBJECTS:
            raise TooMuch("fler delar än ett dokument har")
        yield one
        left.extend(one if isinstance(one, Array) else (value for _, value in one.items()))


def is_true(value: Any) -> bool:
    """True for the PDF's own word for it."""
    return value is True


def names(words: str) -> frozenset[str]:
    """PDF names, as pikepdf has them, from the standard's list of words."""
    return frozenset(f"/{word}" for word in words.split())
