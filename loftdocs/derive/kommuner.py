"""Sweden's municipalities: SCB's code, the name each calls itself by, the place's own name, and the seat."""

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

_FORM = re.compile(r"(?:region )?(.+?)(?: kommun| stad)?")
_NEAR = 0.82
# Someone without a Swedish keyboard writes Hoor for Höör.
_PLAIN = str.maketrans("åäöé", "aaoe")


@dataclass(frozen=True)
class Kommunnamn:
    """A municipality: ``0305``, ``Håbo kommun``, ``Håbo``, ``Bålsta``.

    ``egen_ort`` says whether there is a place in it that is called as ``kort``: Sigtuna is one, though the seat is
    Märsta; Håbo is none.
    """

    kod: str
    namn: str
    kort: str
    säte: str
    egen_ort: bool


@cache
def kommuner() -> tuple[Kommunnamn, ...]:
    """All 290, in the order of their codes."""
    return tuple(
        Kommunnamn(row["kod"], row["namn"], row["kort"], row["säte"], row["egen_ort"] == "ja")
        for row in table("kommuner.csv")
    )


def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the package's own tables, by the names of their columns."""
    with (Path(__file__).parents[1] / "data" / name).open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines, delimiter=";"))


def find(name: str) -> Kommunnamn | None:
    """The municipality with this full name, whatever the case and spacing; kommun and stad may stand for each other.

    The place's name alone (``Enköping``) is not a full name and finds nothing; see `nearest`.
    """
    return _by_name().get(_folded(name))


def nearest(name: str) -> str | None:
    """The full name that ``name`` most likely means, or None if no name is like it."""
    stem, stems = _stem(name), _by_stem()
    if stem in stems:  # Habo is not Håbo.
        return stems[stem].namn
    plain = {known.translate(_PLAIN): one for known, one in stems.items()}
    close = get_close_matches(stem.translate(_PLAIN), plain, n=1, cutoff=_NEAR)
    return plain[close[0]].namn if close else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _stem(name: str) -> str:
    """The name without kommun, stad or region, for likeness only."""
    folded = _folded(name)
    match = _FORM.fullmatch(folded)
    return match.group(1) if match else folded


@cache
def _by_name() -> dict[str, Kommunnamn]:
    """Every accepted full name. Region Gotland is a kommun by law: Gotlands kommun."""
    names: dict[str, Kommunnamn] = {}
    for one in kommuner():
        folded = _folded(one.namn)
        own, region = folded.rsplit(" ", 1)[0], folded.startswith("region ")
        stem = f"{_folded(one.kort)}s" if region else own
        names |= {folded: one, f"{stem} kommun": one, f"{stem} stad": one}
    return names


@cache
def _by_stem() -> dict[str, Kommunnamn]:
    """Every name to compare with, with and without the genitive's s."""
    return {stem: one for one in kommuner() for stem in (_stem(one.namn), _stem(one.kort))}
