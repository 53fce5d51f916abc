"""What follows from the decision paper's own particulars: boards in running text, the proposal, the parts in order."""

import re
from dataclasses import dataclass
from datetime import date

from loftdocs.derive.kommuner import kommuner
from loftdocs.model.case import Avsnitt, Tjänsteskrivelse

_BOARD = r"(?:nämnd(?:en)?|styrelsen?|fullmäktige|utskott(?:et)?|beredning(?:en)?|direktion(?:en)?)"
_FIRST = re.compile(rf"\w*{_BOARD}s?", re.IGNORECASE)
_DEFINITE = re.compile(r"\w*(?:nämnden|styrelsen|utskottet|beredningen|direktionen)s?", re.IGNORECASE)
# How the kinds of paper end, and what makes each definite.
_KINDS = (("skrivelse", "n"), ("ande", "t"), ("underlag", "et"), ("ärende", "t"))


@dataclass(frozen=True)
class Förslag:
    """What is proposed: the clerk's own points, or none where the template's wording stands."""

    punkter: tuple[str, ...]
    omedelbar_justering: bool

    @property
    def numrerat(self) -> bool:
        """True if there is more than one point, the template's own counted."""
        return max(len(self.punkter), 1) + self.omedelbar_justering > 1

    @property
    def att_satser(self) -> bool:
        """True if every point goes on from ``beslutar`` with ``att``, and not as a sentence of its own."""
        return bool(self.punkter) and all(is_att(point) for point in self.punkter)


@dataclass(frozen=True)
class Skrivelse:
    """The paper as templates print it; names of boards as running text has them, ``kommunstyrelsen``."""

    benämning: str
    mottagare: str
    beslutande: str
    förslag: Förslag
    avsnitt: dict[str, tuple[Avsnitt, ...]]
    datum: dict[str, date | None]


def derive_paper(paper: Tjänsteskrivelse, documents: tuple[str, ...], parts: tuple[str, ...]) -> Skrivelse:
    """The paper of a case.

    ``documents`` are the names of the programme's, of which some may have their own date, and ``parts`` those of the
    paper's own texts.
    """
    dates = {one.handling: one.datum for one in paper.beslutsunderlag}
    return Skrivelse(
        benämning=running(paper.benämning, paper.benämning[:1].lower() + paper.benämning[1:]),
        mottagare=board(paper.mottagare),
        beslutande=board(paper.beslutande or paper.mottagare),
        förslag=Förslag(paper.förslag_till_beslut, paper.omedelbar_justering),
        avsnitt={part: tuple(one for one in paper.egna_avsnitt if one.efter == part) for part in parts},
        datum={name: dates.get(name) for name in documents},
    )


def is_att(point: str) -> bool:
    """True for an att-sats: a point that begins with ``att``."""
    return point.startswith("att ")


def board(name: str) -> str:
    """A board's name in running text: ``kommunstyrelsen`` for Kommunstyrelsen.

    The capital of a name within it stays (Enköpings kommunstyrelse), and so do abbreviations.
    """
    words = name.split()
    first = words[0]
    common = bool(_FIRST.fullmatch(first)) or (
        any(_DEFINITE.fullmatch(word) for word in words[1:])
        and (first.endswith(("a", "-")) or "och" in words)
        and first not in {one.kort for one in kommuner()}
    )
    return running(name, name[:1].lower() + name[1:] if common else name)


def running(name: str, small: str) -> str:
    """``small``, or ``name`` as it is if its first word is all capitals, which no rule of Swedish makes small."""
    first = name.split()[0]
    return name if len(first) > 1 and first.isupper() else small


def definite_kind(name: str) -> str | None:
    """``tjänsteskrivelsen`` for tjänsteskrivelse; None for a kind of paper that is not known."""
    return next((name + ending for kind, ending in _KINDS if name.endswith(kind)), None)
