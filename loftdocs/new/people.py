"""The questions about the persons that the papers name, the decision paper, and those who sign."""

from collections.abc import Iterator
from itertools import count

from loftdocs.language.swedish import definite, words
from loftdocs.model.case_model import signed_by, signer_key
from loftdocs.model.documents import Dokument
from loftdocs.model.kind import Kind
from loftdocs.model.party import Roll
from loftdocs.new.draft import CHEF, DATUM, FÖRVALTNING, HANDLÄGGARE, Draft, parted, person
from loftdocs.new.form import Form
from loftdocs.new.parties import in_definite, size
from loftdocs.new.question import Question, Setting, uppgift

_DIRECTORS = {"kommunen": "kommundirektör", "staden": "stadsdirektör", "regionen": "regiondirektör"}


def people_questions(form: Form, draft: Draft) -> Iterator[Question]:
    """Who writes the paper and who signs it, if there is one, and all others that are to be named."""
    first = 0
    if form.paper:
        option = '--handläggare "Namn, roll, telefon, e-post"'
        yield from _one(HANDLÄGGARE, option, "handläggare", "Handläggarens")
        yield from _reached(HANDLÄGGARE, option, "handläggare", "Handläggarens")
        title = _DIRECTORS.get(_kind(form, draft), "kommundirektör")
        option, whose = '--direktör "Namn, roll"', "Den undertecknande chefens"
        yield from _one(CHEF, option, "direktör", whose, title)
        yield from _reached(CHEF, option, "direktör", whose, asked=False)
        first = CHEF + 1
    for number in count():
        path, key = person(first + number, "namn"), f"person[{number}]"
        # Without a paper the first is the only one there has to be.
        needed = not form.paper and number == 0
        what = f"En person {'' if needed else 'till '}som ska nämnas{_for_example(form)}"
        text = what if needed else f"{what} (tomt om ingen)"
        stand_in = f"Okänd {path}" if needed else ""
        yield Question(path, "--person", text, "", not needed, not needed, key=f"{key}.namn", stand_in=stand_in)
        if not draft[path]:
            return
        option = '--person "Namn, roll, telefon, e-post"'
        text = f"Titel för {draft[path]}, med liten bokstav"
        yield Question(person(first + number, "roll"), option, text, key=f"{key}.roll", stand_in="titel")
        yield from _reached(first + number, option, key, f"{draft[path]}:")


def paper_questions(form: Form, draft: Draft, setting: Setting) -> Iterator[Question]:
    """Who writes the paper, whom it goes to, who decides if that is another, and the days."""
    yield Question(FÖRVALTNING, "--förvaltning", "Förvaltningen som skriver", "Kommunledningsförvaltningen")
    region = _kind(form, draft) == "regionen"
    board, council = ("Regionstyrelsen", "Regionfullmäktige") if region else ("Kommunstyrelsen", "Kommunfullmäktige")
    yield Question("tjänsteskrivelse.mottagare", "--nämnd", "Nämnden som skrivelsen går till", board, True)
    yield Question(
        "tjänsteskrivelse.beslutande",
        "--beslutande",
        f"Den som beslutar, om det är någon annan, till exempel {council} (får vara tomt)",
        assumed=True,
        optional=True,
    )
    text = "Vad ni kallar skrivelsen"
    yield Question("tjänsteskrivelse.benämning", "--benämning", text, "Tjänsteskrivelse", assumed=True, asked=False)
    yield Question(DATUM, "--datum", "Tjänsteskrivelsens datum", f"{setting.today}", True)
    text = "Dagen då det ska beslutas (får vara tomt)"
    yield Question("tjänsteskrivelse.sammanträde", "--sammanträde", text, assumed=True, optional=True)


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
    choices = tuple(one.namn for one in known.personer) if known else ()
    option = uppgift(path, "Namn")
    return Question(path, option, text, names, True, True, asked, choices, lambda answer: ", ".join(parted(answer)))


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


def _kind(form: Form, draft: Draft) -> str:
    """The case's own party by its kind: ``regionen``."""
    return definite((form.named and draft[form.named]) or "kommun") or ""


def _for_example(form: Form) -> str:
    """What else persons are named for: what the programme asks for, or who signs."""
    responsible = next((fact.responsible for fact in form.program.facts if fact.given and fact.responsible), "")
    if responsible:
        return f", till exempel {responsible[:1].lower()}{responsible[1:]}"
    return ", till exempel den som undertecknar" if form.agreement else ""


def _one(index: int, option: str, key: str, whose: str, title: str = "") -> Iterator[Question]:
    namn, roll = person(index, "namn"), person(index, "roll")
    # Two persons may not have the same name.
    text = f"{whose} för- och efternamn"
    yield Question(namn, option, text, key=f"{key}.namn", stand_in=f"Okänd {namn}")
    text = f"{whose} titel, med liten bokstav"
    yield Question(roll, option, text, title, key=f"{key}.roll", stand_in=f"Okänd {roll}")


def _reached(index: int, option: str, key: str, whose: str, *, asked: bool = True) -> Iterator[Question]:
    for part, text in (
        ("telefon", f"{whose} telefon, till exempel 0171-62 62 16 (får vara tomt)"),
        ("epost", f"{whose} e-post (får vara tomt)"),
    ):
        yield Question(person(index, part), option, text, assumed=True, optional=True, asked=asked, key=f"{key}.{part}")
