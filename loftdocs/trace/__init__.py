"""Ties every value in finished documents to where it comes from, and tells what cannot be tied and what is missing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loftdocs.derive import Facts
from loftdocs.findings import Place
from loftdocs.load import Loaded
from loftdocs.mention import mentions
from loftdocs.model.kind import Kind
from loftdocs.read.document import Finished, Paragraph
from loftdocs.trace.sources import NAME, Source, key_of, sources


@dataclass(frozen=True)
class Traced:
    """A value as it stands in a document, and its sources, the first the likeliest; none if it cannot be tied."""

    kind: str
    text: str
    document: Kind
    place: Place
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Trace:
    """All values that were found, and the sources that should be in a kind of document and are not."""

    values: tuple[Traced, ...]
    missing: tuple[tuple[Source, Kind], ...]

    @property
    def tied(self) -> int:
        """How many of the values have a source."""
        return sum(bool(value.sources) for value in self.values)

    def as_json(self) -> dict[str, Any]:
        """The trace as plain data."""
        return {
            "antal": len(self.values),
            "knutna": self.tied,
            "värden": [
                {
                    "slag": value.kind,
                    "text": " ".join(value.text.split()),
                    "handling": value.document,
                    "fil": value.place.document,
                    "sida": value.place.page,
                    "källor": [{"ur": source.origin.value, "väg": source.path} for source in value.sources],
                }
                for value in self.values
            ],
            "saknas": [{"ur": source.origin.value, "väg": source.path, "i": kind} for source, kind in self.missing],
        }


def trace(documents: Sequence[Finished], loaded: Loaded, facts: Facts) -> Trace:
    """The trace of ``documents``. Raises `Unknown` if the case is too faulty to say what its values are."""
    known: dict[tuple[str, object], list[Source]] = {}
    for source in sources(loaded, facts):
        known.setdefault((source.kind, source.value), []).append(source)
    names = _names(known)
    values = tuple(
        Traced(kind, text, document.kind, document.place(paragraph, text), tuple(known.get((kind, value), ())))
        for document in documents
        for paragraph in document.paragraphs
        if paragraph.part != "comment"
        for kind, value, text in (*_values(paragraph), *names(paragraph))
    )
    return Trace(values, tuple(_missing(known, values, documents)))


def _values(paragraph: Paragraph) -> Iterator[tuple[str, object, str]]:
    for mention in mentions(paragraph.text):
        kind, value = key_of(mention)
        yield kind, value, mention.text


def _names(known: Iterable[tuple[str, object]]) -> Any:
    """A function that finds the known persons' names in a paragraph."""
    people = [str(value) for kind, value in known if kind == NAME]
    patterns = [(name, re.compile(r"\s+".join(map(re.escape, name.split())))) for name in people]

    def find(paragraph: Paragraph) -> Iterator[tuple[str, object, str]]:
        for name, pattern in patterns:
            for match in pattern.finditer(paragraph.text):
                yield NAME, name, match.group()

    return find


def _missing(
    known: dict[tuple[str, object], list[Source]], values: Sequence[Traced], documents: Sequence[Finished]
) -> Iterator[tuple[Source, Kind]]:
    there = {(value.document, source) for value in values for source in value.sources}
    kinds = {document.kind for document in documents}
    for group in known.values():
        for source in group:
            for kind in source.needed:
                if kind in kinds and (kind, source) not in there:
                    yield source, kind
