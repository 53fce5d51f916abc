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
from loftdocs.trace.fields import Printing
from loftdocs.trace.sources import NAME, Origin, Source, key_of, sources


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


def trace(documents: Sequence[Finished], loaded: Loaded, facts: Facts, made: Sequence[Finished] = ()) -> Trace:
    """The trace of ``documents``. Raises `Unknown` if the case is too faulty to say what its values are.

    ``made`` are the same documents as templates gave them, with what each field printed: then a value comes from what
    its field stands for, and one that is typed comes from nowhere. Of others' documents nobody knows more than that a
    value is the same as some source's.
    """
    printing = Printing(made, loaded.program)
    known: dict[tuple[str, object], list[Source]] = {}
    for source in sources(loaded, facts):
        known.setdefault((source.kind, source.value), []).append(source)
    names = _names(known)
    values = tuple(
        Traced(kind, text, document.kind, document.place(paragraph, text), found)
        for document in documents
        for paragraph in document.paragraphs
        if paragraph.part != "comment"
        for kind, value, text, start in (*_values(paragraph), *names(paragraph))
        for found in (
            _sources(printing, document, paragraph, (start, start + len(text)), known.get((kind, value), ())),
        )
    )
    return Trace(values, tuple(_missing(known, values, documents)))


def _sources(
    printing: Printing, document: Finished, paragraph: Paragraph, where: tuple[int, int], equal: Sequence[Source]
) -> tuple[Source, ...]:
    """The sources of a value: of those that are ``equal`` to it the ones that its field stands for."""
    if document.name not in printing.known:
        return tuple(equal)
    fields = printing.fields(document.name, paragraph.text, *where)
    if fields is None:
        return tuple(equal)
    own = tuple(dict.fromkeys(source for field in fields for source in printing.by_field(field, equal)))
    if own or not fields:
        return own
    # A field that is worked out in the template, or that no source has the whole of.
    return tuple(equal) or tuple(Source("", field, Origin.DERIVED, field) for field in fields)


def _values(paragraph: Paragraph) -> Iterator[tuple[str, object, str, int]]:
    for mention in mentions(paragraph.text):
        kind, value = key_of(mention)
        yield kind, value, mention.text, mention.start


def _names(known: Iterable[tuple[str, object]]) -> Any:
    """A function that finds the known persons' names in a paragraph."""
    people = [str(value) for kind, value in known if kind == NAME]
    patterns = [(name, re.compile(r"\s+".join(map(re.escape, name.split())))) for name in people]

    def find(paragraph: Paragraph) -> Iterator[tuple[str, object, str, int]]:
        for name, pattern in patterns:
            for match in pattern.finditer(paragraph.text):
                yield NAME, name, match.group(), match.start()

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
