"""The questions about what a programme asks a case for: each fact by its kind, in the programme's order."""

from collections.abc import Iterator

from loftdocs.language.swedish import listed
from loftdocs.model.fact import Fact, FactKind
from loftdocs.new.draft import Draft, tidy
from loftdocs.new.form import Form
from loftdocs.new.question import Question, read_number

_YES_NO = ("ja", "nej")
_HINTS = {
    FactKind.DAG: "år-månad-dag",
    FactKind.ÅRSDAG: "en dag på året, som 1 februari",
    FactKind.ÅRTAL: "årtal",
    FactKind.BELOPP: "hela kronor",
    FactKind.PROCENT: "procent",
    FactKind.PROCENTENHETER: "procentenheter",
    FactKind.ANTAL: "ett helt tal",
    FactKind.TAL: "ett tal",
    FactKind.JA_NEJ: "ja eller nej",
    FactKind.PERSON: "en av personerna",
}


def fact_questions(form: Form, role: str | None = None, path: str = "", called: str = "") -> Iterator[Question]:
    """The questions about the case's own facts, or about those of a party: the one of its ``role`` at ``path``.

    Not those that are answered with a person.
    """
    for fact in _asked(form, role, persons=False):
        yield _question(fact, path, called)


def person_questions(form: Form, draft: Draft) -> Iterator[Question]:
    """The questions that one of the persons answers: about the case, and about each party."""
    known = tuple(one["namn"] for one in draft.personer)
    for fact in _asked(form, None, persons=True):
        yield _question(fact, "", "", known)
    for role, roll in form.program.parter.items():
        paths = [f"{role}[{index}]" for index in range(draft.size(role))] if roll.many else [role]
        for path in paths:
            for fact in _asked(form, role, persons=True):
                yield _question(fact, path, draft[f"{path}.namn"] or path, known)


def _asked(form: Form, role: str | None, *, persons: bool) -> Iterator[Fact]:
    """Those that are answered with a line; what is longer stands empty in the file."""
    for fact in form.program.facts:
        if fact.given and fact.each == role and fact.short and fact.persons is persons:
            yield fact


def _question(fact: Fact, party: str, called: str, known: tuple[str, ...] = ()) -> Question:
    """A question; what the fact is stands after the party whose it is, if it is one's, and before how to write it."""
    what = fact.description.rstrip(".") or fact.name.replace("_", " ")
    what = f"{called}: {what[:1].lower()}{what[1:]}" if called else f"{what[:1].upper()}{what[1:]}"
    hint = _hint(fact)
    return Question(
        f"{party}.{fact.name}".lstrip("."),
        f"{what} ({hint})" if hint else what,
        assumed=fact.optional,
        optional=fact.optional,
        choices=_choices(fact, known),
        read=_reader(fact),
    )


def _hint(fact: Fact) -> str:
    """How to write the answer: ``hela kronor; får vara tomt``."""
    how = _HINTS.get(fact.kind) or (f"antal {fact.kind.value}" if fact.kind.unit else "")
    if fact.kind is FactKind.VAL:
        how = f"{listed(fact.choices[:-1])} eller {fact.choices[-1]}".replace(" och ", ", ")
    if not fact.optional:
        return how
    if fact.persons:
        return f"{how}, eller tomt"
    return f"{how}; får vara tomt" if how else "får vara tomt"


def _choices(fact: Fact, known: tuple[str, ...]) -> tuple[str, ...]:
    match fact.kind:
        case FactKind.VAL:
            return fact.choices
        case FactKind.JA_NEJ:
            return _YES_NO
    return known


def _reader(fact: Fact):  # type: ignore[no-untyped-def]
    if fact.kind is FactKind.ORGANISATIONSNUMMER:
        return read_number
    words = _choices(fact, ())
    spelt = {word.casefold(): word for word in words}

    def read(answer: str) -> str:
        """One of the words as it is spelt, also if it was typed with other capitals."""
        line = tidy(answer)
        return spelt.get(line.casefold(), line)

    return read if words else tidy
