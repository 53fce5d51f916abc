"""The questions about the persons that the papers name, the decision paper, and those who sign."""

from collections.abc import Iterator
from itertools import count

from loftdocs.language.swedish import words
from loftdocs.model.case_model import signed_by, signer_key
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind
from loftdocs.model.party import Roll
from loftdocs.new.draft import CHEF, DATUM, FÖRVALTNING, HANDLÄGGARE, Draft, parted, person
from loftdocs.new.form import Form
from loftdocs.new.parties import in_definite, size
from loftdocs.new.question import Question, Setting

_NAMED, _REACHED = '"Namn, roll"', '"Namn, roll, telefon, e-post"'
_DIRECTORS = {"kommunen": "kommundirektör", "staden": "stadsdirektör", "regionen": "regiondirektör"}


def people_questions(form: Form, draft: Draft) -> Iterator[Question]:
    """Who writes the paper and who signs it, if there is one, and all others that are to be named."""
    first = 0
    if form.paper:
        yield from _one(HANDLÄGGARE, "handläggare", "Handläggarens", _REACHED)
        title = _DIRECTORS.get(form.kind(draft), "kommundirektör")
        yield from _one(CHEF, "direktör", "Den undertecknande chefens", _NAMED, title, asked=False)
        first = CHEF + 1
    for number in count():
        path, key = person(first + number, "namn"), f"person[{number}]"
        # Without a paper the first is the only one there has to be.
        needed = not form.paper and number == 0
        what = f"En person {'' if needed else 'till '}som ska nämnas{_for_example(form)}"
        text = what if needed else f"{what} (tomt om ingen)"
        stand_in = f"Okänd {path}" if needed else ""
        yield Question(path, text, "", not needed, not needed, key=f"{key}.namn", stand_in=stand_in)
        if not draft[path]:
            return
        text, roll = f"Titel för {draft[path]}, med liten bokstav", person(first + number, "roll")
        yield Question(roll, text, key=f"{key}.roll", example=_REACHED, stand_in="titel")
        yield from _reached(first + number, key, f"{draft[path]}:", _REACHED)


def paper_questions(form: Form, draft: Draft, setting: Setting) -> Iterator[Question]:
    """Who writes the paper, whom it goes to, who decides if that is another, and the days."""
    yield Question(FÖRVALTNING, "Förvaltningen som skriver", "Kommunledningsförvaltningen")
    region = form.kind(draft) == "regionen"
    board, council = ("Regionstyrelsen", "Regionfullmäktige") if region else ("Kommunstyrelsen", "Kommunfullmäktige")
    yield Question("tjänsteskrivelse.mottagare", "Nämnden som skrivelsen går till", board, True)
    text = f"Den som beslutar, om det är någon annan, till exempel {council} (får vara tomt)"
    yield Question("tjänsteskrivelse.beslutande", text, assumed=True, optional=True)
    text = "Vad ni kallar skrivelsen"
    yield Question("tjänsteskrivelse.benämning", text, "Tjänsteskrivelse", assumed=True, asked=False)
    yield Question(DATUM, "Tjänsteskrivelsens datum", f"{setting.today}", True)
    text = "Dagen då det ska beslutas (får vara tomt)"
    yield Question("tjänsteskrivelse.sammanträde", text, assumed=True, optional=True)


def signer_questions(form: Form, draft: Draft) -> Iterator[Question]:
    """Who signs each document for each party.

    For its own party a case has the chief sign, and one that the programme fixes tells later who does. Only where the
    case names others too is a person asked.
    """
    program = form.program
    if form.paper:
        names = ", ".join(filter(None, (draft[person(index, "namn")] for index in (CHEF, HANDLÄGGARE))))
        path = "underskrifter.tjänsteskrivelse"
        yield _signers(path, "De som skriver under tjänsteskrivelsen", names, asked=False)
    signed = [one for one in program.dokument if one.slag is not Kind.TJÄNSTESKRIVELSE and signed_by(program, one)]
    for document in signed:
        roles = {role: program.parter[role] for role in signed_by(program, document)}
        others = any(not roll.fixed and role != program.own for role, roll in roles.items())
        for role, roll in roles.items():
            if roll.en_av or roll.many:
                continue
            chief = _chief(form, draft, role)
            text = _who(document, roll, in_definite(role, roll), several=len(signed) > 1)
            path = f"underskrifter.{document.namn}.{signer_key(role, roll)}"
            yield _signers(path, text, chief, asked=others and not roll.fixed, known=draft)
    many = {role: program.parter[role] for one in signed for role in signed_by(program, one)}
    for role, roll in many.items():
        for index in range(size(role, roll, draft) if roll.many else 0):
            path = f"{role}[{index}]"
            text = _who(None, roll, draft[f"{path}.namn"] or path, several=False)
            yield _signers(f"{path}.undertecknare", text, _chief(form, draft, path), asked=True, known=draft)


def _signers(path: str, text: str, names: str, *, asked: bool, known: Draft | None = None) -> Question:
    choices = tuple(one["namn"] for one in known.personer) if known else ()
    return Question(path, text, names, True, True, asked, choices, _read_names, example="Namn")


def _read_names(answer: str) -> str:
    return ", ".join(parted(answer))


def _chief(form: Form, draft: Draft, path: str) -> str:
    """The chief's name for the case's own party; "" for another."""
    return draft[person(CHEF, "namn")] if path == form.own and form.paper else ""


def _who(document: Dokument | None, roll: Roll, party: str, *, several: bool) -> str:
    """Who signs what for whom, and how to write it."""
    what = document.slag.definite if document else Kind.AVTAL.definite
    what += f" ({document.namn})" if document and several else ""
    if roll.undertecknare > 1:
        return f"De {words(roll.undertecknare)} som undertecknar {what} för {party} (med komma emellan, eller tomt)"
    return f"Den som undertecknar {what} för {party} (en av personerna, eller tomt)"


def _for_example(form: Form) -> str:
    """What else persons are named for: what the programme asks for, or who signs."""
    responsible = next((fact.responsible for fact in form.program.facts if fact.given and fact.responsible), "")
    if responsible:
        return f", till exempel {responsible[:1].lower()}{responsible[1:]}"
    return ", till exempel den som undertecknar" if form.agreement else ""


def _one(index: int, key: str, whose: str, example: str, title: str = "", *, asked: bool = True) -> Iterator[Question]:
    """All questions about a person; ``asked`` is whether one is asked how to reach that person."""
    for part, text, suggestion in (
        ("namn", f"{whose} för- och efternamn", ""),
        ("roll", f"{whose} titel, med liten bokstav", title),
    ):
        path = person(index, part)  # in the name that stands in: two persons may not have the same
        yield Question(path, text, suggestion, key=f"{key}.{part}", example=example, stand_in=f"Okänd {path}")
    yield from _reached(index, key, whose, example, asked=asked)


def _reached(index: int, key: str, whose: str, example: str, *, asked: bool = True) -> Iterator[Question]:
    for part, text in (
        ("telefon", f"{whose} telefon, till exempel 0171-62 62 16 (får vara tomt)"),
        ("epost", f"{whose} e-post (får vara tomt)"),
    ):
        path = person(index, part)
        yield Question(path, text, "", True, True, asked, key=f"{key}.{part}", example=example)
