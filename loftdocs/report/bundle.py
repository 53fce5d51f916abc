"""How the bundle is made up: which document each of its pages belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from loftdocs.check.rule import Known
from loftdocs.findings import Place
from loftdocs.language.swedish import capital
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished

# What needs no longer name than the word for its kind.
_SHORT = (Kind.FÖRSÄTTSBLAD, Kind.AVTAL, Kind.BILAGA)


@dataclass(frozen=True)
class BundlePart:
    """One document in the bundle; ``first`` is its first page there, from 1, and ``count`` its number of pages."""

    name: str
    title: str
    short: str
    first: int
    count: int

    def __contains__(self, page: int) -> bool:
        return self.first <= page < self.first + self.count


@dataclass(frozen=True)
class Bundle:
    """The bundle: its file's name, its documents in order, and the names of the Word files by document."""

    file: str = ""
    parts: tuple[BundlePart, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """The number of pages."""
        return sum(part.count for part in self.parts)

    def part(self, page: int) -> BundlePart:
        """The document that a page, from 1, belongs to."""
        return next(part for part in self.parts if page in part)

    def page(self, place: Place) -> int | None:
        """The bundle's page, from 1, that a place in it or in one of its documents stands on; None if on none."""
        if place.page is None:
            return None
        if place.document == self.file:
            return place.page
        name = dict(self.labels).get(place.document or "")
        return next((part.first + place.page - 1 for part in self.parts if part.name == name), None)


def short(kind: Kind, paper: str, title: str) -> str:
    """What a document is called where there is little room: ``paper`` is the municipality's name for its paper."""
    return capital(paper) if kind == Kind.TJÄNSTESKRIVELSE else capital(kind) if kind in _SHORT else title


def bundle_of(known: Known, merged: Sequence[Finished]) -> Bundle:
    """The bundle that was made of ``known.documents`` and read back as ``merged``."""
    if not merged:
        return Bundle()
    starts = accumulate((len(document.pages) for document in merged[:-1]), initial=1)
    titles, cover = known.facts.handlingar, known.loaded.program.försättsblad
    paper = known.loaded.case.tjänsteskrivelse.benämning if known.facts.skrivelsen else ""
    parts = tuple(
        BundlePart(
            document.name,
            "Försättsblad" if cover and document.name == cover.namn else titles[document.name],
            short(document.kind, paper, titles[document.name]),
            first,
            len(document.pages),
        )
        for document, first in zip(merged, starts, strict=True)
    )
    return Bundle(merged[0].label, parts, tuple((document.label, document.name) for document in known.documents))
