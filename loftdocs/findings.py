"""What a check finds: data that a report can sort, print, or hand to another program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs; only FEL stops a build (VARNING too, with ``--strict``)."""

    FEL = "fel"
    VARNING = "varning"
    UPPLYSNING = "upplysning"


@dataclass(frozen=True)
class Subject:
    """What a finding is about: which words of which paragraph of which document; no words where it is all of them."""

    document: str
    paragraph: str
    words: str


@dataclass(frozen=True)
class Place:
    """Where a finding stands: in a source file, or in a finished document.

    ``line``, ``column`` and ``page`` count from 1; ``path`` is the YAML path, as ``avtalsperiod.start``. ``subject``
    are the words that stand there and are meant, where it is some of them; they tell no place from another.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    document: str | None = None
    page: int | None = None
    quote: str | None = None
    subject: Subject | None = field(default=None, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """The form that ``--format json`` prints; the keys are a public contract."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.compare}

    def __str__(self) -> str:
        if self.document:
            page = f", sida {self.page}" if self.page else ""
            return f"{self.document}{page}"
        parts = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(parts)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or worth knowing, with its place and the way to mend it.

    ``also`` is where the other half of a contradiction stands; ``silenced`` the reason, if the case has set the rule
    aside.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    place: Place = field(default_factory=Place)
    also: tuple[Place, ...] = ()
    silenced: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The flat form that ``--format json`` prints; the keys are a public contract."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            **self.place.as_dict(),
            "also": [place.as_dict() for place in self.also],
            "silenced": self.silenced,
        }

    def as_data(self) -> dict[str, Any]:
        """The finding as plain data that `of` reads."""
        also = [place.as_dict() for place in self.also]
        return {**vars(self), "severity": self.severity.value, "place": self.place.as_dict(), "also": also}

    @staticmethod
    def of(data: Mapping[str, Any]) -> "Finding":
        """A finding from what `as_data` made of it. Raises `KeyError`, `TypeError`, `ValueError`."""
        also = tuple(Place(**place) for place in data["also"])
        place, severity = Place(**data["place"]), Severity(data["severity"])
        return Finding(**{**data, "severity": severity, "place": place, "also": also})


@dataclass(frozen=True)
class Unasked:
    """A rule that could not be asked, or not in full: its code, what it demands, and what it lacked."""

    code: str
    constraint: str
    lacking: str

    def as_dict(self) -> dict[str, str]:
        """The form that ``--format json`` prints; the keys are a public contract."""
        return {"code": self.code, "regel": self.constraint, "saknas": self.lacking}


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """True if any finding that is not silenced is a ``fel``, or with ``strict`` a ``varning``."""
    heavy = (Severity.FEL, Severity.VARNING) if strict else (Severity.FEL,)
    return any(finding.severity in heavy and finding.silenced is None for finding in findings)


def in_file_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order a reader meets them: by file and line, then by document and page."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                f.place.file is None,
                f.place.file or "",
                f.place.line or 0,
                f.place.column or 0,
                f.place.document or "",
                f.place.page or 0,
                f.code,
            ),
        )
    )


def display_path(path: Path) -> str:
    """The path as the user would type it: relative to the working folder where it can be."""
    return _displayed(path, Path.cwd())


@lru_cache(maxsize=256)  # asked for each finding; to look a path up takes longer than to make the finding
def _displayed(path: Path, here: Path) -> str:
    try:
        return path.resolve().relative_to(here).as_posix()
    except (ValueError, OSError, RuntimeError):  # it lies elsewhere, or a link leads back to itself
        return str(path)
