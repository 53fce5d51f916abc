"""How much one template may do: counted, not timed, so that it is the same on every computer.

What a real template does is a thousandth of it. Nothing that a template can write does much work at one step, so the
count stops all that has no end.
"""

from collections.abc import Iterable, Iterator, Mapping
from numbers import Number
from typing import Any

from jinja2 import Undefined

MOST_STEPS = 100_000
MOST_TEXT = 50_000_000  # characters printed in all: as much as a part of a Word file may be
MOST_AT_ONCE = 1_000_000  # characters of one value, items of a list counted
MOST_NUMBER = 10**15


class TooMuch(Exception):
    """The template asks for more than a document needs; the text says what, in Swedish. ``line`` is where, if known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Budget:
    def __init__(self) -> None:
        self.steps = MOST_STEPS
        self.text = MOST_TEXT

    def loop(self, items: Any, size: int) -> Any:
        """The same items, paid for: each is a step, and prints at least the ``size`` characters between its tags.

        Raises `TooMuch`, before the first of them where their number is known.
        """
        if isinstance(items, Undefined):
            return items
        if hasattr(items, "__len__"):
            self._pay(len(items), size)
            return items
        return self._each(items, size)

    def _each(self, items: Iterable[Any], size: int) -> Iterator[Any]:
        for item in items:
            self._pay(1, size)
            yield item

    def _pay(self, steps: int, size: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooMuch(f"Mallen upprepar något fler än {MOST_STEPS} gånger.")
        self.printed(steps * size)

    def printed(self, characters: int) -> None:
        """Pays for what is printed. Raises `TooMuch`."""
        self.text -= characters
        if self.text < 0:
            raise TooMuch("Mallen skriver ut mer än ett dokument kan innehålla.")

    def weighed(self, value: Any) -> Any:
        """The same value, if it is not too large: made values are made of such, so all work with them is small.

        Raises `TooMuch`.
        """
        self._pay(1, 0)
        if weight(value) > MOST_AT_ONCE:
            raise TooMuch("Mallen gör en text, en lista eller ett tal som är orimligt stort.")
        return value


def weight(value: Any) -> int:
    """How large a value is, in characters or items; one that is too large is counted no further than that."""
    total, left = 0, [value]
    while left and total <= MOST_AT_ONCE:
        one = left.pop()
        total += 1
        if isinstance(one, str | bytes):
            total += len(one)
        elif isinstance(one, Mapping):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            left += one
        elif isinstance(one, Number) and isinstance(one, int | float) and not abs(one) <= MOST_NUMBER:
            total += MOST_AT_ONCE
    return total


def result_weight(owner: Any, arguments: Iterable[Any]) -> int:
    """The most that a method of a text can come to: each argument may stand for each character, or be a width."""
    product = weight(owner)
    for argument in arguments:
        product *= abs(argument) + 1 if isinstance(argument, int) else weight(argument)
    return product
