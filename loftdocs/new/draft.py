"""A case that is not written yet: the answers so far."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, takewhile
from types import MappingProxyType

from loftdocs.load.unseen import seen_value

HANDLÄGGARE, CHEF = 0, 1
DATUM, START = "tjänsteskrivelse.datum", "avtalsperiod.start"
FÖRVALTNING = "tjänsteskrivelse.förvaltning"
PARTS = ("namn", "roll", "telefon", "epost")  # of a person; only the first has to be answered


@dataclass(frozen=True)
class Draft:
    """Answers by the YAML path at which they are to stand: ``kommun.orgnr``, ``personer[0].namn``.

    Where there is a decision paper the first person is the handläggare and the second the chief who signs it. An empty
    answer is one; a path that is not there has not been answered.
    """

    answers: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, path: str) -> str:
        return self.answers.get(path, "")

    def __contains__(self, path: str) -> bool:
        return path in self.answers

    def put(self, path: str, answer: str) -> "Draft":
        """The draft with one more answer."""
        return self.with_all({path: answer})

    def with_all(self, answers: Mapping[str, str]) -> "Draft":
        """The draft with more answers."""
        return Draft(MappingProxyType({**self.answers, **answers}))

    def names(self, path: str) -> tuple[str, ...]:
        """The names in an answer that may have several."""
        return parted(self[path])

    def size(self, path: str) -> int:
        """How many there are in the list at ``path``: as many as was answered, or as anything is known of."""
        if self[path].isdigit():
            return int(self[path])
        numbered = re.compile(rf"{re.escape(path)}\[(\d+)\]\.")
        found = (numbered.match(one) for one, answer in self.answers.items() if answer)
        return max((int(match[1]) + 1 for match in found if match), default=0)

    @property
    def personer(self) -> tuple[dict[str, str], ...]:
        """Those whose names are known, in the order of the file, each by its `PARTS`."""
        indices = takewhile(lambda index: person(index, "namn") in self, count())
        everyone = [{part: self[person(index, part)] for part in PARTS} for index in indices]
        return tuple(one for one in everyone if one["namn"])


def person(index: int, part: str) -> str:
    """The path of a person's name, role, telephone or address; ``index`` counts from 0."""
    return f"personer[{index}].{part}"


def tidy(answer: str) -> str:
    """What was typed, as one line in NFC without white space at its ends and without what nobody sees."""
    return " ".join(unicodedata.normalize("NFC", seen_value(answer)).split())


def parted(answer: str) -> tuple[str, ...]:
    """Names with commas or semicolons between them, each by itself."""
    return tuple(filter(None, map(tidy, re.split(r"[,;]", answer))))
