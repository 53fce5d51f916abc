"""Two texts side by side, with what differs: for a clerk who is to say which of them stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, CHANGED, SKIPPED, UNCOMPARED = "lika", "ändrad", "hopp", "ojämfört"
_AROUND = 2  # lines that are the same, shown before and after a difference
_MOST_LINES = 3000  # of each text


@dataclass(frozen=True)
class Row:
    """A line of each text, None where one has no such line; or ``antal`` lines of both that are not shown."""

    slag: str
    min: str | None = None
    filens: str | None = None
    antal: int = 0


def difference(mine: str, theirs: str) -> tuple[Row, ...]:
    """The rows of a table with one text in each column; long stretches that are the same are left out, and counted."""
    own, other = mine.split("\n"), theirs.split("\n")
    left = max(len(own), len(other)) - _MOST_LINES
    own, other = own[:_MOST_LINES], other[:_MOST_LINES]
    steps = SequenceMatcher(None, own, other, autojunk=False).get_opcodes()
    rows: list[Row] = []
    for number, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            rows += _same(own[a:b], first=number == 0, last=number == len(steps) - 1)
        else:
            rows += (Row(CHANGED, one, two) for one, two in zip_longest(own[a:b], other[c:d]))
    return (*rows, *([Row(UNCOMPARED, antal=left)] if left > 0 else []))


def _same(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Row]:
    head, tail = 0 if first else _AROUND, 0 if last else _AROUND
    hidden = len(lines) - head - tail
    if hidden <= 1:
        head, hidden = len(lines), 0
    yield from (Row(SAME, line, line) for line in lines[:head])
    if hidden:
        yield Row(SKIPPED, antal=hidden)
        yield from (Row(SAME, line, line) for line in lines[head + hidden :])
