"""What a question is, and what the questions depend on beside the answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loftdocs.mention.checksums import as_orgnr
from loftdocs.model.types import as_date
from loftdocs.new.draft import DATUM, START, Draft, tidy
from loftdocs.new.form import Form


def _nothing(answer: str) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """One question.

    ``path`` is where the answer is to stand in the file, ``option`` what a script gives it with, and ``key`` what that
    option's answer is known by where that is not the path. ``suggestion`` is what Enter answers. ``assumed`` says that
    a script which leaves the option out means the suggestion, ``optional`` that the answer may be empty, ``asked`` that
    a person is asked it at all. ``read`` makes a typed answer the written one, ``refused`` says what is wrong with one
    that no rule reads, and ``stand_in`` is what stands in the place of an answer that is not there yet, so that the
    rules can read the rest.
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
    key: str = ""
    stand_in: str = ""
    refused: Callable[[str], str] = _nothing

    @property
    def flag(self) -> str:
        """The option, without what is to be written after it."""
        return self.option.partition(' "')[0].partition("=")[0]


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


def uppgift(path: str, example: str = "…") -> str:
    """The option for an answer that has none of its own."""
    return f'--uppgift "{path}={example}"' if " " in example else f"--uppgift {path}={example}"


def read_number(answer: str) -> str:
    """Ten digits in a row are written as the agreement writes them; what is no number is left for the rules to tell."""
    return as_orgnr(tidy(answer)) or tidy(answer)


def _day(answer: str) -> date | None:
    try:
        day = as_date(answer)
    except ValueError:  # pydantic's own kind: told by the model where the answer stands
        return None
    return day if isinstance(day, date) else None
