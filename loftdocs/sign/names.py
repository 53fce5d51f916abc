"""Who signs which document of a case, as the names of signature fields."""

from collections.abc import Iterator, Sequence

from loftdocs.derive import Facts, Sida
from loftdocs.derive.paper import definite_kind
from loftdocs.model.kind import Kind
from loftdocs.model.program import Program, Slag
from loftdocs.signer import Signer


def signers_of(facts: Facts, kinds: Sequence[Slag]) -> tuple[Signer, ...]:
    """All who sign a bundle that holds documents of these kinds, in their order; others are not signed."""
    return tuple(signer for kind in kinds for signer in _signers(facts, kind))


def kinds_in(program: Program, document: str) -> tuple[Slag, ...]:
    """The kinds of the documents in a finished file: a bundle's name, or that of a document by itself."""
    return tuple(one.slag for one in program.dokument if document == one.namn or document in one.ingår_i)


def _signers(facts: Facts, kind: Slag) -> Iterator[Signer]:
    if kind == Kind.TJÄNSTESKRIVELSE:
        for person in facts.underskrifter.tjänsteskrivelse:
            paper = facts.skrivelse.benämning
            field = _field(f"Underskrift {paper}", person.namn)
            named = definite_kind(paper)
            what = f"Underskrift av {named}" if named else f"Underskrift, {paper}"
            tooltip = f"{what}: {person.namn}, {person.roll}"
            yield Signer(field, tooltip, person.namn, facts.kommun.namn)
    elif kind == Kind.AVTAL:
        for side in facts.underskrifter.parter:
            yield from _of_party(facts, side)


def _of_party(facts: Facts, side: Sida) -> Iterator[Signer]:
    # In the agreement the municipality goes by a word that every municipality has; the field's name tells which it is.
    short = side.part.namn if side.part == facts.kommun else side.part.kortnamn
    for person in side.personer:
        more = (person.namn,) if person and len(side.personer) > 1 else ()
        who = f": {person.namn}, {person.roll}" if person else ""
        tooltip = f"Underskrift av avtalet för {side.part.namn}{who}"
        yield Signer(_field("Underskrift", short, *more), tooltip, person.namn if person else None, side.part.namn)


def _field(*parts: str) -> str:
    """A field's name; a full stop would divide it (ISO 32000-1, 12.7.3.2), so that of an initial is left out."""
    return " – ".join(parts).replace(".", "")
