"""The questions about the parties that a case names: how many, and each one's name, number, place and own facts."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from loftdocs.derive.kommuner import kommuner
from loftdocs.derive.regioner import regioner
from loftdocs.language.swedish import capital, genitive
from loftdocs.model.party import PartyKind, Roll
from loftdocs.new.draft import Draft, tidy
from loftdocs.new.facts import fact_questions
from loftdocs.new.form import Form
from loftdocs.new.names import full_name, municipality
from loftdocs.new.question import Question, Setting, read_number

_EXAMPLES = {PartyKind.KOMMUN: "212000-0282"}
_EXAMPLE = "556000-0019"


def party_questions(form: Form, draft: Draft, setting: Setting) -> Iterator[Question]:
    """The questions about all parties that the case names, in the programme's order; last which of them has a role."""
    for role, roll in form.program.parter.items():
        if roll.fixed or roll.en_av:
            continue
        if not roll.many:
            yield from _party(form, role, role, draft, setting)
            continue
        yield _how_many(role, roll)
        for index in range(size(role, roll, draft)):
            yield from _party(form, role, f"{role}[{index}]", draft, setting)
    for role, roll in form.program.parter.items():
        if roll.en_av:
            yield _which(form, role, roll.en_av, draft)


def size(role: str, roll: Roll, draft: Draft) -> int:
    """How many parties of a role there are to ask about: as many as was answered, else as few as there may be."""
    return draft.size(role) or (roll.antal or (1, 1))[0]


def in_definite(role: str, roll: Roll) -> str:
    """A role in a question: ``hyresvärden``."""
    return roll.bestämd or role.replace("_", " ")


def _how_many(role: str, roll: Roll) -> Question:
    least, most = roll.antal or (1, 1)

    def refused(answer: str) -> str:
        right = answer.isdecimal() and least <= int(answer[:4]) <= most
        return "" if right else f"”{answer}” är inget antal från {least} till {most}."

    text = f"Hur många är {in_definite(role, roll)}, {least}–{most}?"
    return Question(role, text, example=str(least), stand_in=str(least), refused=refused)


def _party(form: Form, role: str, path: str, draft: Draft, setting: Setting) -> Iterator[Question]:
    roll = form.program.parter[role]
    own, name = path == form.own, draft[f"{path}.namn"]
    kommunal = roll.slag is PartyKind.KOMMUN
    words = _several(roll, path, name) if roll.many else _single(form, role, roll, own)

    def asked(part: str, **more: Any) -> Question:
        return Question(f"{path}.{part}", words[part], key=f"egen.{part}" if own else "", **more)

    choices, read = (_municipalities(), _read_name) if kommunal else ((), tidy)
    stand_in = f"{roll.slag} {path}" if roll.many else in_definite(role, roll)
    yield asked("namn", choices=choices, read=read, stand_in=stand_in)
    number = setting.number(name) if name else ""
    if roll.slag.registered:
        yield asked("orgnr", suggestion=number, assumed=bool(number), read=read_number)
    known = municipality(name) if kommunal else None
    place = known.säte if known else ""
    yield asked("ort", suggestion=place, assumed=bool(place or (kommunal and not name)))
    yield from fact_questions(form, role, path, (name or words["who"]) if roll.many else "")


def _single(form: Form, role: str, roll: Roll, own: bool) -> dict[str, str]:
    """The words of the questions about the only one that has a role."""
    who = in_definite(role, roll)
    whose = capital(genitive(who))
    name = "för- och efternamn" if roll.slag is PartyKind.PERSON else "namn"
    return {
        "namn": "Vilken kommun gäller det?" if own else f"{whose} {name}",
        "orgnr": f"{whose} organisationsnummer, till exempel {_EXAMPLES.get(roll.slag, _EXAMPLE)}",
        "ort": f"Ort där {who} undertecknar avtalet" if form.agreement else f"{whose} ort",
    }


def _several(roll: Roll, path: str, name: str) -> dict[str, str]:
    """The words of the questions about one of several, by its number until its name is known."""
    number = int(path.rpartition("[")[2].rstrip("]")) + 1
    who = f"{capital(roll.slag)} {number}"
    return {
        "who": who,
        "namn": f"{who}: namn",
        "orgnr": f"{name or who}: organisationsnummer, till exempel {_EXAMPLES.get(roll.slag, _EXAMPLE)}",
        "ort": f"{name or who}: ort där avtalet undertecknas",
    }


def _which(form: Form, role: str, of: str, draft: Draft) -> Question:
    """Which of several parties has a role: the first, if nothing else is said."""
    group = form.program.parter[of]
    names = tuple(draft[f"{of}[{index}].namn"] for index in range(size(of, group, draft)))

    def refused(answer: str) -> str:
        if answer in names or not all(names):
            return ""
        return f"”{answer}” är ingen av {in_definite(of, group)}: {', '.join(names)}."

    text = f"Vilken av {in_definite(of, group)} är {in_definite(role, form.program.parter[role])}?"
    choices = tuple(filter(None, names))
    return Question(role, text, names[0], True, choices=choices, read=_read_name, refused=refused)


@cache
def _municipalities() -> tuple[str, ...]:
    return (*(one.namn for one in kommuner()), *(one.namn for one in regioner()))


def _read_name(answer: str) -> str:
    return full_name(tidy(answer))
