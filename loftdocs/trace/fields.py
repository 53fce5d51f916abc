"""Which field of a template printed a value, and which source that field stands for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from loftdocs.model.documents import fields_in
from loftdocs.model.program import Program
from loftdocs.read.document import Finished, Printed, squash
from loftdocs.trace.sources import Source

_INDEX = re.compile(r"\[\d+\]")
# What stands in a file under one name and in a template under another.
_ALIASES = (
    ("avtalsperiod.start", "period.start"),
    ("avtalstid.längd", "period.antal_år"),
    ("avtalstid.uppsägning.tid", "period.uppsägningstid"),
    ("avtalstid.förlängning", "period"),
    ("kontakt.", "program.kontakt."),
    ("uppgifter.", "program."),
    ("betalningar.", ""),
)
_PEOPLE = re.compile(r"personer\.(?P<del>\w+)")
# How a paragraph is found again where a page ends in it.
_KNOWN_BY = 40


class Printing:
    """What the fields of the documents' templates printed, paragraph by paragraph, in characters but white space."""

    def __init__(self, documents: Iterable[Finished], program: Program) -> None:
        self.program = program
        self.known = {document.name for document in documents if document.printed}
        self._paragraphs: defaultdict[tuple[str, str], list[tuple[str, tuple[Printed, ...]]]] = defaultdict(list)
        for document in documents:
            for paragraph, printed in zip(document.paragraphs, document.printed, strict=False):
                text = squash(paragraph.text)
                spans = tuple(Printed(*_squashed(paragraph.text, one.start, one.end), one.field) for one in printed)
                for end in {text[:_KNOWN_BY], text[-_KNOWN_BY:]}:
                    self._paragraphs[document.name, end].append((text, spans))

    def fields(self, document: str, paragraph: str, start: int, end: int) -> tuple[str, ...] | None:
        """The fields that printed some of ``paragraph[start:end]``; None where nobody knows, since it is not found."""
        text = squash(paragraph)
        first, last = _squashed(paragraph, start, end)
        for whole, spans in self._alike(document, text):
            at = whole.find(text)
            shift = at if at >= 0 else -text.find(whole)
            found = [span.field for span in spans if span.start < last + shift and first + shift < span.end]
            return tuple(dict.fromkeys(found))
        return None

    def _alike(self, document: str, text: str) -> Sequence[tuple[str, tuple[Printed, ...]]]:
        """The paragraphs that a text is, or is a part of, the whole ones first."""
        found = [
            one
            for end in dict.fromkeys((text[:_KNOWN_BY], text[-_KNOWN_BY:]))
            for one in self._paragraphs.get((document, end), ())
            if text in one[0] or one[0] in text
        ]
        return sorted(found, key=lambda one: one[0] != text)

    def by_field(self, field: str, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Those of some sources that a field stands for."""
        return tuple(source for source in sources if any(self._is(name, source) for name in field.split("|")))

    def _is(self, field: str, source: Source) -> bool:
        root = field.partition(".")[0]
        if root in ("titel", "titlar", "rad", "innehåll", "samling"):  # a title, with what it names
            return any(fields_in(title) for one in self.program.papers for title in (one.rubrik, one.handling or ""))
        path = _INDEX.sub("", source.path)
        people = _PEOPLE.fullmatch(path)
        if people:
            return field.rpartition(".")[2] == people["del"]
        if path.endswith(".orgnr") or path.rpartition(".")[2] == "orgnr":
            return field.endswith(".orgnr")
        if path.startswith("tjänsteskrivelse."):
            return root in ("ärende", "skrivelse", "avsnitt", "punkt")
        for there, here in _ALIASES:
            if path.startswith(there):
                path = here + path.removeprefix(there)
                break
        given = self.program.betalningar.get(root)
        if given and path in {str(amount) for amount in given.amounts.values()}:
            return True
        return field == path or field.startswith(f"{path}.") or path.startswith(f"{field}.")


def _squashed(text: str, start: int, end: int) -> tuple[int, int]:
    first = len(squash(text[:start]))
    return first, first + len(squash(text[start:end]))
