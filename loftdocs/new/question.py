"""What a question is, and what the questions depend on beside the answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loftdocs.mention.checksums import as_orgnr
from loftdocs.model.types import as_date
from loftdocs.new.draft import DATUM, FÖRVALTNING, START, Draft, tidy
from loftdocs.new.form import Form

# What each option answers, by the path where it stands or by the question's key.
KEYS = {
    "program": "program",
    "kommun": "egen.namn",
    "orgnr": "egen.orgnr",
    "ort": "egen.ort",
    "start": START,
    "slut": "avtalsperiod.slut",
    "förvaltning": FÖRVALTNING,
    "nämnd": "tjänsteskrivelse.mottagare",
    "beslutande": "tjänsteskrivelse.beslutande",
    "benämning": "tjänsteskrivelse.benämning",
    "datum": DATUM,
    "sammanträde": "tjänsteskrivelse.sammanträde",
}
_OPTIONS = {key: f"--{name}" for name, key in KEYS.items()}
_PERSON = re.compile(r"(handläggare|direktör|person)\b")


def _nothing(answer: str) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """One question.

    ``path`` is where the answer is to stand in the file, and ``key`` what the answer of a script's option is known by
    where that is not the path; ``example`` is what to write after the option. ``suggestion`` is what Enter answers.
    ``assumed`` says that a script which leaves the option out means the suggestion, ``optional`` that the answer may be
    empty, ``asked`` that a person is asked it at all. ``read`` makes a typed answer the written one, ``refused`` says
    what is wrong with one that no rule reads, and ``stand_in`` is what stands in the place of an answer that is not
    there yet, so that the rules can read the rest.
    """

    path: str
    text: str
    suggestion: str = ""
    assumed: bool = False
    optional: bool = False
    asked: bool = True
    choices: tuple[str, ...] = ()
    read: Callable[[str], str] = tidy
    key: str = ""
    example: str = ""
    stand_in: str = ""
    refused: Callable[[str], str] = _nothing

    @property
    def flag(self) -> str:
        """The option that a script gives the answer with."""
        return option_of(self.key or self.path)

    @property
    def option(self) -> str:
        """The option, and what is to be written after it."""
        if self.flag.startswith("--uppgift"):
            return f"{self.flag}={self.example or '…'}"
        return f"{self.flag} {self.example}".rstrip()


@dataclass(frozen=True)
class Setting:
    """What the questions depend on beside the answers.

    ``programs`` are the names of the programmes, ``today`` is the day, ``number`` gives the organisation number that
    the project knows from another case for a party's name, or "", and ``read`` the form of a programme on a day.
    """

    programs: tuple[str, ...]
    today: date
    number: Callable[[str], str]
    read: Callable[[str, date], Form | None]

    def form(self, draft: Draft) -> Form | None:
        """The form of the draft's programme; None while that is not known, or if it cannot be read."""
        if not draft["program"]:
            return None
        days = (_day(draft[path]) for path in (DATUM, START))
        return self.read(draft["program"], next((day for day in days if day), self.today))


def option_of(key: str) -> str:
    """The option of an answer, by its path or its question's key."""
    person = _PERSON.match(key)
    return f"--{person[1]}" if person else _OPTIONS.get(key, f"--uppgift {key}")


def read_number(answer: str) -> str:
    """Ten digits in a row are written as the agreement writes them; what is no number is left for the rules to tell."""
    return as_orgnr(tidy(answer)) or tidy(answer)


def _day(answer: str) -> date | None:
    try:
        day = as_date(answer)
    except ValueError:  # pydantic's own kind: told by the model where the answer stands
        return None
    return day if isinstance(day, date) else None
