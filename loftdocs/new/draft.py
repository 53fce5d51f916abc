"""A case that is not written yet: the answers so far."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, takewhile
from types import MappingProxyType

from loftdocs.load.unseen import seen_value

HANDLÄGGARE, CHEF = 0, 1


@dataclass(frozen=True)
class Someone:
    """A person as answered: ``telefon`` and ``epost`` may be empty, and so may ``roll`` while it is being asked for."""

    namn: str
    roll: str = ""
    telefon: str = ""
    epost: str = ""


@dataclass(frozen=True)
class Draft:
    """Answers by the YAML path at which they are to stand: ``kommun.orgnr``, ``personer[0].namn``.

    The first person is the handläggare, the second the chief who signs. An empty answer is one; a path that is not
    there has not been answered.
    """

    answers: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, path: str) -> str:
        return self.answers.get(path, "")

    def __contains__(self, path: str) -> bool:
        return path in self.answers

    def put(self, path: str, answer: str) -> "Draft":
        """The draft with one more answer."""
        return Draft(MappingProxyType({**self.answers, path: answer}))

    @property
    def personer(self) -> tuple[Someone, ...]:
        """Those whose names are known, in the order of the file."""
        indices = takewhile(lambda index: person(index, "namn") in self, count())
        parts = ("namn", "roll", "telefon", "epost")
        everyone = [Someone(*(self[person(index, part)] for part in parts)) for index in indices]
        return tuple(one for one in everyone if one.namn)

    @property
    def undertecknare(self) -> tuple[str, ...]:
        """The names of those who sign the decision paper, the chief first; as far as they are known."""
        return tuple(filter(None, (self[person(index, "namn")] for index in (CHEF, HANDLÄGGARE))))


def person(index: int, part: str) -> str:
    """The path of a person's name, role, telephone or address; ``index`` counts from 0."""
    return f"personer[{index}].{part}"


def tidy(answer: str) -> str:
    """What was typed, as one line in NFC without white space at its ends and without what nobody sees."""
    return " ".join(unicodedata.normalize("NFC", seen_value(answer)).split())
