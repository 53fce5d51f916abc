"""Finished PDFs: each document by itself, and merged into bundles that keep tags, titles, bookmarks and PDF/A.

What they are made of is described here, as data; nothing here reads in a PDF library.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Description:
    """Title, author and date of a finished PDF."""

    title: str
    author: str
    dated: date


@dataclass(frozen=True)
class Piece:
    """One document of a bundle: its name in the programme, its finished PDF, its title among the bookmarks."""

    name: str
    pdf: Path
    title: str
