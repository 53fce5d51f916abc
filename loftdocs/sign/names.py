"""Who signs which document of a case, as the names of signature fields."""

from collections.abc import Iterator, Sequence

from loftdocs.derive import Facts, Sida
from loftdocs.derive.paper import definite_kind
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind
from loftdocs.model.program import Program
from loftdocs.signer import Signer


def signers_of(facts: Facts, documents: Sequence[Dokument]) -> tuple[Signer, ...]:
    """All who sign a bundle that holds these documents, in their order; some are not signed."""
    return tuple(signer for document in documents for signer in _signers(facts, document))


def documents_in(program: Program, file: str) -> tuple[Dokument, ...]:
    """The documents in a finished file: those of a bundle by its name, or one by itself."""
    return tuple(one for one in program.dokument if file == one.namn or file in one.ingår_i)


def _signers(facts: Facts, document: Dokument) -> Iterator[Signer]:
    if document.slag is Kind.TJÄNSTESKRIVELSE:
        for person in facts.underskrifter.tjänsteskrivelse:
            paper = facts.skrivelse.benämning
            field = _field(f"Underskrift {paper}", person.namn)
            named = definite_kind(paper)
            what = f"Underskrift av {named}" if named else f"Underskrift, {paper}"
            tooltip = f"{what}: {person.namn}, {person.roll}"
            yield Signer(field, tooltip, person.namn, facts.egen.namn)
        return
    pages = facts.underskrifter.dokument
    # Where several documents are signed, the fields of the first have the plain names.
    which = "" if document.namn == next(iter(pages), "") else document.namn
    for side in pages.get(document.namn, ()):
        yield from _of_party(side, which, facts.titlar[document.namn])


def _of_party(side: Sida, which: str, title: str) -> Iterator[Signer]:
    # In an agreement a municipality may go by a word that every one has; the field's name tells which it is.
    short = side.part.namn if side.part.kommunal else side.part.kortnamn
    unnamed = 0
    for person in side.personer:
        who = f": {person.namn}, {person.roll}" if person else ""
        unnamed += person is None
        # One line alone is told by its party, several by their persons, and open ones by their numbers.
        parts: tuple[str, ...] = (person.namn,) if person and len(side.personer) > 1 else ()
        parts += (str(unnamed),) if person is None and (unnamed > 1 or any(side.personer)) else ()
        what = f"Underskrift av {title}" if which else "Underskrift av avtalet"
        tooltip = f"{what} för {side.part.namn}{who}"
        name = person.namn if person else None
        yield Signer(_field("Underskrift", short, which, *parts), tooltip, name, side.part.namn)


def _field(*parts: str) -> str:
    """A field's name; a full stop would divide it (ISO 32000-1, 12.7.3.2), so that of an initial is left out."""
    return " – ".join(filter(None, parts)).replace(".", "")
