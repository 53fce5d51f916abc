"""The questions, in the order they are asked; which comes next follows from what has been answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from loftdocs.derive.kommuner import kommuner
from loftdocs.derive.regioner import regioner
from loftdocs.language.swedish import definite
from loftdocs.mention.checksums import as_orgnr
from loftdocs.new.draft import CHEF, HANDLÄGGARE, Draft, person, tidy
from loftdocs.new.names import full_name, seat

_DIRECTORS = {"kommunen": "kommundirektör", "staden": "stadsdirektör", "regionen": "regiondirektör"}


@dataclass(frozen=True)
class Question:
    """One question.

    ``path`` is where the answer is to stand in the file, and ``option`` what a script gives it with. ``suggestion`` is
    what Enter answers. ``assumed`` says that a script which leaves the option out means the suggestion, ``optional``
    that the answer may be empty, ``asked`` that a person is asked it at all, and ``read`` makes a typed answer the
    written one.
    """

    path: str
    option: str
    text: str
    suggestion: str = ""
    assumed: bool = False
    optional: bool = False
    asked: bool = True
    choices: tuple[str, ...] = ()
    read: Callable[[str], str] = tidy


@dataclass(frozen=True)
class Setting:
    """What the questions depend on beside the answers.

    ``programs`` are the names of the programmes, ``today`` is the day, and ``number`` gives the organisation number of
    a municipality that the project knows from another case, or "".
    """

    programs: tuple[str, ...]
    today: date
    number: Callable[[str], str]


def pending(draft: Draft, setting: Setting) -> tuple[Question, ...]:
    """The questions that have no answer yet, in order; about persons no more than is known to be asked."""
    return tuple(question for question in _questions(draft, setting) if question.path not in draft)


def filled(draft: Draft, setting: Setting) -> Draft:
    """The draft with something in the place of each answer that it lacks, so that the rules can read the whole of it.

    That is the suggestion, and for the municipality and persons a word that no rule minds.
    """
    for question in _questions(draft, setting):
        if not draft[question.path] and not question.optional:
            draft = draft.put(question.path, question.suggestion or _stand_in(question.path))
    return draft


def _questions(draft: Draft, setting: Setting) -> Iterator[Question]:
    names, name = (*(one.namn for one in kommuner()), *(one.namn for one in regioner())), draft["kommun.namn"]
    programs, one = setting.programs, len(setting.programs) == 1
    yield Question(
        "program",
        "--program",
        f"Vilket program gäller det, {' eller '.join(programs)}?",
        programs[0] if one else "",
        assumed=one,
        asked=not one,
        choices=programs,
    )
    yield Question("kommun.namn", "--kommun", "Vilken kommun gäller det?", choices=names, read=_read_name)
    text, number = "Kommunens organisationsnummer, till exempel 212000-0282", setting.number(name)
    yield Question("kommun.orgnr", "--orgnr", text, number, assumed=bool(number), read=_read_number)
    place = seat(name)
    text = "Ort där kommunen undertecknar avtalet"
    yield Question("kommun.ort", "--ort", text, place, assumed=bool(place or not name))
    yield Question("avtalsperiod.start", "--start", "Avtalets första dag", f"{setting.today.year + 1}-01-01", True)
    yield Question("avtalsperiod.slut", "--slut", "Avtalets sista dag", assumed=True, optional=True, asked=False)
    yield from _people(draft)
    yield Question(
        "tjänsteskrivelse.förvaltning", "--förvaltning", "Förvaltningen som skriver", "Kommunledningsförvaltningen"
    )
    yield from _board(name)
    yield Question("tjänsteskrivelse.datum", "--datum", "Tjänsteskrivelsens datum", f"{setting.today}", True)
    yield Question(
        "tjänsteskrivelse.sammanträde",
        "--sammanträde",
        "Dagen då det ska beslutas (får vara tomt)",
        assumed=True,
        optional=True,
    )
    known = tuple(one.namn for one in draft.personer)
    for path, option, what in (
        ("kontaktperson", "--kontaktperson", "Kontaktperson i samarbetet"),
        ("ersättare", "--ersättare", "Kontaktpersonens ersättare"),
    ):
        text = f"{what} (en av personerna, eller tomt)"
        yield Question(path, option, text, assumed=True, optional=True, choices=known)


def _board(name: str) -> Iterator[Question]:
    """Whom the paper goes to, who decides if that is another, and what the municipality calls such a paper."""
    region = definite(name or "kommun") == "regionen"
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


def _people(draft: Draft) -> Iterator[Question]:
    option = '--handläggare "Namn, roll, telefon, e-post"'
    yield from _one(HANDLÄGGARE, option, "Handläggarens")
    yield from _reached(HANDLÄGGARE, option, "Handläggarens")
    title = _DIRECTORS.get(definite(draft["kommun.namn"] or "kommun") or "", "kommundirektör")
    option = '--direktör "Namn, roll"'
    yield from _one(CHEF, option, "Den undertecknande chefens", title)
    index = CHEF + 1
    while True:
        path = person(index, "namn")
        text = "En person till som ska nämnas, till exempel kontaktpersonen (tomt om ingen)"
        yield Question(path, "--person", text, assumed=True, optional=True)
        if not draft[path]:
            return
        option = '--person "Namn, roll, telefon, e-post"'
        yield Question(person(index, "roll"), option, f"Titel för {draft[path]}, med liten bokstav")
        yield from _reached(index, option, f"{draft[path]}:")
        index += 1


def _one(index: int, option: str, whose: str, title: str = "") -> Iterator[Question]:
    yield Question(person(index, "namn"), option, f"{whose} för- och efternamn")
    yield Question(person(index, "roll"), option, f"{whose} titel, med liten bokstav", title)


def _reached(index: int, option: str, whose: str) -> Iterator[Question]:
    phone, address = f"{whose} telefon, till exempel 0171-62 62 16 (får vara tomt)", f"{whose} e-post (får vara tomt)"
    yield Question(person(index, "telefon"), option, phone, assumed=True, optional=True)
    yield Question(person(index, "epost"), option, address, assumed=True, optional=True)


def _stand_in(path: str) -> str:
    if path == "kommun.namn":
        return "kommunen"
    # Two persons may not have the same name.
    return f"Okänd {path}" if path.startswith("personer") else ""


def _read_name(answer: str) -> str:
    return full_name(tidy(answer))


def _read_number(answer: str) -> str:
    """Ten digits in a row are written as the agreement writes them; what is no number is left for the rules to tell."""
    return as_orgnr(tidy(answer)) or tidy(answer)
