"""How a build ended, and what can be done with what it made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from loftdocs.findings import Finding, Place, Unasked

State = Literal["ja", "varning", "väntar", "nej"]
Subject = Literal["skrivelsen", "avtalet"]


def report_name(case: str) -> str:
    """The file name of a case's review report."""
    return f"granskning-{case}.html"


@dataclass(frozen=True)
class Missing:
    """Something that has to be there first, what to do about it, and where."""

    what: str
    todo: str
    place: Place = field(default_factory=Place)

    def as_dict(self) -> dict[str, str | None]:
        """The form that ``--format json`` prints; the keys are a public contract."""
        return {"vad": self.what, "gör": self.todo, "väg": self.place.path, "handling": self.place.document}


@dataclass(frozen=True)
class Verdict:
    """The answer about the paper or about the agreement, in a few words and in a sentence, with what is missing."""

    about: Subject
    state: State
    title: str
    lead: str
    missing: tuple[Missing, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The form that ``--format json`` prints; the keys are a public contract."""
        missing = [one.as_dict() for one in self.missing]
        return {"om": self.about, "läge": self.state, "besked": self.title, "ingress": self.lead, "saknas": missing}

    def as_data(self) -> dict[str, Any]:
        """The verdict as plain data that `of` reads."""
        missing = [{**vars(one), "place": one.place.as_dict()} for one in self.missing]
        return {**vars(self), "missing": missing}

    @staticmethod
    def of(data: Mapping[str, Any]) -> "Verdict":
        """A verdict from what `as_data` made of it. Raises `KeyError`, `TypeError`."""
        missing = tuple(Missing(**{**one, "place": Place(**one["place"])}) for one in data["missing"])
        return Verdict(**{**data, "missing": missing})


@dataclass(frozen=True)
class Result:
    """The findings of a build, and the folder with the documents unless an error stopped it.

    ``values`` were found in the finished bundle, and ``tied`` of them have a source. ``unchanged`` if nothing had to be
    made, since what is there is what would be made. ``unkept`` is why nothing could be kept for the next build, which
    therefore takes longer; empty if it could. ``unasked`` are the rules that could not be asked, ``verdicts`` the
    answers about the paper and about the agreement.
    """

    findings: tuple[Finding, ...]
    folder: Path | None = None
    files: tuple[str, ...] = ()
    values: int = 0
    tied: int = 0
    unchanged: bool = False
    unkept: str = ""
    unasked: tuple[Unasked, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
