"""What a kind of trial came to, and the table of all."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

_SHOWN = 5  # samples of each kind


@dataclass(frozen=True)
class Tally:
    """How many tries there were, and what went wrong in them; everything but ``tries`` is to be zero.

    ``lost`` counts files lost or half, ``outside`` files read or written outside, ``wrong`` other answers than the
    right one. ``notes`` say what happened, a line each.
    """

    tries: int = 0
    tracebacks: int = 0
    hangs: int = 0
    lost: int = 0
    connections: int = 0
    outside: int = 0
    litter: int = 0
    wrong: int = 0
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def good(self) -> bool:
        """True if something was tried and nothing went wrong."""
        return self.tries > 0 and not any(self._counts[1:])

    @property
    def _counts(self) -> tuple[int, ...]:
        return tuple(getattr(self, one.name) for one in fields(self) if one.name != "notes")


HEADINGS = (
    "",
    "försök",
    "tracebacks",
    "hängningar",
    "filer förlorade",
    "anslutningar",
    "filer utanför",
    "skräp",
    "fel",
)


def table(rows: Sequence[tuple[str, Tally]]) -> str:
    """The table, and below it the first notes of each kind."""
    cells = [HEADINGS, *((what, *map(str, tally._counts)) for what, tally in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(pairs)
        ).rstrip()
        for pairs in (list(zip(row, widths, strict=True)) for row in cells)
    ]
    for what, tally in rows:
        lines += [f"\n{what}:"] if tally.notes else []
        lines += [f"  {note}" for note in tally.notes[:_SHOWN]]
        more = len(tally.notes) - _SHOWN
        lines += [f"  och {more} till"] if more > 0 else []
    return "\n".join(lines)
