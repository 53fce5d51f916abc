"""Finished PDFs: each document by itself, and merged into bundles that keep tags, titles, bookmarks and PDF/A.

What they are made of is described here, as data; nothing here reads in a PDF library.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

LANGUAGE = "sv-SE"


@dataclass(frozen=True)
class Description:
    title: str
    author: str
    dated: date


@dataclass(frozen=True)
class Claim:
    """What a PDF may say of itself: its conformance to PDF/A-2 (``a``, ``u``, ``b`` or none: ''), and PDF/UA-1.

    ``tagged`` is False where some of its tags say no more than that there is a page.
    """

    archive: str = "a"
    accessible: bool = True
    tagged: bool = True

    def with_part(self, other: "Claim") -> "Claim":
        """What may be said of both together: the lower of each."""
        return Claim(
            min(self.archive, other.archive, key=["", "b", "u", "a"].index),
            self.accessible and other.accessible,
            self.tagged and other.tagged,
        )


WHOLE = Claim()
"""What may be said of all that is made here of templates."""


@dataclass(frozen=True)
class Piece:
    """One document of a bundle: its name in the programme, its finished PDF, its title among the bookmarks, and what
    may be said of it."""

    name: str
    pdf: Path
    title: str
    claim: Claim = WHOLE
