"""What a clerk is told of the characters in a file that are not seen."""

from collections.abc import Iterable, Sequence, Set
from itertools import groupby
from pathlib import Path

from loftdocs.findings import Finding, Place, display_path
from loftdocs.load import diagnostics
from loftdocs.load.unseen import Seen, Unseen

_MOST_COLUMNS = 4
_HINT = "Filen är inte ändrad. Skriv om det för hand, om du vill ha bort tecknen ur den."

_Met = tuple[int, int, Unseen]  # with its line and column, from 1


def not_seen(file: Path, text: str, seen: Seen) -> tuple[Finding, ...]:
    """An ``upplysning`` for each line of ``text``, which is read as ``seen``, with characters that are read past."""
    lines = [(line, list(ones)) for line, ones in groupby(_placed(text, seen.met), lambda one: one[0])]
    gone = set(seen.gone)
    told = [(line, ones[0][1], _told(ones, gone)) for line, ones in lines]
    return tuple(
        diagnostics.UNSEEN.finding(message, _HINT, Place(display_path(file), line, column))
        for line, column, message in told
    )


def escaped(path: str, value: str) -> str:
    """What is told of a value that is written with escapes, such as ``"a\\u00adb"``, for the characters in it."""
    return f"”{path}” har tecken som inte syns, skrivna med omvänt snedstreck. De räknas inte i ”{value}”."


def _placed(text: str, met: Iterable[Unseen]) -> Iterable[_Met]:
    line, start = 1, 0
    for one in met:
        ends = text.count("\n", start, one.index)
        line, start = (line + ends, text.rfind("\n", start, one.index) + 1) if ends else (line, start)
        yield line, one.index - start + 1, one


def _told(ones: Sequence[_Met], gone: Set[int]) -> str:
    kinds: dict[str, list[str]] = {}
    for _, column, one in ones:
        space = "" if one.index in gone else ", läst som ett mellanslag"
        kinds.setdefault(f"{one.name}{{}}{space}", []).append(str(column))
    named = "; ".join(kind.format(f" i kolumn {_listed(columns)}") for kind, columns in kinds.items())
    return f"Raden har tecken som inte syns. Den läses utan dem: {named}."


def _listed(columns: Sequence[str]) -> str:
    more = f" och {len(columns) - _MOST_COLUMNS} till" if len(columns) > _MOST_COLUMNS else ""
    return ", ".join(columns[:_MOST_COLUMNS]) + more
