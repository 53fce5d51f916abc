"""What kind of paper a document is, once for the programme that declares it, the readers and the rules."""

from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """A kind of paper, by the word that a programme's file has under ``slag``."""

    FÖRSÄTTSBLAD = "försättsblad"
    TJÄNSTESKRIVELSE = "tjänsteskrivelse"
    AVTAL = "avtal"
    BILAGA = "bilaga"
    ÖVRIGT = "övrigt"
    ÄRENDE = "ärende"
    """The texts of a case file, before they stand in any paper; no programme has a document of this kind."""

    # pydantic lists the words that may stand in a place by their repr.
    __repr__ = str.__repr__

    @property
    def binding(self) -> bool:
        """True for what the parties bind themselves to: an agreement and its annexes."""
        return self in (Kind.AVTAL, Kind.BILAGA)

    @property
    def label(self) -> str:
        """The kind as the object of a sentence: ``ett avtal``."""
        return _WORDS[self][0]

    @property
    def definite(self) -> str:
        """The kind of a document that is known: ``avtalet``."""
        return _WORDS[self][1]

    @property
    def listed_as(self) -> str | None:
        """A pattern for how a paper's list of documents names one of this kind; None for one named by its title."""
        return _LISTED.get(self)


Slag = Literal[Kind.FÖRSÄTTSBLAD, Kind.TJÄNSTESKRIVELSE, Kind.AVTAL, Kind.BILAGA, Kind.ÖVRIGT]
"""The kinds that a programme's documents can be of."""

_WORDS = {
    Kind.FÖRSÄTTSBLAD: ("ett försättsblad", "försättsbladet"),
    Kind.TJÄNSTESKRIVELSE: ("en tjänsteskrivelse", "tjänsteskrivelsen"),
    Kind.AVTAL: ("ett avtal", "avtalet"),
    Kind.BILAGA: ("en bilaga", "bilagan"),
    Kind.ÖVRIGT: ("en annan handling", "handlingen"),
    Kind.ÄRENDE: ("ett ärende", "ärendefilen"),
}
_LISTED = {Kind.AVTAL: r"avtal", Kind.BILAGA: r"\bbilag"}
