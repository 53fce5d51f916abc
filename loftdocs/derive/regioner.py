"""Sweden's regions as they write their names; Region Gotland is a municipality and stands with those."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from loftdocs.derive.kommuner import kommuner, table

_NEAR = 0.82


@dataclass(frozen=True)
class Regionnamn:
    """A region: the code of its county ``14``, ``Västra Götalandsregionen``, ``Västra Götaland``, ``Vänersborg``."""

    kod: str
    namn: str
    kort: str
    säte: str


@cache
def regioner() -> tuple[Regionnamn, ...]:
    """The twenty, in the order of their counties' codes."""
    return tuple(Regionnamn(**row) for row in table("regioner.csv"))


def find_region(name: str) -> Regionnamn | None:
    """The region with this full name, whatever the case and spacing; ``Region Västra Götaland`` is one too."""
    return _by_name().get(_folded(name))


def nearest_region(name: str) -> str | None:
    """The full name that ``name`` most likely means, Gotland's too, or None if no region's is like it."""
    names = {folded: one.namn for folded, one in _by_name().items()}
    names |= {_folded(one.namn): one.namn for one in kommuner() if one.namn.startswith("Region ")}
    close = get_close_matches(_folded(name), names, n=1, cutoff=_NEAR)
    return names[close[0]] if close else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _by_name() -> dict[str, Regionnamn]:
    return {_folded(name): one for one in regioner() for name in (one.namn, f"Region {one.kort}")}
